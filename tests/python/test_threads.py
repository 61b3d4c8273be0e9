"""The lock of Python is given away in long calls, Ctrl-C and exceptions come through, and nothing is read while it
changes."""
import os
import signal
import threading

import pytest

import libprogram

from conftest import PLAN

QUERY = "indicators all; areas all; periods vn:2017-01..2018-12"


def test_progress_is_told(plan, plan_data):
    seen = []
    plan_data.compute(QUERY, progress=lambda done, total: seen.append((done, total)))
    assert seen and seen[-1][0] == seen[-1][1] and seen == sorted(seen)
    seen.clear()
    plan.data().read_csv(PLAN / "values-demo.csv", progress=lambda done, total: seen.append(done))
    assert len(seen) > 2 and seen == sorted(seen)
    seen.clear()
    libprogram.parse(large(), progress=lambda done, total: seen.append(done))
    assert seen


def large():
    """A document of many items."""
    programme = libprogram.new("large")
    for number in range(5000):
        programme.agencies.add(f"A{number}")
    return programme.to_json()


class Stop(Exception):
    pass


def test_an_exception_in_a_progress_function_stops_the_call_and_propagates(plan, plan_data):
    def stop(done, total):
        raise Stop(done)
    for call in (lambda: plan_data.compute(QUERY, progress=stop),
                 lambda: plan_data.compute(QUERY, progress=stop, threads=2),
                 lambda: libprogram.parse(large(), progress=stop),
                 lambda: plan.data().read_csv(PLAN / "values-demo.csv", progress=stop),
                 lambda: plan.data().parse_ndjson("{}\n", progress=stop),
                 lambda: libprogram.Cube(plan_data, QUERY, progress=stop)):
        with pytest.raises(Stop):
            call()
    data = plan.data()
    with pytest.raises(Stop):
        data.read_csv(PLAN / "values-demo.csv", progress=stop)
    assert len(data) == 0


def test_ctrl_c_stops_a_long_call(plan):
    """The signal arrives while the library works; nobody asked for progress."""
    rows = (PLAN / "values-demo.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    text = rows[0] + "".join(rows[1:]) * 40
    data = plan.data()
    timer = threading.Timer(0.05, lambda: os.kill(os.getpid(), signal.SIGINT))
    timer.start()
    try:
        with pytest.raises(KeyboardInterrupt):
            for _ in range(50):
                data.parse_csv(text, dry_run=True, max_bytes=1 << 30, good_rows=True)
    finally:
        timer.join()
    assert len(data) == 0


def test_other_threads_run_during_a_long_call(plan_data):
    """The progress function of one computation waits until another one has begun."""
    begun = threading.Barrier(2, timeout=60)
    tables, waited = [None, None], [False, False]

    def work(index):
        def wait(done, total):
            if not waited[index]:
                waited[index] = True
                begun.wait()
        tables[index] = plan_data.compute(QUERY, progress=wait)
    threads = [threading.Thread(target=work, args=(index,)) for index in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert tables[0].to_json() == tables[1].to_json()


def test_results_do_not_depend_on_threads(plan_data):
    assert plan_data.compute(QUERY, threads=2).to_json() == plan_data.compute(QUERY).to_json()


def test_a_change_waits_for_what_is_being_read(filled):
    """A thread that sets a value while another computes gets its turn afterwards."""
    started, done = threading.Event(), []

    def change():
        started.wait(60)
        filled.set("seized", "LC-106", "2018-05", 1)
        done.append("set")

    def progress(_, __):
        started.set()
        assert not done
    thread = threading.Thread(target=change)
    thread.start()
    table = filled.compute("indicators all; areas all; periods 2018-01..2018-06", progress=progress)
    started.set()
    thread.join()
    assert done == ["set"] and table.sequence == 5 and filled.sequence == 6


def test_a_progress_function_cannot_change_what_is_being_read(filled):
    def change(done, total):
        filled.set("seized", "LC-106", "2018-05", 1)

    def edit(done, total):
        filled.programme.agencies.add("X")
    for progress in (change, edit):
        with pytest.raises(libprogram.ConflictError, match="this thread"):
            filled.compute("indicators all; areas all; periods 2018-01..2018-06", progress=progress)
    assert filled.sequence == 5 and "X" not in filled.programme.agencies


def test_errors_belong_to_their_thread(programme):
    seen = {}

    def work(name):
        for _ in range(200):
            try:
                programme.find(name)
            except libprogram.NotFoundError as error:
                seen.setdefault(name, set()).add(error.message.count(name))
    threads = [threading.Thread(target=work, args=(name,)) for name in ("khongco1", "khongco2")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == {"khongco1": {1}, "khongco2": {1}}


@pytest.mark.slow
def test_many_threads_on_one_data_set(programme):
    """Readers and writers at once; every table is one of the states that there were."""
    data = programme.data()
    failures = []

    def write():
        for number in range(200):
            data.set("cases", "LC-106", "2018-01", number)

    def read():
        try:
            for _ in range(50):
                table = data.compute("indicators cases; areas LC, LC-106; periods 2018-01")
                assert table[0, 0, 0, 0, 0].value == table[0, 0, 1, 0, 0].value
                data.to_csv()
        except BaseException as error:
            failures.append(error)
            raise
    threads = [threading.Thread(target=work) for work in (write, read, read, write)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures and len(data) == 400
