"""Duties, logs, tasks, working days, iCalendar. What is expected is from docs/duties.md and the law that it names."""
import csv
import datetime
import gc
import io
import json
import os
import subprocess

import pytest

import libprogram
from libprogram import DebtState, Hold, LogKind, TaskState, Wording

from conftest import PLAN, allocated

TOOL = os.environ.get("PRG_TOOL")
NOON = datetime.timezone(datetime.timedelta(hours=7))

# 2025: drug rehabilitation went from the labour department to the police on 1 March.
REHABILITATION = {
    "format": "libprogram/programme", "version": 1, "minor": 0, "id": "p", "issued": "2024-12-01", "to": "2026-12-31",
    "calendars": [{"id": "vn", "kind": "shifted", "day": 15}],
    "holidays": [{"id": "2020", "days": [{"text": "Tết", "from": "2020-01-23", "to": "2020-01-29"},
                                         {"from": "2020-02-01", "worked": True}]}],
    "agencies": [{"id": "UBND", "name": "Ủy ban nhân dân tỉnh"}, {"id": "POLICE", "name": "Công an tỉnh"},
                 {"id": "LABOUR", "name": "Sở Lao động", "successors": [
                     {"agency": "POLICE", "on": "2025-03-01", "change": "transfer", "functions": ["addicts"]}]}],
    "events": [{"id": "EV", "name": "Phân bổ kinh phí"}],
    "indicators": [{"id": "addicts", "kind": "stock", "calendar": "vn", "period": "month"}],
    "obligations": [{"id": "O", "name": "Báo cáo tháng", "who": ["LABOUR"], "indicators": ["addicts"], "calendar": "vn",
                     "period": "month", "tiers": [{"receiver": "UBND", "deadline": {"day": 25}}]}],
    "components": [
        {"id": "T1", "name": "Tổng hợp", "kind": "task", "time": {"form": "deadline", "to": "2025-06-30"},
         "assignments": [{"agency": "LABOUR", "role": "lead"}]},
        {"id": "T2", "name": "Hằng năm", "kind": "task", "time": {"text": "hằng năm", "form": "recurrence", "every": "year"}},
        {"id": "T3", "name": "Giải ngân", "kind": "task",
         "time": {"form": "conditional", "event": "khi được phân bổ", "on": "EV", "deadline": {"days": 10}}},
        {"id": "T4", "name": "Giữ vững", "kind": "task", "time": {"form": "continuous"}},
        {"id": "T5", "name": "Kịp thời", "kind": "task", "time": {"form": "unresolved", "reason": "kịp thời"}}],
}


@pytest.fixture
def rehabilitation():
    return libprogram.parse(json.dumps(REHABILITATION))


@pytest.fixture
def log(rehabilitation):
    return rehabilitation.log()


def owed(debts):
    return [(str(debt.period), debt.debtor.id, debt.holder.id if debt.holder else None, debt.state) for debt in debts]


# ---- working days and deadlines ----

def test_two_working_days_over_tet(rehabilitation):
    days = rehabilitation.working_days()
    assert days.move("2020-01-22", 2) == datetime.date(2020, 1, 31)
    assert days.move("2020-01-31", 1) == datetime.date(2020, 2, 1)  # a Saturday that is worked
    assert days.move("2020-01-31", -2) == datetime.date(2020, 1, 22)
    assert [days.is_working(f"2020-02-0{day}") for day in (1, 2, 3)] == [True, False, True]


def test_nothing_is_known_of_a_year_without_list(rehabilitation):
    days = rehabilitation.working_days()
    assert (days.has_year(2020), days.has_year(2021)) == (True, False)
    assert days.is_working(datetime.date(2021, 1, 6)) is None
    with pytest.raises(libprogram.NotFoundError, match="2021 has no list of holidays"):
        days.move("2020-12-30", 5)


@pytest.mark.parametrize("rule, period, last", [
    ({"bound": "at_latest", "day": 25}, "vn:2019", "2019-12-25"),
    ({"bound": "before", "day": 16}, "vn:2022-06", "2022-06-15"),
    ({"bound": "at_latest", "day": 25}, "2020-01", "2020-01-25"),
    ({"bound": "at_latest", "day": 25, "roll": "next"}, "2020-01", "2020-01-30"),
    ({"working_days": 2}, "2020-01-22", "2020-01-31"),
    ({"day": 25, "months_before": 1}, "vn:2023", "2023-11-25"),
])
def test_the_deadlines_of_the_page(rehabilitation, rule, period, last):
    tier = rehabilitation.obligations["O"].tiers[0]
    tier.deadline = rule
    found = tier.deadline.resolve(rehabilitation.period(period))
    assert str(found.last) == last and str(found) == last
    assert found.rolled == ("roll" in rule) and found.has_estimates == (found.last < rehabilitation.period(period).last)


def test_a_deadline_may_stay_unresolved_and_says_why(rehabilitation):
    tier = rehabilitation.obligations["O"].tiers[0]
    tier.deadline = {"working_days": 2}
    found = tier.deadline.resolve(rehabilitation.period("2021-01"))
    assert (found.last, found.reason, found.year) == (None, "no_list", 2021)
    later = tier.deadline.resolve(rehabilitation.period("2021-01"), cut_off="2020-02-03")
    tier.deadline = {"working_days": 2, "after": "cut_off"}
    assert later.last is None
    assert str(tier.deadline.resolve(rehabilitation.period("2021-01"), cut_off="2020-02-03")) == "2020-02-05"


# ---- duties ----

def test_whoever_has_the_function_at_the_end_of_the_period_owes_the_report(rehabilitation):
    duties = rehabilitation.duties()
    assert owed(duties.debts("2025-03-10", first="2025-02-01", last="2025-03-31")) == [
        ("vn:2025-02", "LABOUR", "POLICE", "overdue"), ("vn:2025-03", "POLICE", "POLICE", "open")]
    late = duties.late("2025-03-10", first="2025-02-01")
    assert owed(late) == [("vn:2025-02", "LABOUR", "POLICE", DebtState.OVERDUE)]
    assert late[0].days_late("2025-03-10") == 13 and late[0].days_late("2025-02-25") == 0
    assert [agency.id for agency in late[0].chasers("2025-03-10")] == ["UBND"]
    assert not duties.late("2025-02-25", first="2025-02-01", last="2025-02-28")  # its last day is in time


def test_what_was_sent_is_received_from_the_log(rehabilitation, log):
    log.record("O", on="2025-02-24", period="vn:2025-02", agency="LABOUR")
    log.record("Báo cáo tháng", on="2025-03-26", period="vn:2025-03", agency="Công an tỉnh")
    debts = rehabilitation.duties(log=log).debts("2025-04-30", first="2025-02-01", last="2025-04-30")
    assert [(str(debt.period), debt.state.value) for debt in debts] == [
        ("vn:2025-02", "on_time"), ("vn:2025-03", "late"), ("vn:2025-04", "overdue")]
    assert debts[0].received_at == datetime.datetime(2025, 2, 24, 12, tzinfo=NOON)
    counts = debts.counts()
    assert (counts.expected, counts.due, counts.received, counts.on_time) == (3, 3, 2, 1)
    assert debts.counts(holder=rehabilitation.agencies["LABOUR"]).expected == 0
    assert len(rehabilitation.duties(log=log).debts("2025-04-30", first="2025-02-01", last="2025-04-30",
                                                    state=["late", "overdue"], holder="POLICE", obligation="O")) == 2


def test_what_was_taken_back_is_not_received(rehabilitation, log):
    log.record("O", on="2025-02-24", period="vn:2025-02", agency="LABOUR")
    log.withdraw("O", period="vn:2025-02")
    assert len(rehabilitation.duties(log=log).late("2025-03-10", first="2025-02-01", last="2025-02-28")) == 1


def test_a_report_nobody_owes_is_told_and_not_lost(rehabilitation, log):
    entry = log.record("O", on="2025-02-24", period="2025-02", agency="LABOUR")
    nobody = log.record("O", on="2025-02-24", period="vn:2025-02")
    assert [entry for entry, _ in rehabilitation.duties(log=log).unmatched] == [entry, nobody]


def test_an_instant_decides_to_the_second(rehabilitation):
    for seconds, state in ((-1, "on_time"), (0, "late")):
        duties = rehabilitation.duties()
        end = datetime.datetime(2025, 2, 26, tzinfo=NOON)
        duties.receive("O", "vn:2025-02", "LABOUR", end + datetime.timedelta(seconds=seconds))
        assert duties.debts("2025-03-10", first="2025-02-01", last="2025-02-28")[0].state == state


def test_duties_are_stale_after_an_edit(rehabilitation):
    duties = rehabilitation.duties()
    rehabilitation.agencies.add("NEW")
    with pytest.raises(libprogram.StaleError):
        duties.late("2025-03-10")


def test_a_log_of_another_programme_is_refused(rehabilitation):
    other = rehabilitation.copy()
    with pytest.raises(libprogram.ArgumentError, match="another programme"):
        rehabilitation.duties(log=other.log())
    with pytest.raises(libprogram.ArgumentError, match="another programme"):
        rehabilitation.tasks("2025-01-01", log=other.log())


def test_the_ends_of_time_are_days_too(rehabilitation):
    assert rehabilitation.duties().debts(datetime.date.max).counts().expected > 0
    rehabilitation.duties().debts(datetime.date.min)


def test_who_stands_for_an_agency(rehabilitation):
    labour, police = rehabilitation.agencies["LABOUR"], rehabilitation.agencies["POLICE"]
    addicts, duty = rehabilitation.indicators["addicts"], rehabilitation.obligations["O"]
    assert labour.successor("2025-02-28", addicts) == labour and labour.successor("2025-03-01", addicts) == police
    assert labour.successor("2025-03-01") == labour and labour.successor("2025-03-01", addicts, since="2025-03-01") == labour
    assert (duty.responsible("2025-02-28"), duty.responsible("2025-03-01")) == ([labour], [police])
    assert rehabilitation.components["T1"].assignments[0].responsible("2025-03-01") == [labour]


# ---- logs ----

def test_a_log_is_a_sequence_of_its_entries(rehabilitation, log):
    first = log.record("T1", on="2025-06-29", agency="LABOUR", document="12/BC", note="đủ")
    assert (first.sequence, first.kind, first.thing, first.agency.id, first.document, first.note, first.row) == (
        1, LogKind.DONE, rehabilitation.components["T1"], "LABOUR", "12/BC", "đủ", 0)
    event = log.record(rehabilitation.events["EV"], datetime.date(2025, 1, 10))
    assert (event.kind, event.event.id, event.component, event.period) == (LogKind.EVENT, "EV", None, None)
    year = log.record("T2", on="2025-12-01", period=rehabilitation.period("2025"))
    assert year.period == "2025"
    assert len(log) == 3 and list(log) == [first, event, year] == log[:] and log[-1] == year
    with pytest.raises(IndexError):
        log[3]


def test_entries_about_a_thing_come_latest_first(log):
    for day in ("2025-01-10", "2025-02-10", "2025-03-10"):
        log.record("EV", on=day)
    log.withdraw("EV", on="2025-02-10")
    assert [str(entry.date) for entry in log.about("EV")] == ["2025-03-10", "2025-01-10"]
    assert [entry.withdrawn_by for entry in log] == [None, 4, None, None] and [entry.counts for entry in log][-1] is False


def test_an_event_of_one_task_needs_its_kind(log):
    assert log.record("T3", on="2025-01-10", kind="event").component.id == "T3"
    with pytest.raises(ValueError):
        log.record("T3", on="2025-01-10", kind="happened")


@pytest.mark.parametrize("arguments, error", [
    (("T9", "2025-01-01"), libprogram.NotFoundError), (("T1", None), libprogram.SchemaError),
    (("O", "2025-01-01"), libprogram.SchemaError),
])
def test_a_wrong_entry_changes_nothing(log, arguments, error):
    with pytest.raises(error):
        log.record(*arguments)
    with pytest.raises(libprogram.NotFoundError):
        log.withdraw("T1")
    assert len(log) == 0


def test_a_log_of_an_agency_is_refused(rehabilitation, log):
    with pytest.raises(libprogram.ArgumentError, match="a component, an obligation or an event expected"):
        log.record(rehabilitation.agencies["UBND"], on="2025-01-01")


TABLE = """kind,component,event,obligation,period,date,agency,document
done,T1,,,,2025-06-29,LABOUR,118/BC
event,,EV,,,2025-01-10,,
sent,,,O,vn:2025-02,2025-02-24,Sở Lao động,
"""


def test_a_log_written_is_the_log_read(rehabilitation, log, tmp_path):
    assert not log.parse_csv(TABLE, source="nhật ký").errors
    assert [(entry.kind.value, entry.source, entry.row) for entry in log] == [
        ("done", "nhật ký", 2), ("event", "nhật ký", 3), ("sent", "nhật ký", 4)]
    path = tmp_path / "log.csv"
    log.write_csv(path)
    again = rehabilitation.log()
    again.read_csv(path)
    assert path.read_text("utf-8") == again.write_csv() == log.write_csv()
    again.record("T1", on="2025-07-01")
    again.append_csv(path, after=3)
    rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8"))))
    assert len(rows) == 4 and (rows[3]["component"], rows[3]["date"]) == ("T1", "2025-07-01")


def test_everything_wrong_in_a_log_is_told_at_once(log):
    wrong = TABLE + "done,T77,,,,2025-06-29,,\ndone,T1,,,,2025-06-31,,\n"
    with pytest.raises(libprogram.Error) as caught:
        log.parse_csv(wrong)
    assert {finding.row for finding in caught.value.findings} == {5, 6} and len(log) == 0
    assert {finding.row for finding in log.parse_csv(wrong, good_rows=True).errors} == {5, 6} and len(log) == 3
    with pytest.raises(ValueError, match="separator"):
        log.parse_csv(TABLE, separator="|")


def test_a_closed_log_answers_nothing_more(rehabilitation, log):
    with log:
        log.record("T1", on="2025-06-29")
    with pytest.raises(libprogram.ClosedError):
        len(log)
    other = rehabilitation.log()
    rehabilitation.close()
    with pytest.raises(libprogram.ClosedError):
        other.record("T1", on="2025-06-29")
    assert repr(log) == repr(other) == "<Log, closed>"


# ---- tasks ----

def states(tasks):
    return {task.component.id: task.state.value for task in tasks}


def test_how_tasks_stand(rehabilitation, log):
    log.record("EV", on="2025-03-01")
    assert states(rehabilitation.tasks("2025-06-20", log=log)) == {
        "T1": "due_soon", "T2": "open", "T3": "overdue", "T4": "continuous", "T5": "unresolved"}
    assert states(rehabilitation.tasks("2025-06-20", soon=5))["T1"] == "open"
    assert states(rehabilitation.tasks("2025-06-20")) == {
        "T1": "due_soon", "T2": "open", "T3": "waiting", "T4": "continuous", "T5": "unresolved"}
    late = rehabilitation.tasks("2025-06-20", log=log, state="overdue")
    assert [str(task.due) for task in late] == ["2025-03-11"]
    log.record("T3", on="2025-03-12", period="2025-03-01")
    done = rehabilitation.tasks("2025-06-20", log=log, component="T3")[0]
    assert (done.state, str(done.done), done.entry, done.completed, done.expected) == (TaskState.DONE_LATE, "2025-03-12", 2, 1, 1)
    assert states(rehabilitation.tasks("2025-03-11", log=log, component="T3")) == {"T3": "due_soon"}
    assert [task.component.id for task in rehabilitation.tasks("2025-06-20", agency="LABOUR")] == ["T1"]
    assert rehabilitation.tasks("2025-06-20", state=["unresolved"])[0].reason == "kịp thời"


def test_instances_between_two_days(rehabilitation, log):
    task = rehabilitation.components["T2"]
    assert task.wording() == (Wording.DATED, None)
    assert rehabilitation.components["T5"].wording() == (Wording.UNRESOLVED, "kịp thời")
    assert [str(instance.period) for instance in task.instances()] == ["2025", "2026"]
    assert [str(instance.period) for instance in task.instances(partial=True)] == ["2024", "2025", "2026"]
    assert task.instances(partial=True)[0].flags >= {"partial"}
    assert [str(one.due) for one in task.instances("2026-01-01", "2026-12-31")] == ["2026-12-31"]
    assert [str(one.due) for one in task.instances(calendar="vn")] == ["2025-12-14", "2026-12-14"]
    log.record("EV", on="2025-03-01")
    conditional = rehabilitation.components["T3"]
    assert conditional.instances() == [] and [str(one.due) for one in conditional.instances(log=log)] == ["2025-03-11"]
    listed = rehabilitation.tasks("2025-06-20", component="T2", instances=("2025-01-01", "2026-12-31"))
    assert [(str(one.instance.period), one.state.value) for one in listed] == [("2025", "open"), ("2026", "not_started")]
    with pytest.raises(ValueError, match="until"):
        task.instances(until="middle")


def test_a_state_to_hold_is_judged_by_period(rehabilitation, log):
    task = rehabilitation.components["T4"]
    assert task.held("2025", log=log) is Hold.NO_DATA
    log.record("T4", on="2026-01-05", period="2025")
    assert task.held("2025", log=log) is Hold.HELD
    log.record("T4", on="2025-08-01", kind="event")
    assert task.held(rehabilitation.period("2025"), log=log) is Hold.NOT_HELD


# ---- the plan ----

def test_late_tasks_of_the_plan(plan):
    """Ten years of Directive 21-CT/TW of 26 March 2008, and the end of Quarter II of 2018."""
    assert [(task.component.id, str(task.due)) for task in plan.tasks("2018-07-15", state="overdue")] == [
        ("1.1b", "2018-03-26"), ("3.4", "2018-06-30")]


def test_late_reports_of_the_plan(plan):
    """Decree 09/2019/NĐ-CP, Article 13: at latest the 25th of the last month of the period."""
    late = plan.duties().late("2020-01-15")
    assert {(debt.obligation.id, str(debt.period), str(debt.deadline)) for debt in late} == {
        ("NV-F9", "vn:2019", "2019-12-25"), ("NV-ND09", "vn:2019", "2019-12-25")}


STAMP = datetime.datetime(2018, 1, 1, tzinfo=datetime.timezone.utc)


@pytest.mark.skipif(not TOOL, reason="the command line tool was not built")
@pytest.mark.parametrize("kind", ["event", "todo"])
def test_the_calendar_is_that_of_the_tool(plan, kind, tmp_path):
    told = subprocess.run([TOOL, "tasks", PLAN / "programme.json", "--on", "2018-01-01", "--to", "2020-12-31", "--instances",
                           "--ical", kind, "--stamp", "2018-01-01T00:00:00Z"], capture_output=True, check=True).stdout
    tasks = plan.tasks("2018-01-01", instances=("2018-01-01", "2020-12-31"))
    assert told.count(b"BEGIN:V") > 30
    assert tasks.to_icalendar(stamp=STAMP, kind=kind).encode() == told
    tasks.to_icalendar(tmp_path / "plan.ics", stamp=STAMP, kind=kind)
    assert (tmp_path / "plan.ics").read_bytes() == told


def test_a_calendar_needs_an_instant_with_its_zone_and_a_deadline():
    with pytest.raises(ValueError, match="time zone"):
        libprogram.to_icalendar([], stamp=datetime.datetime(2018, 1, 1))
    with pytest.raises(libprogram.ArgumentError):
        libprogram.to_icalendar([libprogram.CalendarEntry("uid", "summary", None)], stamp=STAMP)
    with pytest.raises(ValueError, match="kind"):
        libprogram.to_icalendar([], stamp=STAMP, kind="journal")


# ---- answers ----

def test_rows_become_records(rehabilitation):
    debts = rehabilitation.duties().debts("2025-03-10", first="2025-02-01", last="2025-03-31")
    records = debts.to_records()
    assert [(record["period"], record["holder"], record["state"], str(record["deadline_last"])) for record in records] == [
        ("vn:2025-02", "POLICE", "overdue", "2025-02-25"), ("vn:2025-03", "POLICE", "open", "2025-03-25")]
    assert "<td>vn:2025-02</td>" in debts._repr_html_() and repr(debts) == "<Debts: 2>"
    assert not any(key.startswith("_") for key in records[0])
    tasks = rehabilitation.tasks("2025-06-20").to_records()
    assert tasks[0]["component"] == "T1" and str(tasks[0]["instance_due"]) == "2025-06-30"


def test_duties_of_a_closed_programme_answer_nothing_more(rehabilitation):
    duties = rehabilitation.duties()
    rehabilitation.close()
    with pytest.raises(libprogram.ClosedError):
        duties.late("2025-03-10")
    assert "closed" in repr(duties)


@pytest.mark.slow
def test_a_thousand_logs_leak_nothing(rehabilitation):
    def cycle():
        log = rehabilitation.log()
        log.parse_csv(TABLE)
        with pytest.raises(libprogram.Error):
            log.parse_csv(TABLE + "done,T77,,,,2025-06-29,,\n")
        log.withdraw("T1")
        debts = rehabilitation.duties(log=log).debts("2025-03-10")
        assert len(debts) > 10 and debts.counts().received == 1 and debts[0].chasers("2025-03-10")
        tasks = rehabilitation.tasks("2025-06-20", log=log, instances=("2025-01-01", "2026-12-31"))
        assert len(tasks.to_records()) > 4 and tasks.to_icalendar(stamp=STAMP)
        assert rehabilitation.components["T3"].instances(log=log)
        assert rehabilitation.working_days().move("2020-01-22", 2)
        rehabilitation.obligations["O"].tiers[0].deadline.resolve(rehabilitation.period("vn:2025-02"))
        log.write_csv()
    for _ in range(20):
        cycle()
    before = allocated()
    for _ in range(1000):
        cycle()
    assert allocated() - before < 100_000


def test_answers_outlive_what_they_were_made_of():
    plan = libprogram.parse(json.dumps(REHABILITATION))
    log = plan.log()
    log.record("EV", on="2025-03-01")
    debts = plan.duties().debts("2025-03-10", first="2025-02-01", last="2025-03-31")
    tasks, instances = plan.tasks("2025-06-20", log=log), plan.components["T3"].instances(log=log)
    entry = log[0]
    del plan, log
    gc.collect()
    assert [str(debt.period) for debt in debts] == ["vn:2025-02", "vn:2025-03"] and debts.counts().expected == 2
    assert str(instances[0].period) == str(tasks[2].instance.period) == "2025-03-01"
    assert debts[0].chasers("2025-03-10")[0].name == "Ủy ban nhân dân tỉnh" and entry.event.name == "Phân bổ kinh phí"
