"""The full cube in numpy: as one writes it, and as an expert writes it.

The expert's form uses memory that is there before, keeps areas of a level side by side and the months of all
areas in a row, so that every step is an addition of long vectors, and goes through the columns one by one, so
that what was just written is still in the cache.
"""

import numpy as np

from common import MISSING, SPANS, UNDEFINED, VALUE, Cube, hundredths


class Idiomatic:
    def __init__(self, data, threads):
        self.data = data
        self.values = np.where(data.valid, data.values, 0.0)
        self.valid = data.valid.astype(bool)
        # Where the leaves of each area begin among the leaves; they are contiguous.
        self.areas = [np.flatnonzero(data.level == level) for level in range(4)]
        order = np.cumsum(data.level == 3) - (data.level == 3)
        self.starts = [order[self.areas[level]] for level in range(3)]

    def up(self, leaves):
        data = self.data
        out = np.empty((leaves.shape[0], data.areas, data.months), leaves.dtype)
        out[:, self.areas[3]] = leaves
        for level in range(3):
            out[:, self.areas[level]] = np.add.reduceat(leaves, self.starts[level], axis=1)
        return out

    @staticmethod
    def spans(months):
        quarters = months[..., 0::3] + months[..., 1::3] + months[..., 2::3]
        halves = quarters[..., 0::2] + quarters[..., 1::2]
        years = halves[..., 0::2] + halves[..., 1::2]
        return np.concatenate([months, quarters, halves, years], axis=2)

    def run(self):
        data = self.data
        months, counts = self.up(self.values), self.up(self.valid.astype(np.int32))
        lengths = np.repeat(SPANS, data.counts)
        duties = (data.under[:, None] * lengths).astype(np.int32)
        years = (data.columns, data.areas, data.counts[3], 12)
        sums, reported = self.spans(months), self.spans(counts)
        expected = np.repeat(duties[None], data.columns, axis=0)
        cumulative = months.reshape(years).cumsum(-1)
        cumulative_reported = counts.reshape(years).cumsum(-1, dtype=np.int32)
        picked = [slice(data.first[span], data.first[span + 1]) for span in (1, 3)]
        numbers = np.concatenate([sums[..., periods] for periods in picked], axis=2)
        present = np.concatenate([reported[..., periods] for periods in picked], axis=2) > 0
        above, below = (np.array(side) for side in zip(*data.ratios))
        with np.errstate(all="ignore"):
            ratios = 100.0 * numbers[above] / numbers[below]
        states = np.where(numbers[below] == 0, np.int8(UNDEFINED), np.int8(VALUE))
        states[~(present[above] & present[below])] = MISSING
        return sums, reported, expected, cumulative, cumulative_reported, ratios, states

    def collect(self, made):
        data, cube = self.data, Cube(self.data)
        sums, cube.reported, cube.expected, cumulative, counts, cube.ratios, states = made
        months = (data.columns, data.areas, data.months)
        cube.sums, cube.cumulative = hundredths(sums), hundredths(cumulative).reshape(months)
        cube.reported, cube.expected = cube.reported.astype(np.int64), cube.expected.astype(np.int64)
        cube.cumulative_reported = counts.reshape(months).astype(np.int64)
        cube.ratio_states = states.astype(np.int64)
        return cube


def narrowest(most):
    return np.uint8 if most < 256 else np.uint16 if most < 65536 else np.uint32


class Blocked:
    def __init__(self, data, threads):
        self.data = data
        # Areas by level, then in their order: the leaves come last and side by side.
        self.order = np.argsort(data.level, kind="stable")
        place = np.empty(data.areas, np.int64)
        place[self.order] = np.arange(data.areas)
        sizes = [int((data.level == level).sum()) for level in range(4)]
        ends = np.cumsum(sizes)
        self.level = [slice(int(end - size), int(end)) for size, end in zip(sizes, ends)]
        self.starts = []
        for level in range(3):  # where the children of each area of a level begin in the level below
            below = self.order[self.level[level + 1]]
            self.starts.append(
                np.searchsorted(place[data.parent[below]], np.arange(*self.level[level].indices(data.areas)))
            )
        leaves = np.ascontiguousarray(np.where(data.valid, data.values, 0.0).transpose(0, 2, 1))
        self.values, self.valid = leaves, np.ascontiguousarray(data.valid.transpose(0, 2, 1))
        under = data.under[self.order]
        self.kinds = [narrowest(int(under[0]) * span) for span in SPANS]
        rows = [(data.columns, count, data.areas) for count in data.counts]
        self.sums = [np.zeros(row) for row in rows]
        self.reported = [np.zeros(row, kind) for row, kind in zip(rows, self.kinds)]
        self.expected = [np.zeros(row, kind) for row, kind in zip(rows, self.kinds)]
        self.duties = [(under * span).astype(kind) for span, kind in zip(SPANS, self.kinds)]
        self.cumulative, self.cumulative_reported = np.zeros(rows[0]), np.zeros(rows[0], self.kinds[3])
        ratios = (len(data.ratios), data.counts[1] + data.counts[3], data.areas)
        self.ratios, self.states = np.zeros(ratios), np.zeros(ratios, np.uint8)
        self.zero = np.zeros(ratios[1:], bool)

    def upwards(self, leaves, months):
        months[:, self.level[3]] = leaves
        for level in (2, 1, 0):
            np.add.reduceat(
                months[:, self.level[level + 1]],
                self.starts[level],
                axis=1,
                dtype=months.dtype,
                out=months[:, self.level[level]],
            )

    @staticmethod
    def longer(spans):
        months, quarters, halves, years = spans
        np.add(months[0::3], months[1::3], out=quarters, dtype=quarters.dtype)
        np.add(quarters, months[2::3], out=quarters, dtype=quarters.dtype)
        np.add(quarters[0::2], quarters[1::2], out=halves, dtype=halves.dtype)
        np.add(halves[0::2], halves[1::2], out=years, dtype=years.dtype)

    @staticmethod
    def accumulate(months, out):
        out[0::12] = months[0::12]
        for month in range(1, 12):
            np.add(out[month - 1 :: 12], months[month::12], out=out[month::12], dtype=out.dtype)

    def divide(self, ratio, above, below):
        at = 0
        for span in (1, 3):
            rows = slice(at, at + self.data.counts[span])
            at = rows.stop
            out, state, zero = self.ratios[ratio, rows], self.states[ratio, rows], self.zero[rows]
            np.multiply(self.sums[span][above], 100.0, out=out)
            np.divide(out, self.sums[span][below], out=out)
            np.equal(self.sums[span][below], 0, out=zero)
            np.multiply(zero, UNDEFINED, out=state, dtype=np.uint8, casting="unsafe")
            for side in (above, below):
                np.equal(self.reported[span][side], 0, out=zero)
                np.copyto(state, MISSING, where=zero)

    def run(self):
        with np.errstate(all="ignore"):
            for column in range(self.data.columns):
                sums = [span[column] for span in self.sums]
                reported = [span[column] for span in self.reported]
                self.upwards(self.values[column], sums[0])
                self.upwards(self.valid[column], reported[0])
                self.longer(sums)
                self.longer(reported)
                self.accumulate(sums[0], self.cumulative[column])
                self.accumulate(reported[0], self.cumulative_reported[column])
                for out, duties in zip(self.expected, self.duties):
                    out[column] = duties
            for ratio, (above, below) in enumerate(self.data.ratios):
                self.divide(ratio, above, below)

    def collect(self, _):
        cube = Cube(self.data)

        def common(rows):
            out = np.empty((rows.shape[0], rows.shape[2], rows.shape[1]), rows.dtype)
            out[:, self.order] = rows.transpose(0, 2, 1)
            return out

        for span in range(len(SPANS)):
            periods = slice(self.data.first[span], self.data.first[span + 1])
            cube.sums[:, :, periods] = hundredths(common(self.sums[span]))
            cube.reported[:, :, periods] = common(self.reported[span])
            cube.expected[:, :, periods] = common(self.expected[span])
        cube.cumulative = hundredths(common(self.cumulative))
        cube.cumulative_reported = common(self.cumulative_reported).astype(np.int64)
        cube.ratios, cube.ratio_states = common(self.ratios), common(self.states).astype(np.int64)
        return cube


PEERS = {"numpy idiomatic": Idiomatic, "numpy preallocated": Blocked}
