"""One side's work, timed and checked: an Arrow table of values comes in, Arrow tables with the full cube go out.

usage: side.py SIDE FOLDER THREADS RUNS

FOLDER holds the set as goals_generate writes it, "raw" and "programme". Prints a line of JSON: the times of each
run, by step, and the checksums of goals/check.h, taken from what went out.

The values are a row for each that is due: dictionaries of ids, and a double that is null where nothing is reported.
The peers know the tree of areas beforehand, as the library knows its programme, and take the indexes of the
dictionaries as they are.
"""

import gc
import importlib
import json
import os
import pathlib
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "peers"))
FIRST_YEAR = 2016
LETTERS = "NPDC"
LAST = ("months", "quarters", "halves", "years", "cumulative", "ratio")


def area_ids(data):
    """As set_area_id() makes them."""
    seen, ids = [0] * len(LETTERS), []
    for level in data.level:
        seen[level] += 1
        ids.append(f"{LETTERS[level]}{seen[level]:05}")
    return ids


def values_table(data):
    """The values as an Arrow table, in the order of the set."""
    import frames
    import numpy as np
    import pyarrow as pa

    rows = frames.long_columns(data)
    months = [f"{FIRST_YEAR + month // 12}-{month % 12 + 1:02}" for month in range(data.months)]
    words = {"col": [f"i{i + 1:02}" for i in range(data.columns)], "area": area_ids(data), "month": months}
    columns = [pa.DictionaryArray.from_arrays(pa.array(rows[name]), pa.array(words[name])) for name in words]
    value = pa.array(rows["value"], mask=np.isnan(rows["value"]))
    return pa.table([*columns, value], ["indicator", "area", "period", "value"])


def indexes(values, name):
    import numpy as np

    column = values[name].combine_chunks()
    return np.asarray((column if hasattr(column, "indices") else column.chunk(0)).indices)


def in_long_order(values):
    """The columns of frames.long_columns(), of an Arrow table."""
    import numpy as np

    number = values["value"].to_numpy(zero_copy_only=False)
    return {
        "col": indexes(values, "indicator"),
        "area": indexes(values, "area"),
        "month": indexes(values, "period"),
        "value": np.asarray(number),
    }


# ---- sides: take(values), run(), give(): Arrow tables, collect(tables): the cube for its checksums ----


class Library:
    # What the tables of the peers hold, each.
    columns = [
        ["indicator", "area", "period", "number", "reported", "expected"],
        ["indicator", "area", "period", "number", "reported"],
        ["indicator", "area", "period", "number", "state"],
    ]

    def __init__(self, data, folder, threads):
        import libprogram

        self.libprogram, self.data, self.threads = libprogram, data, threads
        self.programme = libprogram.open(folder / "programme.json", max_bytes=1 << 30).freeze()
        last = FIRST_YEAR + data.months // 12 - 1
        months, quarters = f"{FIRST_YEAR}-01..{last}-12", f"{FIRST_YEAR}-Q1..{last}-Q4"
        halves, years = f"{FIRST_YEAR}-S1..{last}-S2", f"{FIRST_YEAR}..{last}"
        raw = ", ".join(f"i{i + 1:02}" for i in range(data.columns))
        ratios = ", ".join(f"r{i + 1:02}" for i in range(len(data.ratios)))
        self.queries = [
            f"areas all; indicators {raw}; periods {months}, {quarters}, {halves}, {years}",
            f"areas all; indicators {raw}; periods {months}; measures cumulative",
            f"areas all; indicators {ratios}; periods {quarters}, {years}",
        ]

    def take(self, values):
        self.values = self.programme.data()
        self.values.read_arrow(values)

    def run(self):
        self.cube = self.libprogram.Cube(self.values, *self.queries, threads=self.threads)

    def give(self):
        return [table.to_arrow(columns) for table, columns in zip(self.cube.tables, self.columns)]

    def collect(self, tables):
        import numpy as np
        from common import Cube, hundredths

        def column(table, name):
            return table[name].to_numpy(zero_copy_only=False)

        cube = Cube(self.data)
        sums, cumulative, ratios = tables
        for table, numbers, counts in (
            (sums, "sums", "reported"),
            (cumulative, "cumulative", "cumulative_reported"),
        ):
            shape = getattr(cube, numbers).shape
            setattr(cube, numbers, hundredths(column(table, "number")).reshape(shape))
            setattr(cube, counts, column(table, "reported").reshape(shape))
        cube.expected = column(sums, "expected").reshape(cube.sums.shape)
        cube.ratios = np.nan_to_num(column(ratios, "number")).reshape(cube.ratios.shape)
        names = ratios["state"].combine_chunks()
        names = names if hasattr(names, "indices") else names.chunk(0)
        codes = np.array([list(self.libprogram.State).index(name) for name in names.dictionary.to_pylist()])
        cube.ratio_states = codes[np.asarray(names.indices)].reshape(cube.ratios.shape)
        return cube


def long_of_arrow(data, tables):
    """The cube of the Arrow tables of a peer whose tables are long."""
    from sql import collect_long

    def read(name):
        table = tables[LAST.index(name)]
        return {key: table[key].to_numpy() for key in table.column_names}

    return collect_long(data, read)


class Peer:
    """A peer of the goals that starts from an Arrow table and ends with some."""

    module, name = "", ""

    def __init__(self, data, folder, threads):
        self.data, self.threads = data, threads
        self.peer = importlib.import_module(self.module).PEERS[self.name]

    def take(self, values):
        self.side = self.peer(self.data, self.threads, in_long_order(values))

    def run(self):
        self.made = self.side.run()

    def collect(self, tables):
        return long_of_arrow(self.data, tables)


class PandasLong(Peer):
    module, name = "frames", "pandas long"

    def give(self):
        import pyarrow as pa

        return [pa.Table.from_pandas(self.made[name], preserve_index=False) for name in LAST]


class PandasWide(Peer):
    """Its tables are wide, too; the checksums are taken from the frames that they were made of."""

    module, name = "frames", "pandas wide"

    def give(self):
        import pandas as pd
        import pyarrow as pa

        def out(frame):
            frame = frame.set_axis([str(name) for name in frame.columns], axis=1)
            return pa.Table.from_pandas(frame.reset_index(), preserve_index=False)

        sums, reported, expected, cumulative, upto, ratios = self.made
        frames = [*sums, *reported, *expected, cumulative, upto]
        for part in ratios:
            frames += [pd.concat(both, keys=range(len(both)), names=["ratio"]) for both in zip(*part)]
        return [out(frame) for frame in frames]

    def collect(self, _):
        return self.side.collect(self.made)


class PolarsLong(Peer):
    module, name = "frames", "polars long"

    def take(self, values):
        import polars as pl

        rows = in_long_order(values)
        rows["value"] = pl.from_arrow(values["value"])
        self.side = self.peer(self.data, self.threads, rows)

    def give(self):
        return [self.made[name].to_arrow() for name in LAST]


class NumpyIdiomatic(Peer):
    module, name = "arrays", "numpy idiomatic"

    def take(self, values):
        import numpy as np

        rows, data = in_long_order(values), self.data
        leaf = np.zeros(data.areas, np.int64)
        leaf[data.leaf] = np.arange(data.leaves)
        dense = np.full(data.columns * data.leaves * data.months, np.nan)
        row = rows["col"].astype(np.int64) * data.leaves + leaf[rows["area"]]
        dense[row * data.months + rows["month"]] = rows["value"]
        data.values = dense.reshape(data.columns, data.leaves, data.months)
        data.valid = ~np.isnan(data.values)
        self.side = self.peer(data, self.threads)

    def give(self):
        import numpy as np
        import pyarrow as pa

        sums, reported, expected, cumulative, upto, ratios, states = self.made

        def table(names, **numbers):
            shape = next(iter(numbers.values())).shape
            keys = [np.broadcast_to(np.arange(size, dtype=np.int32).reshape([-1 if i == axis else 1 for i in range(3)]), shape)
                    for axis, size in enumerate(shape)]
            return pa.table({**{name: key.reshape(-1) for name, key in zip(names, keys)},
                             **{name: number.reshape(-1) for name, number in numbers.items()}})

        data = self.data
        months = (data.columns, data.areas, data.months)
        keys = ("col", "area", "period")
        return [table(keys, s=sums, c=reported, e=expected),
                table(keys, s=cumulative.reshape(months), c=upto.reshape(months)),
                table(("ratio", "area", "period"), r=ratios, t=states)]

    def collect(self, tables):
        import numpy as np

        data = self.data

        def columns(table, *names):
            return (np.asarray(table[name]) for name in names)

        cells = (data.columns, data.areas, data.periods)
        ratios = (len(data.ratios), data.areas, data.counts[1] + data.counts[3])
        years = (data.columns, data.areas, data.counts[3], 12)
        sums, reported, expected = (one.reshape(cells) for one in columns(tables[0], "s", "c", "e"))
        cumulative, upto = (one.reshape(years) for one in columns(tables[1], "s", "c"))
        quotients, states = (one.reshape(ratios) for one in columns(tables[2], "r", "t"))
        return self.side.collect((sums, reported, expected, cumulative, upto, quotients.copy(), states))


SIDES = {
    "libprogram": Library,
    "pandas wide": PandasWide,
    "pandas long": PandasLong,
    "polars long": PolarsLong,
    "numpy idiomatic": NumpyIdiomatic,
}


def main(name, folder, threads, runs):
    for variable in ("POLARS_MAX_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ[variable] = str(threads)
    from common import Set

    data = Set(folder)
    values = values_table(data)
    del data.values, data.valid
    side = SIDES[name](data, folder, threads)
    walls, processors, tables = [], [], None
    for _ in range(runs):
        tables = side.made = side.cube = None
        gc.collect()
        steps, processor = [time.perf_counter()], time.process_time()
        for step in (lambda: side.take(values), side.run, side.give):
            tables = step()
            steps.append(time.perf_counter())
        processors.append(time.process_time() - processor)
        walls.append([after - before for before, after in zip(steps, steps[1:])])
    size = sum(table.nbytes for table in tables)
    check = side.collect(tables).check()
    record = {"side": name, "set": data.name, "threads": threads, "wall": walls, "processor": processors}
    print(json.dumps({**record, "bytes": size, "rows": sum(len(table) for table in tables), "check": check}))


if __name__ == "__main__":
    main(sys.argv[1], pathlib.Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
