"""Programmes, items, lists, who does what."""
import copy
import datetime
import json
import pickle
from decimal import Decimal

import pytest

import libprogram

from conftest import DOCUMENT, PLAN

DAY = datetime.date(2018, 6, 1)


def test_one_line_is_safe():
    assert libprogram.open(PLAN / "programme.json").components[0].children[0].name == "Nhiệm vụ của Công an tỉnh"


def test_a_document_is_read_edited_and_saved(programme, tmp_path):
    added = programme.agencies.add("C", name="Sở Tư pháp", kind="department", parent="A", from_=datetime.date(2018, 1, 2))
    assert (added.name, added.parent, added.from_, added.belongs_to) == (
        "Sở Tư pháp", programme.agencies["A"], datetime.date(2018, 1, 2), programme)
    added.names = {"vi": "Sở Tư pháp", "en": "Justice"}
    added.aliases.append("STP")
    added.note = "thêm"
    del added.note
    with pytest.raises(ValueError, match="no file yet"):
        programme.save()
    programme.save(tmp_path / "p.json")
    written = json.loads((tmp_path / "p.json").read_text(encoding="utf-8"))["agencies"][2]
    assert written == {"id": "C", "name": {"vi": "Sở Tư pháp", "en": "Justice"}, "aliases": ["STP"],
                       "kind": "department", "parent": "A", "from": "2018-01-02"}
    assert libprogram.open(tmp_path / "p.json").to_json() == programme.to_json()
    added.name = "Khác"
    programme.save()
    assert "Khác" in (tmp_path / "p.json").read_text(encoding="utf-8")


def test_fields_have_the_types_of_python(programme):
    unit = programme.units["g"]
    assert (unit.factor, unit.base.id) == (Decimal("0.001"), "kg")
    indicator = programme.indicators["seized"]
    assert (indicator.decimals, indicator.unit.id, indicator.pooled, indicator.factor, indicator.carry) == (
        3, "kg", None, None, None)
    task = programme.get("component", "T")
    assert (task.from_, task.to, task.time.form, task.kind) == (datetime.date(2018, 1, 1), None, "window", "task")
    assert [one.role.id for one in task.assignments] == ["lead", "coordinate"]
    assert dict(task.time.fields) == {"text": "trong năm 2018", "form": "window", "from": "2018", "to": "2018"}
    assert list(task.fields) == ["name", "kind", "from", "time", "assignments"]
    assert task.to_dict()["assignments"][0] == {"agency": "B", "role": "lead"}


def test_fields_are_set_with_the_types_of_python(programme):
    indicator = programme.indicators["seized"]
    indicator.pooled = True
    indicator.carry = 2
    indicator.minimum = Decimal("12.5")
    indicator.breakdowns = ["sex"]
    assert (indicator.pooled, indicator.carry, indicator.minimum, indicator.breakdowns.ids) == (
        True, 2, Decimal("12.5"), ["sex"])
    indicator["carry"] = None
    del indicator["pooled"]
    indicator.breakdowns.remove("sex")
    assert "carry" not in indicator.fields and "pooled" not in indicator.fields and not indicator.breakdowns
    for wrong in (lambda: setattr(indicator, "pooled", "yes"), lambda: setattr(indicator, "minimum", 0.1),
                  lambda: setattr(indicator, "from_", datetime.datetime.now()), lambda: setattr(indicator, "note", b"x"),
                  lambda: setattr(indicator, "unit", 3)):
        with pytest.raises(TypeError):
            wrong()
    with pytest.raises(libprogram.SchemaError):
        indicator.kind = "flwo"
    with pytest.raises(libprogram.NotFoundError, match="did you mean 'name'"):
        indicator["nmae"] = "x"
    with pytest.raises(libprogram.NotFoundError):
        indicator["nmae"]
    with pytest.raises(AttributeError):
        indicator.nmae = "x"
    with pytest.raises(AttributeError):
        programme.indicators = []


def test_a_record_is_set_and_taken_away(programme):
    task = programme.get("component", "T")
    task.time = {"form": "unresolved", "reason": "không rõ"}
    assert (task.time.form, task.time.text) == ("unresolved", None)
    task.time = None
    assert task.time is None and "time" not in task.fields


def test_an_item_that_is_refused_is_not_there(programme):
    before = programme.to_json()
    with pytest.raises(libprogram.SchemaError):
        programme.indicators.add("x", kind="flwo")
    with pytest.raises(libprogram.ExistsError):
        programme.agencies.add("A")
    with pytest.raises(libprogram.NotFoundError):
        programme.agencies.add("X", parent="nobody")
    assert programme.to_json() == before


def test_items_are_moved_renamed_and_removed(programme):
    task = programme.get("component", "T")
    task.move(programme)
    assert programme.components.ids == ["C", "T"] and task.belongs_to == programme
    task.move(index=0)
    assert programme.components.ids == ["T", "C"]
    task.rename("T1")
    assert programme.get("component", "T1") == task and programme.get("component", "T") is None
    with pytest.raises(libprogram.ConflictError):
        programme.agencies["B"].remove()
    task.remove()
    assert task.is_removed and task.name == "Đào tạo" and "T1" not in programme.components


def test_lists_are_sequences(programme):
    areas = programme.areas
    assert (len(areas), areas[0].id, areas[-1].id, [one.id for one in areas[1:]]) == (3, "LC", "LC-107", ["LC-106", "LC-107"])
    assert [one.id for one in reversed(areas)] == ["LC-107", "LC-106", "LC"]
    assert areas.index(programme.areas["LC-106"]) == 1 and areas["LC-106"] in areas and "X" not in areas
    assert areas == list(areas) and areas.get("X") is None
    for wrong in (3, -4):
        with pytest.raises(IndexError):
            areas[wrong]
    with pytest.raises(libprogram.NotFoundError, match="did you mean 'LC-106'"):
        areas["LC-166"]
    assert isinstance(libprogram.NotFoundError("x"), LookupError)
    assert areas.to_records()[1] == {"id": "LC-106", "name": "Tam Đường", "level": "district", "parent": "LC"}


def test_items_are_equal_by_what_they_are(programme):
    a, again = programme.agencies[0], programme.find("công an tỉnh")
    assert a == again and hash(a) == hash(again) and a is not again and len({a, again}) == 1
    assert a != libprogram.parse(DOCUMENT).agencies[0] and a != "A"


def test_an_item_cannot_be_made_from_nothing():
    with pytest.raises(TypeError, match="add"):
        libprogram.Agency()


def test_a_reference_to_another_programme_is_refused(programme):
    other = libprogram.parse(DOCUMENT)
    with pytest.raises(ValueError, match="another programme"):
        programme.agencies["A"].parent = other.agencies["B"]


def test_findings_come_all_at_once():
    broken = DOCUMENT.replace('"agency": "B", "role": "lead"', '"agency": "X", "role": "laed"')
    with pytest.raises(libprogram.ParseError) as caught:
        libprogram.parse(broken, source="p.json")
    findings = caught.value.findings
    assert [finding.code for finding in findings] == ["unknown-reference", "unknown-reference"]
    assert findings[1].suggestion == "lead" and findings[0].source == "p.json" and findings[0].line > 0
    assert isinstance(caught.value, ValueError) and "1 more" in str(caught.value)
    assert caught.value.report.total("error") == 2 and caught.value.report.total_of("unknown-reference") == 2
    assert json.loads(caught.value.report.to_json())["counts"] == {"unknown-reference": 2}


def test_a_file_that_is_not_there_is_an_os_error(tmp_path):
    with pytest.raises(OSError) as caught:
        libprogram.open(tmp_path / "nowhere.json")
    assert isinstance(caught.value, libprogram.StorageError) and "nowhere.json" in str(caught.value)


def test_an_incomplete_programme_is_found_by_validate(programme):
    assert len(programme.validate()) == 0
    programme.indicators.add("x")
    report = programme.validate()
    assert [finding.pointer for finding in report.errors] == ["/indicators/4"] and report.errors[0].code == "missing-field"


def test_copies_are_independent_and_frozen_ones_are_not_edited(programme):
    programme.freeze()
    with pytest.raises(libprogram.FrozenError):
        programme.agencies.add("C")
    other = copy.deepcopy(programme)
    other.agencies.add("C")
    assert len(other.agencies) == 3 and len(programme.agencies) == 2 and programme.is_frozen and not other.is_frozen
    assert pickle.loads(pickle.dumps(programme)).to_json() == programme.to_json()


def test_a_walk_that_an_edit_overtakes_raises(programme):
    walk = programme.walk("agency")
    assert next(walk).id == "A"
    programme.agencies.add("C")
    with pytest.raises(libprogram.StaleError):
        next(walk)


def test_a_walk_answers_every_component_in_the_order_of_the_document(plan):
    def ids(components):
        for component in components:
            yield component["id"]
            yield from ids(component.get("children", ()))
    expected = list(ids(json.loads((PLAN / "programme.json").read_text(encoding="utf-8"))["components"]))
    assert [component.id for component in plan.walk("component")] == expected and len(expected) > 100
    assert {depth for depth, _ in plan.tree("component")} == {1, 2, 3} or len(expected) > 100


def test_who_does_what(plan):
    police = plan.find("công an tỉnh")
    assert police.id == "CA-TINH" or police.class_name == "agency"
    assignments = police.assignments(DAY)
    assert len(assignments) > 10
    assert all(one.holder == police or police in one.group.members_on(DAY, acting=police) for one in assignments[:10])
    without = plan.select("task", without="lead", on=DAY)
    assert len(without) == 6  # §1 of the law: 1.5a, 1.5b, 1.7b, 9.2, 9.3a, 13.1
    leads = [task.leads(DAY)[0] for task in plan.select("task")]
    assert (leads.count("explicit"), leads.count("implied"), leads.count("none")) == (9, 67, 6)
    with pytest.raises(ValueError, match="deadline, indicator, lead"):
        plan.select("task", without="leed")


def test_groups_have_dated_members(programme):
    group, police, health = programme.groups["G"], programme.agencies["A"], programme.agencies["B"]
    assert group.members_on("2018-06-01") == [police, health] and group.members_on("2019-01-01") == [health]
    assert group.has_member(police, "2018-12-31") and not group.has_member(police, "2019-01-01")


def test_the_matrix_has_every_assignment(programme):
    matrix = programme.matrix("task", DAY)
    assert matrix.shape == (1, 2)
    task = programme.get("component", "T")
    assert [one.role.id for one in matrix[task, programme.agencies["B"]]] == ["lead"]
    assert matrix.to_records() == [
        {"component": "T", "holder": "B", "role": "lead", "binding": True},
        {"component": "T", "holder": "A", "role": "coordinate", "binding": True}] or len(matrix.to_records()) == 2


def test_areas_are_dated(programme):
    area = programme.areas.add("X", name="Xã Cũ", code="03388", level="commune", kind="xa", parent="LC-106",
                               to=datetime.date(2025, 6, 30))
    area.later.add(from_=datetime.date(2020, 1, 1), name="Phường Mới", code="03389", kind="phuong", parent="LC")
    assert [area.exists_on(day) for day in ("2018-01-01", "2025-06-30", "2025-07-01")] == [True, True, False]
    assert (area.name_on("2019-12-31"), area.name_on("2020-01-01")) == ("Xã Cũ", "Phường Mới")
    assert (area.code_on("2019-12-31"), area.code_on("2020-01-01")) == ("03388", "03389")
    assert (area.kind_on("2019-12-31"), area.kind_on("2020-01-01")) == ("xa", "phuong")
    assert (area.parent_on("2019-12-31").id, area.parent_on("2020-01-01").id) == ("LC-106", "LC")


def test_search_and_find(plan):
    assert plan.search("methadone") and plan.search("ma tuy", marks=False) and not plan.search("ma tuy zzz")
    with pytest.raises(libprogram.NotFoundError, match="did you mean"):
        plan.find("Công an tinhr")
    assert plan.get("agency", "nobody") is None
    assert plan.unlinked("objective") is not None


def test_html_is_escaped():
    programme = libprogram.new("p")
    evil = programme.agencies.add("A", name="<script>alert(1)</script>", note='"&<b>')
    for html in (evil._repr_html_(), programme.agencies._repr_html_(), programme._repr_html_()):
        assert "<script>" not in html and "&lt;script&gt;" in html
