"""The script with which DuckDB's own command does what goals_start does: read a tree and values, compute the
full cube, say one number.

usage: start.py FOLDER CSV

FOLDER holds the set as files of numbers; tree.csv is written into it. The script goes to standard output. The
long form is used, which for small sets is the quickest to plan.
"""

import pathlib
import sys

from common import Set
from files import LEVELS, read_statement
from sql import LONG_STATEMENTS


def main(folder, path):
    data, tree = Set(folder, with_values=False), pathlib.Path(folder) / "tree.csv"
    seen = [0] * 4
    with tree.open("w", encoding="ascii") as out:
        out.write("id,area,parent,leaves\n")
        for area, level in enumerate(data.level):
            seen[level] += 1
            out.write(f"{LEVELS[level]}{seen[level]:05d},{area},{data.parent[area]},{data.under[area]}\n")
    pairs = ", ".join(f"({n}, {a}, {b})" for n, (a, b) in enumerate(data.ratios))
    for statement in (
        "SET threads = 1",
        f"CREATE TABLE tree AS FROM read_csv('{tree}', header = true, auto_detect = false, columns = "
        "{'id': 'VARCHAR', 'area': 'INTEGER', 'parent': 'INTEGER', 'leaves': 'INTEGER'})",
        f"CREATE TABLE pairs AS FROM (VALUES {pairs}) AS t(ratio, above, below)",
        read_statement(path),
        "CREATE TABLE v AS SELECT c.col AS col, tree.area AS area, m.month AS month, value "
        f"FROM range({data.columns}) c(col) CROSS JOIN range({data.months}) m(month) "
        "CROSS JOIN (FROM tree WHERE id[1] = 'C') tree "
        "LEFT JOIN t ON t.indicator = printf('i%02d', c.col + 1) AND t.area = tree.id "
        "AND t.period = printf('%d-%02d', 2016 + m.month // 12, m.month % 12 + 1)",
        *LONG_STATEMENTS,
        "SELECT (s * 100)::BIGINT FROM years WHERE col = 0 AND area = 0 AND month = 0",
    ):
        print(statement + ";")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
