"""What the peers of goals.sh share: reading a set's files of numbers, and the checksums of a full cube.

Places, blocks and checksums are those of goals/check.h; two programs that did the same work print the same.
"""

import json
import pathlib

import numpy as np

SPANS = (1, 3, 6, 12)  # months in a month, quarter, half, year
BLOCKS = ("sums", "reported", "expected", "cumulative", "cumulative_reported", "ratios", "ratio_states")
VALUE, MISSING, UNDEFINED = 0, 1, 5


class Set:
    """A set as goals_generate writes it: values in doubles, which are exact, and what is reported."""

    def __init__(self, folder, with_values=True):
        folder = pathlib.Path(folder)
        about = json.loads((folder / "set.json").read_text(encoding="utf-8"))
        self.name = about["name"]
        self.columns, self.areas, self.leaves = about["columns"], about["areas"], about["leaves"]
        self.months = about["months"]
        categories = about["categories"]
        # Of ratios in categories the category changes faster.
        self.ratios = [
            (a * categories + c, b * categories + c) for a, b in about["ratios"] for c in range(categories)
        ]
        self.parent = np.fromfile(folder / "parents.i32", "<i4")
        self.level = np.zeros(self.areas, np.int8)
        for area in range(1, self.areas):
            self.level[area] = self.level[self.parent[area]] + 1
        self.leaf = np.flatnonzero(self.level == 3)
        under = np.zeros(self.areas, np.int64)  # how many leaves an area has
        under[self.leaf] = 1
        for area in range(self.areas - 1, 0, -1):
            under[self.parent[area]] += under[area]
        self.under = under
        self.counts = [self.months // span for span in SPANS]
        self.first = [sum(self.counts[:i]) for i in range(len(SPANS) + 1)]  # places of periods
        if with_values:
            shape = (self.columns, self.leaves, self.months)
            hundredths = np.fromfile(folder / "values.i64", "<i8").reshape(shape)
            self.values = (hundredths // 25) * 0.25
            self.valid = np.fromfile(folder / "valid.u8", np.uint8).reshape(shape)

    @property
    def periods(self):
        return self.first[-1]


def mix(state):
    state = (state ^ (state >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    state = (state ^ (state >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return state ^ (state >> np.uint64(31))


def checksum(block, numbers):
    """numbers: an array of 8 bytes each, in the order of the block."""
    numbers = numbers.reshape(-1).view(np.uint64)
    total, step = 0, 1 << 20
    for start in range(0, len(numbers), step):
        part = numbers[start : start + step]
        keys = mix(
            np.arange(start + 1, start + len(part) + 1, dtype=np.uint64) + (np.uint64(block) << np.uint64(56))
        )
        total += int((keys * part).sum(dtype=np.uint64))
    return f"{total & (2**64 - 1):016x}"


class Cube:
    """A full cube in the common order, filled from whatever a peer has made."""

    def __init__(self, data):
        cells, months = (data.columns, data.areas, data.periods), (data.columns, data.areas, data.months)
        ratios = (len(data.ratios), data.areas, data.counts[1] + data.counts[3])
        self.sums, self.reported, self.expected = (np.zeros(cells, np.int64) for _ in range(3))
        self.cumulative, self.cumulative_reported = (np.zeros(months, np.int64) for _ in range(2))
        self.ratios = np.zeros(ratios)
        self.ratio_states = np.full(ratios, -1, np.int64)

    def check(self):
        """What goals/check.c prints."""
        self.sums[self.reported == 0] = 0
        self.cumulative[self.cumulative_reported == 0] = 0
        self.ratios[self.ratio_states != VALUE] = 0
        check = {name: checksum(block, getattr(self, name)) for block, name in enumerate(BLOCKS)}
        check["present"] = [
            int((self.reported > 0).sum()),
            int((self.cumulative_reported > 0).sum()),
            int((self.ratio_states == VALUE).sum()),
        ]
        return check


def hundredths(doubles):
    """Exact: the doubles are multiples of a quarter."""
    return np.rint(np.nan_to_num(doubles) * 100).astype(np.int64)
