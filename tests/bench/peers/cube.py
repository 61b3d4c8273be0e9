"""One peer's full cube of a set: prepared, timed, checked.

usage: cube.py PEER FOLDER THREADS RUNS

FOLDER holds the set as "goals_generate SET raw FOLDER" wrote it. Prints a line of JSON as goals/check.h has
it.
"""

import gc
import importlib
import json
import os
import sys
import time

MODULES = {
    "numpy idiomatic": "arrays",
    "numpy preallocated": "arrays",
    "duckdb pivot": "sql",
    "duckdb long": "sql",
    "sqlite wide": "sql",
    "pandas wide": "frames",
    "pandas long": "frames",
    "polars long": "frames",
}


def main(name, folder, threads, runs):
    for variable in ("POLARS_MAX_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ[variable] = str(threads)
    from common import Set

    data = Set(folder)
    peer = importlib.import_module(MODULES[name]).PEERS[name](data, threads)
    walls, processors, made = [], [], None
    for _ in range(runs):
        made = None
        gc.collect()
        processor, wall = time.process_time(), time.perf_counter()
        made = peer.run()
        walls.append(time.perf_counter() - wall)
        processors.append(time.process_time() - processor)
    print(
        json.dumps(
            {
                "side": name,
                "set": data.name,
                "threads": threads,
                "wall": walls,
                "processor": processors,
                "check": peer.collect(made).check(),
            }
        )
    )


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
