"""A table joined with the user's own data in SQL, by DuckDB, without copying it.

usage: with_duckdb.py [FOLDER OF THE PLAN]
"""
import pathlib
import sys

import duckdb

import libprogram

FOLDER = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parents[1] / "plan-1780")


def main():
    plan = libprogram.open(FOLDER / "programme.json")
    data = plan.data()
    data.read_csv(FOLDER / "values-demo.csv")
    sessions = data.compute(indicators="communication_sessions", areas="level:district", periods="vn:2018")

    database = duckdb.connect()
    database.register("sessions", sessions)
    # The user's own: made-up numbers of people who can hold a session.
    database.execute("create table speakers (area varchar, people integer)")
    database.executemany("insert into speakers values (?, ?)",
                         [(area.id, 10 + 2 * area.index) for area in sessions.areas])
    rows = database.execute("""
        select area, value, people, round(number / people, 1) as each
        from sessions join speakers using (area)
        where state = 'value' order by each desc, area""").fetchall()
    names = {area.id: area.name for area in sessions.areas}
    for area, value, people, each in rows:
        print(f"{names[area]:<20} {value} sessions, {people} speakers: {each} each")


if __name__ == "__main__":
    main()
