"""What the tests share: where things are, and small programmes."""
import ctypes
import gc
import os
import pathlib

import pytest

import libprogram

if os.environ.get("PRG_GC_STRESS"):
    gc.set_threshold(1, 1, 1)

SOURCE = pathlib.Path(os.environ.get("PRG_SOURCE_DIR") or pathlib.Path(__file__).parents[2])
PLAN = SOURCE / "examples/plan-1780"

DOCUMENT = """{
  "format": "libprogram/programme", "version": 1, "minor": 0, "id": "p", "name": "Chương trình",
  "agencies": [{"id": "A", "name": "Công an tỉnh"}, {"id": "B", "name": "Sở Y tế"}],
  "groups": [{"id": "G", "membership": "closed", "members": [{"agency": "A", "to": "2018-12-31"}, {"agency": "B"}]}],
  "components": [{"id": "C", "kind": "project", "name": "Dự án", "children": [
    {"id": "T", "kind": "task", "name": "Đào tạo", "from": "2018-01-01",
     "time": {"text": "trong năm 2018", "form": "window", "from": "2018", "to": "2018"},
     "assignments": [{"agency": "B", "role": "lead"}, {"agency": "A", "role": "coordinate"}]}]}],
  "units": [{"id": "kg", "name": "kg"}, {"id": "g", "base": "kg", "factor": 0.001}],
  "breakdowns": [{"id": "sex", "categories": [{"id": "male"}, {"id": "female"}]}],
  "indicators": [
    {"id": "seized", "name": "Thu giữ", "kind": "flow", "unit": "kg", "decimals": 3, "period": "month"},
    {"id": "cases", "kind": "flow", "period": "month", "breakdowns": ["sex"]},
    {"id": "rate", "kind": "ratio", "numerator": "seized", "denominator": "cases", "factor": 100, "decimals": 1},
    {"id": "type", "kind": "class", "period": "year", "categories": [{"id": "I"}, {"id": "II"}]}],
  "areas": [{"id": "LC", "name": "Lai Châu", "level": "province"},
            {"id": "LC-106", "name": "Tam Đường", "level": "district", "parent": "LC"},
            {"id": "LC-107", "name": "Mường Tè", "level": "district", "parent": "LC"}]
}"""


class MallInfo(ctypes.Structure):
    _fields_ = [(name, ctypes.c_size_t) for name in (
        "arena", "ordblks", "smblks", "hblks", "hblkhd", "usmblks", "fsmblks", "uordblks", "fordblks", "keepcost")]


def allocated():
    """Bytes that are allocated now, as the allocator counts them."""
    gc.collect()
    process = ctypes.CDLL(None)
    try:
        count = process.__sanitizer_get_current_allocated_bytes
        count.restype = ctypes.c_size_t
        return count()
    except AttributeError:
        process.mallinfo2.restype = MallInfo
        now = process.mallinfo2()
        return now.uordblks + now.hblkhd


@pytest.fixture
def programme():
    return libprogram.parse(DOCUMENT)


@pytest.fixture
def data(programme):
    return programme.data()


@pytest.fixture
def filled(data):
    """Kilograms in two districts: one month of one of them is missing."""
    data.set("seized", "LC-106", "2018-01", "1.500")
    data.set("seized", "LC-106", "2018-02", "0.25")
    data.set("seized", "LC-107", "2018-01", 2)
    data.set("cases", "LC-106", "2018-01", 7)
    data.set("cases", "LC-107", "2018-01", 0)
    return data


@pytest.fixture(scope="session")
def plan():
    return libprogram.open(PLAN / "programme.json").freeze()


@pytest.fixture(scope="session")
def plan_data(plan):
    data = plan.data()
    data.read_csv(PLAN / "values-demo.csv")
    return data
