"""DuckDB and a CSV file: reading it into a table, and going on to the full cube.

usage: files.py FOLDER CSV THREADS RUNS

FOLDER holds the same set as files of numbers, for its tree. Prints two lines of JSON: "duckdb csv" and, with
checksums, "duckdb csv cube".
"""

import gc
import json
import sys
import time

from common import Set
from sql import WIDE_TABLES, DuckDB, DuckDBPivot, wide_statements

LEVELS = "NPDC"


def read_statement(path):
    return (
        "CREATE TABLE t AS SELECT * FROM read_csv("
        f"'{path}', header = true, auto_detect = false, delim = ',', quote = '\"', "
        "columns = {'indicator': 'VARCHAR', 'area': 'VARCHAR', 'period': 'VARCHAR', 'value': 'DOUBLE'})"
    )


class FromFile(DuckDB):
    """Codes are looked up by joins, rows become the wide table, and the rest is the pivot form."""

    tables = ["t", "n", "p", "w", *WIDE_TABLES]

    def __init__(self, data, threads, path):
        import pandas

        super().__init__(data, threads)
        months = data.months
        seen, ids = [0] * 4, []
        for level in data.level:
            seen[level] += 1
            ids.append(f"{LEVELS[level]}{seen[level]:05d}")
        self.load("area_ids", pandas.DataFrame({"id": ids, "number": range(data.areas)}))
        self.load(
            "indicator_ids",
            pandas.DataFrame(
                {"id": [f"i{n + 1:02d}" for n in range(data.columns)], "number": range(data.columns)}
            ),
        )
        self.load(
            "period_ids",
            pandas.DataFrame(
                {"id": [f"{2016 + n // 12}-{n % 12 + 1:02d}" for n in range(months)], "number": range(months)}
            ),
        )
        self.load(
            "due",
            pandas.DataFrame(
                [(col, area) for col in range(data.columns) for area in data.leaf], columns=["col", "area"]
            ),
        )
        fields = ", ".join(f'p."{n}" AS v{n}' for n in range(months))
        self.statements = [
            read_statement(path),
            "CREATE TABLE n AS SELECT i.number AS col, a.number AS area, m.number AS month, value FROM t "
            "JOIN indicator_ids i ON i.id = t.indicator JOIN area_ids a ON a.id = t.area "
            "JOIN period_ids m ON m.id = t.period",
            f"CREATE TABLE p AS PIVOT n ON month IN ({', '.join(map(str, range(months)))}) "
            "USING any_value(value) GROUP BY col, area",
            f"CREATE TABLE w AS SELECT col, area, {fields} FROM due LEFT JOIN p USING (col, area)",
            *wide_statements(months),
        ]

    collect = DuckDBPivot.collect


def timed(work, runs):
    walls, processors = [], []
    for _ in range(runs):
        gc.collect()
        processor, wall = time.process_time(), time.perf_counter()
        work()
        walls.append(time.perf_counter() - wall)
        processors.append(time.process_time() - processor)
    return {"wall": walls, "processor": processors}


def main(folder, path, threads, runs):
    data = Set(folder, with_values=False)
    peer = FromFile(data, threads, path)

    def read():
        peer.base.execute("DROP TABLE IF EXISTS t")
        peer.base.execute(peer.statements[0])

    about = {"side": "duckdb csv", "set": data.name, "threads": threads, **timed(read, runs)}
    print(json.dumps({**about, "rows": peer.base.execute("SELECT count(*) FROM t").fetchone()[0]}))
    about = {"side": "duckdb csv cube", "set": data.name, "threads": threads, **timed(peer.run, runs)}
    print(json.dumps({**about, "check": peer.collect(None).check()}))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
