"""The full cube in pandas and polars, wide (a column for each month) and long (a row for each value)."""

import numpy as np

from common import MISSING, SPANS, UNDEFINED, VALUE, Cube, hundredths
from sql import collect_long

SPAN_NAMES = ("months", "quarters", "halves", "years")


def long_columns(data):
    """The long table: a row for each value that is due, NaN where it is not reported."""
    shape = data.valid.shape
    return {
        "col": np.repeat(np.arange(data.columns, dtype=np.int32), data.leaves * data.months),
        "area": np.tile(np.repeat(data.leaf.astype(np.int32), data.months), data.columns),
        "month": np.tile(np.arange(data.months, dtype=np.int32), data.columns * data.leaves),
        "value": np.where(data.valid, data.values, np.nan).reshape(shape[0] * shape[1] * shape[2]),
    }


class PandasWide:
    """Frames of sums and of counts, indexed by column and area, with a column for each month."""

    def __init__(self, data, threads, rows=None):
        import pandas as pd

        self.pd, self.data = pd, data
        if rows is not None:
            self.values = pd.DataFrame(rows).set_index(["col", "area", "month"])["value"].unstack("month")
            return
        index = pd.MultiIndex.from_product([range(data.columns), data.leaf], names=["col", "area"])
        self.values = pd.DataFrame(np.where(data.valid, data.values, np.nan).reshape(-1, data.months), index)

    def up(self, leaves):
        levels = [leaves]
        for _ in range(3):
            frame = levels[-1]
            parents = self.data.parent[frame.index.get_level_values("area")]
            frame = frame.groupby([frame.index.get_level_values("col"), parents]).sum()
            frame.index.names = ["col", "area"]
            levels.append(frame)
        return self.pd.concat(levels).sort_index()

    @staticmethod
    def spans(months):
        return [months, *(months.T.groupby(months.columns // span).sum().T for span in SPANS[1:])]

    def run(self):
        pd, data = self.pd, self.data
        months, counts = self.up(self.values.fillna(0.0)), self.up(self.values.notna().astype(np.int32))
        sums, reported = self.spans(months), self.spans(counts)
        under = data.under[months.index.get_level_values("area")].astype(np.int32)
        expected = [
            pd.DataFrame(np.repeat(under[:, None] * span, data.months // span, axis=1), months.index)
            for span in SPANS
        ]
        year = months.columns // 12
        cumulative = pd.concat(
            [months.loc[:, year == y].cumsum(axis=1) for y in range(data.months // 12)], axis=1
        )
        upto = pd.concat([counts.loc[:, year == y].cumsum(axis=1) for y in range(data.months // 12)], axis=1)
        ratios = [self.divide(sums[span], reported[span]) for span in (1, 3)]
        return sums, reported, expected, cumulative, upto, ratios

    def divide(self, sums, reported):
        areas = self.data.areas
        out = []
        for above, below in self.data.ratios:
            # The frames are sorted, so that a column's areas are side by side.
            a, b = (sums.iloc[side * areas : (side + 1) * areas].droplevel("col") for side in (above, below))
            x, y = (
                reported.iloc[side * areas : (side + 1) * areas].droplevel("col") for side in (above, below)
            )
            states = self.pd.DataFrame(
                np.where((x == 0) | (y == 0), MISSING, np.where(b == 0, UNDEFINED, VALUE)),
                a.index,
                dtype=np.int8,
            )
            out.append((100.0 * a / b, states))
        return out

    def collect(self, made):
        data, cube = self.data, Cube(self.data)
        sums, reported, expected, cumulative, upto, ratios = made
        for span in range(len(SPANS)):
            periods = slice(data.first[span], data.first[span + 1])
            shape = (data.columns, data.areas, data.counts[span])
            cube.sums[:, :, periods] = hundredths(sums[span].to_numpy()).reshape(shape)
            cube.reported[:, :, periods] = reported[span].to_numpy().reshape(shape)
            cube.expected[:, :, periods] = expected[span].to_numpy().reshape(shape)
        shape = (data.columns, data.areas, data.months)
        cube.cumulative = hundredths(cumulative.to_numpy()).reshape(shape)
        cube.cumulative_reported = upto.to_numpy().astype(np.int64).reshape(shape)
        for periods, part in zip((slice(0, data.counts[1]), slice(data.counts[1], None)), ratios):
            for ratio, (numbers, states) in enumerate(part):
                cube.ratios[ratio, :, periods], cube.ratio_states[ratio, :, periods] = numbers, states
        return cube


class PandasLong:
    def __init__(self, data, threads, rows=None):
        import pandas as pd

        self.pd, self.data = pd, data
        self.rows = pd.DataFrame(long_columns(data) if rows is None else rows, copy=False)
        self.parent = pd.Series(data.parent.astype(np.int32))

    def group(self, frame):
        return frame.groupby(["col", "area", "month"], as_index=False, sort=False).sum()

    def run(self):
        pd = self.pd
        level = self.rows[["col", "area", "month"]].assign(
            s=self.rows["value"].fillna(0.0), c=self.rows["value"].notna().astype(np.int32), e=np.int32(1)
        )
        levels = [level]
        for _ in range(3):
            level = self.group(level.assign(area=self.parent.to_numpy()[level["area"]]))
            levels.append(level)
        made = {"months": pd.concat(levels, ignore_index=True)}
        for before, name, times in zip(SPAN_NAMES, SPAN_NAMES[1:], (3, 2, 2)):
            made[name] = self.group(made[before].assign(month=made[before]["month"] // times))
        months = made["months"].sort_values(["col", "area", "month"])
        by_year = months.groupby([months["col"], months["area"], months["month"] // 12], sort=False)
        made["cumulative"] = months[["col", "area", "month"]].assign(
            s=by_year["s"].cumsum(), c=by_year["c"].cumsum()
        )
        made["ratio"] = self.divide(
            pd.concat([made["quarters"].assign(span=0), made["years"].assign(span=1)])
        )
        return made

    def divide(self, spans):
        pairs = self.pd.DataFrame(
            [(ratio, *pair) for ratio, pair in enumerate(self.data.ratios)],
            columns=["ratio", "above", "below"],
        )
        a = pairs.merge(spans, left_on="above", right_on="col")
        both = a.merge(
            spans,
            left_on=["below", "area", "span", "month"],
            right_on=["col", "area", "span", "month"],
            suffixes=("", "_b"),
        )
        missing = (both["c"] == 0) | (both["c_b"] == 0)
        return both[["ratio", "area", "span", "month"]].assign(
            r=100.0 * both["s"] / both["s_b"],
            t=np.where(missing, MISSING, np.where(both["s_b"] == 0, UNDEFINED, VALUE)).astype(np.int8),
        )

    def collect(self, made):
        return collect_long(
            self.data, lambda name: {key: made[name][key].to_numpy() for key in made[name].columns}
        )


class PolarsLong:
    def __init__(self, data, threads, rows=None):
        import polars as pl

        self.pl, self.data = pl, data
        if rows is None:
            self.rows = pl.DataFrame(long_columns(data)).with_columns(pl.col("value").fill_nan(None))
        else:
            self.rows = pl.DataFrame(rows)
        self.tree = pl.DataFrame({"area": np.arange(data.areas, dtype=np.int32), "parent": data.parent})
        above, below = zip(*data.ratios)
        self.pairs = pl.DataFrame(
            {
                "ratio": np.arange(len(above), dtype=np.int32),
                "col": np.array(above, np.int32),
                "below": np.array(below, np.int32),
            }
        )

    def run(self):
        pl, keys = self.pl, ["col", "area", "month"]
        totals = [pl.col(name).sum() for name in "sce"]
        level = self.rows.select(
            *keys,
            s=pl.col("value").fill_null(0.0),
            c=pl.col("value").is_not_null().cast(pl.Int32),
            e=pl.lit(1, pl.Int32)
        )
        levels = [level]
        for _ in range(3):
            level = (
                level.join(self.tree, on="area")
                .select("col", pl.col("parent").alias("area"), "month", "s", "c", "e")
                .group_by(keys)
                .agg(totals)
            )
            levels.append(level)
        made = {"months": pl.concat(levels)}
        for before, name, times in zip(SPAN_NAMES, SPAN_NAMES[1:], (3, 2, 2)):
            made[name] = made[before].with_columns(pl.col("month") // times).group_by(keys).agg(totals)
        made["cumulative"] = (
            made["months"]
            .sort(keys)
            .with_columns(year=pl.col("month") // 12)
            .select(*keys, *(pl.col(name).cum_sum().over("col", "area", "year") for name in "sc"))
        )
        spans = pl.concat([made["quarters"].with_columns(span=0), made["years"].with_columns(span=1)])
        missing = (pl.col("c") == 0) | (pl.col("c_right") == 0)
        made["ratio"] = (
            self.pairs.join(spans, on="col")
            .join(
                spans, left_on=["below", "area", "span", "month"], right_on=["col", "area", "span", "month"]
            )
            .select(
                "ratio",
                "area",
                "span",
                "month",
                r=100.0 * pl.col("s") / pl.col("s_right"),
                t=pl.when(missing)
                .then(MISSING)
                .when(pl.col("s_right") == 0)
                .then(UNDEFINED)
                .otherwise(VALUE)
                .cast(pl.Int8),
            )
        )
        return made

    def collect(self, made):
        return collect_long(
            self.data, lambda name: {key: made[name][key].to_numpy() for key in made[name].columns}
        )


PEERS = {"pandas wide": PandasWide, "pandas long": PandasLong, "polars long": PolarsLong}
