"""The full cube in SQL: DuckDB and SQLite, in memory, results in tables.

"Wide" has a row for each column and area with a field for each month: over time it adds fields of a row, over
areas it groups, one level at a time. In DuckDB this is the fastest of the forms that were tried, and is
called pivot. "Long" is the usual table with a row for each value, and GROUP BY over areas, then over time.
"""

import sqlite3

import numpy as np

from common import SPANS, VALUE, Cube, hundredths

YEAR = 12


def joined(template, numbers):
    return ", ".join(template.format(n=n) for n in numbers)


def wide_statements(months):
    """From the tables w (col, area, v0 …) with NULL for what is not reported, tree (area, parent, leaves) and
    pairs (ratio, above, below) to the tables cube and ratio."""
    sums, counts = joined("s{n}", range(months)), joined("c{n}", range(months))
    yield (
        "CREATE TABLE level3 AS SELECT col, area, "
        + joined("coalesce(v{n}, 0.0) AS s{n}", range(months))
        + ", "
        + joined("CAST(v{n} IS NOT NULL AS INTEGER) AS c{n}", range(months))
        + " FROM w"
    )
    for level in (2, 1, 0):
        yield (
            f"CREATE TABLE level{level} AS SELECT col, parent AS area, "
            + joined("sum(s{n}) AS s{n}", range(months))
            + ", "
            + joined("CAST(sum(c{n}) AS INTEGER) AS c{n}", range(months))
            + f" FROM level{level + 1} JOIN tree USING (area) GROUP BY col, parent"
        )
    union = " UNION ALL ".join(f"SELECT col, area, {sums}, {counts} FROM level{level}" for level in range(4))
    fields = ["col", "area"]
    for kind in "sc":
        for month in range(months):
            fields.append(f"{kind}{month}")
        for name, span in zip("qhy", SPANS[1:]):
            for at in range(months // span):
                parts = " + ".join(f"{kind}{month}" for month in range(at * span, at * span + span))
                fields.append(f"{parts} AS {kind}{name}{at}")
        for month in range(months):
            parts = " + ".join(f"{kind}{n}" for n in range(month // YEAR * YEAR, month + 1))
            fields.append(f"{parts} AS {kind}u{month}")
    for name, span in zip("mqhy", SPANS):
        fields.append(joined(f"leaves * {span} AS e{name}{{n}}", range(months // span)))
    yield f"CREATE TABLE cube AS SELECT {', '.join(fields)} FROM ({union}) JOIN tree USING (area)"
    fields = ["ratio", "a.area AS area"]
    for name, span in (("q", 3), ("y", 12)):
        for at in range(months // span):
            n = f"{name}{at}"
            fields.append(f"100.0 * a.s{n} / nullif(b.s{n}, 0) AS r{n}")
            fields.append(
                f"CASE WHEN a.c{n} = 0 OR b.c{n} = 0 THEN 1 WHEN b.s{n} = 0 THEN 5 ELSE 0 END AS t{n}"
            )
    yield (
        f"CREATE TABLE ratio AS SELECT {', '.join(fields)} FROM pairs JOIN cube a ON a.col = pairs.above "
        "JOIN cube b ON b.col = pairs.below AND b.area = a.area"
    )


LONG_STATEMENTS = [
    "CREATE TABLE level3 AS SELECT col, area, month, sum(value) AS s, count(value) AS c, count(*) AS e "
    "FROM v GROUP BY col, area, month",
    *(
        f"CREATE TABLE level{level} AS SELECT col, parent AS area, month, sum(s) AS s, sum(c)::INTEGER AS c, "
        f"sum(e)::INTEGER AS e FROM level{level + 1} JOIN tree USING (area) GROUP BY col, parent, month"
        for level in (2, 1, 0)
    ),
    "CREATE TABLE months AS FROM level0 UNION ALL FROM level1 UNION ALL FROM level2 UNION ALL FROM level3",
    *(
        f"CREATE TABLE {name} AS SELECT col, area, month // {times} AS month, sum(s) AS s, "
        f"sum(c)::INTEGER AS c, sum(e)::INTEGER AS e FROM {source} GROUP BY col, area, month // {times}"
        for name, source, times in (
            ("quarters", "months", 3),
            ("halves", "quarters", 2),
            ("years", "halves", 2),
        )
    ),
    "CREATE TABLE cumulative AS SELECT col, area, month, sum(s) OVER upto AS s, "
    "(sum(c) OVER upto)::INTEGER AS c FROM months "
    "WINDOW upto AS (PARTITION BY col, area, month // 12 ORDER BY month)",
    "CREATE TABLE ratio AS "
    "WITH spans AS (SELECT 0 AS span, * FROM quarters UNION ALL SELECT 1 AS span, * FROM years) "
    "SELECT ratio, a.area AS area, a.span AS span, a.month AS month, 100.0 * a.s / nullif(b.s, 0) AS r, "
    "(CASE WHEN a.c = 0 OR b.c = 0 THEN 1 WHEN b.s = 0 THEN 5 ELSE 0 END)::TINYINT AS t "
    "FROM pairs JOIN spans a ON a.col = pairs.above "
    "JOIN spans b ON b.col = pairs.below AND b.area = a.area AND b.span = a.span AND b.month = a.month",
]
WIDE_TABLES = [f"level{level}" for level in range(4)] + ["cube", "ratio"]
LONG_TABLES = [f"level{level}" for level in range(4)] + [
    "months",
    "quarters",
    "halves",
    "years",
    "cumulative",
    "ratio",
]


class DuckDB:
    """What the two forms in DuckDB share."""

    def __init__(self, data, threads):
        import duckdb
        import pandas

        self.data = data
        self.base = duckdb.connect(":memory:", config={"threads": threads})
        self.base.execute("SET preserve_insertion_order = false")
        self.load(
            "tree",
            pandas.DataFrame(
                {
                    "area": np.arange(data.areas, dtype=np.int32),
                    "parent": data.parent,
                    "leaves": data.under.astype(np.int32),
                }
            ),
        )
        above, below = zip(*data.ratios)
        self.load(
            "pairs",
            pandas.DataFrame(
                {
                    "ratio": np.arange(len(above), dtype=np.int32),
                    "above": np.array(above, np.int32),
                    "below": np.array(below, np.int32),
                }
            ),
        )

    def load(self, name, frame):
        self.base.register("frame", frame)
        self.base.execute(f"CREATE TABLE {name} AS SELECT * FROM frame")
        self.base.unregister("frame")

    def run(self):
        for table in self.tables:
            self.base.execute(f"DROP TABLE IF EXISTS {table}")
        for statement in self.statements:
            self.base.execute(statement)

    def settle(self):
        """From now on a table is read in the same order each time."""
        self.base.execute("SET threads = 1")
        self.base.execute("SET preserve_insertion_order = true")

    def numbers(self, query):
        return {
            name: np.ma.filled(column, 0) for name, column in self.base.execute(query).fetchnumpy().items()
        }


class DuckDBPivot(DuckDB):
    tables = WIDE_TABLES

    def __init__(self, data, threads):
        import pandas

        super().__init__(data, threads)
        self.statements = list(wide_statements(data.months))
        rows = np.where(data.valid, data.values, np.nan).reshape(-1, data.months)
        frame = {
            "col": np.repeat(np.arange(data.columns, dtype=np.int32), data.leaves),
            "area": np.tile(data.leaf.astype(np.int32), data.columns),
        }
        frame.update(
            {f"v{month}": pandas.array(rows[:, month], dtype="Float64") for month in range(data.months)}
        )
        self.load("w", pandas.DataFrame(frame))

    def collect(self, _):
        self.settle()
        return collect_wide(self.data, lambda columns, table: self.numbers(f"SELECT {columns} FROM {table}"))


class DuckDBLong(DuckDB):
    tables, statements = LONG_TABLES, LONG_STATEMENTS

    def __init__(self, data, threads):
        import pandas

        super().__init__(data, threads)
        for column in range(data.columns):
            rows = np.where(data.valid[column], data.values[column], np.nan).reshape(-1)
            frame = pandas.DataFrame(
                {
                    "col": np.full(len(rows), column, np.int32),
                    "area": np.repeat(data.leaf.astype(np.int32), data.months),
                    "month": np.tile(np.arange(data.months, dtype=np.int32), data.leaves),
                    "value": pandas.array(rows, dtype="Float64"),
                }
            )
            if column == 0:
                self.load("v", frame)
            else:
                self.base.register("frame", frame)
                self.base.execute("INSERT INTO v SELECT * FROM frame")
                self.base.unregister("frame")

    def collect(self, _):
        return collect_long(self.data, lambda table: self.numbers(f"SELECT * FROM {table}"))


def collect_long(data, read):
    """read(table) gives arrays by the names of LONG_STATEMENTS."""
    cube = Cube(data)
    for span, table in enumerate(("months", "quarters", "halves", "years")):
        rows = read(table)
        place = rows["col"], rows["area"], data.first[span] + rows["month"]
        cube.sums[place] = hundredths(rows["s"])
        cube.reported[place], cube.expected[place] = rows["c"], rows["e"]
    rows = read("cumulative")
    place = rows["col"], rows["area"], rows["month"]
    cube.cumulative[place], cube.cumulative_reported[place] = hundredths(rows["s"]), rows["c"]
    rows = read("ratio")
    place = rows["ratio"], rows["area"], rows["month"] + rows["span"].astype(np.int64) * data.counts[1]
    cube.ratios[place], cube.ratio_states[place] = rows["r"], rows["t"]
    return cube


def collect_wide(data, read):
    """read(columns, table) gives arrays by name, in the same order of rows each time."""
    cube = Cube(data)
    key = read("col, area", "cube")
    place = key["col"].astype(np.int64), key["area"].astype(np.int64)
    for span, name in enumerate(("", "q", "h", "y")):
        for at in range(data.counts[span]):
            n = f"{name}{at}"
            expected = f"e{name or 'm'}{at}"
            rows = read(f"s{n}, c{n}, {expected}", "cube")
            there = (*place, data.first[span] + at)
            cube.sums[there], cube.reported[there] = hundredths(rows[f"s{n}"]), rows[f"c{n}"]
            cube.expected[there] = rows[expected]
    for month in range(data.months):
        rows = read(f"su{month}, cu{month}", "cube")
        cube.cumulative[(*place, month)] = hundredths(rows[f"su{month}"])
        cube.cumulative_reported[(*place, month)] = rows[f"cu{month}"]
    key = read("ratio, area", "ratio")
    place = key["ratio"].astype(np.int64), key["area"].astype(np.int64)
    names = [f"q{at}" for at in range(data.counts[1])] + [f"y{at}" for at in range(data.counts[3])]
    for at, n in enumerate(names):
        rows = read(f"r{n}, t{n}", "ratio")
        cube.ratios[(*place, at)] = rows[f"r{n}"].astype(np.float64)
        cube.ratio_states[(*place, at)] = rows[f"t{n}"]
    return cube


class SQLiteWide:
    def __init__(self, data, threads):
        self.data = data
        self.base = sqlite3.connect(":memory:", isolation_level=None)
        self.base.execute("PRAGMA cache_size = -4000000")
        self.base.execute("PRAGMA temp_store = memory")
        self.statements = list(wide_statements(data.months))
        self.base.execute("CREATE TABLE tree (area INTEGER PRIMARY KEY, parent INTEGER, leaves INTEGER)")
        self.base.executemany(
            "INSERT INTO tree VALUES (?, ?, ?)",
            zip(range(data.areas), data.parent.tolist(), data.under.tolist()),
        )
        self.base.execute("CREATE TABLE pairs (ratio INTEGER, above INTEGER, below INTEGER)")
        self.base.executemany(
            "INSERT INTO pairs VALUES (?, ?, ?)",
            [(ratio, above, below) for ratio, (above, below) in enumerate(data.ratios)],
        )
        self.base.execute(
            f"CREATE TABLE w (col INTEGER, area INTEGER, {joined('v{n} REAL', range(data.months))})"
        )
        marks = ", ".join("?" * (data.months + 2))
        self.base.execute("BEGIN")
        for column in range(data.columns):
            rows = np.where(data.valid[column], data.values[column], None)
            self.base.executemany(
                f"INSERT INTO w VALUES ({marks})",
                ([column, int(area), *row] for area, row in zip(data.leaf, rows.tolist())),
            )
        self.base.execute("COMMIT")

    def run(self):
        for table in WIDE_TABLES:
            self.base.execute(f"DROP TABLE IF EXISTS {table}")
        for statement in self.statements:
            self.base.execute(statement)
            if statement.startswith("CREATE TABLE cube"):
                # Without it the ratios would take for ever; it is part of the work.
                self.base.execute("CREATE UNIQUE INDEX cube_key ON cube (col, area)")

    def read(self, columns, table):
        names = [column.strip() for column in columns.split(",")]
        rows = self.base.execute(f"SELECT {columns} FROM {table} ORDER BY rowid").fetchall()
        return {
            name: np.array([0 if row[i] is None else row[i] for row in rows]) for i, name in enumerate(names)
        }

    def collect(self, _):
        return collect_wide(self.data, self.read)


assert VALUE == 0  # the states that the statements write are those of common.py
PEERS = {"duckdb pivot": DuckDBPivot, "duckdb long": DuckDBLong, "sqlite wide": SQLiteWide}
