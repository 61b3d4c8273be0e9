"""The published schema and the library must agree about documents.

    validate.py PRG SOURCE_DIR COUNT [NODE]

Three validators that owe nothing to each other judge the same documents: the library (prg validate),
Python's jsonschema, and, with NODE, npm's ajv. Documents of the repository are accepted by all; COUNT
documents with one seeded fault are refused by all, the library at the place of the fault; what only the
library can know is listed below with the reason, and so is what only the schema refuses. Prints as its last
line "oracle: " and what was compared."""
import copy
import json
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
from importlib.metadata import version

import jsonschema

# ---- what only the library refuses ----

# Its finding, why a schema cannot or does not say it, where, the new value.
# "+" as the last step appends to a list.
LIBRARY_ONLY = [
    ("unknown-reference", "reference to nothing: another place of the document",
     "documents/1/issuer", "A9"),
    ("unknown-reference", "reference to nothing in a list", "documents/1/cites/0", "D9"),
    ("unknown-reference", "reference to a thing of another class",
     "components/0/assignments/0/agency", "G1"),
    ("unknown-reference", "role that is neither standard nor the document's",
     "components/0/assignments/0/role", "leed"),
    ("duplicate-id", "id that two documents have: uniqueItems compares whole objects",
     "documents/0/id", "D1"),
    ("duplicate-id", "id that two components of different depth have", "components/0/children/0/id", "P"),
    ("duplicate-id", "id that two categories of one breakdown have",
     "breakdowns/0/categories/1/id", "minor"),
    ("ambiguous-reference", "reference that an indicator and a component answer to",
     "components/0/children/0/id", "arrests"),
    ("cycle", "circle of parents", "agencies/0/parent", "A1"),
    ("cycle", "circle of one agency", "agencies/0/parent", "A0"),
    ("cycle", "circle of objectives", "objectives/0/parent", "O1"),
    ("cycle", "circle of units: base", "units/0", {"id": "kg", "base": "g", "factor": 1000}),
    ("cycle", "circle of areas", "areas/0/parent", "L1"),
    ("cycle", "circle of indicators: weight", "indicators/0/weight", "arrests"),
    ("cycle", "circle of formulas", "indicators/5/formula", "index + 1"),
    ("unknown-reference", "unknown name in a formula", "indicators/5/formula", "arests + 1"),
    ("formula", "formula that does not follow its grammar", "indicators/5/formula", "arrests +"),
    ("formula-type", "formula of a class where a number is needed", "indicators/5/formula", "class"),
    ("formula-unit", "formula in another unit than its indicator", "indicators/5",
     {"id": "index", "kind": "computed", "unit": "g", "formula": "arrests / arrests"}),
    ("value", "day that the calendar does not have: 29 February of a common year", "issued", "2019-02-29"),
    ("value", "day that the calendar does not have: 31 April", "from", "2018-04-31"),
    ("contradiction", "from after to: two values are compared", "from", "2021-01-01"),
    ("contradiction", "from after to, of an assignment", "components/0/assignments/0/from", "2019-01-01"),
    ("contradiction", "later state outside the existence of its area",
     "areas/1/later/0/from", "2020-05-05"),
    ("contradiction", "bands that overlap: neighbours are compared", "breakdowns/0/categories/1/least", 17),
    ("contradiction", "bands that leave a gap", "breakdowns/0/categories/1/least", 19),
    ("value", "empty band", "breakdowns/0/categories/0/least", 18),
    ("shares", "shares that do not sum to 1", "area_changes/0/map/1/shares/0/value", 0.5),
    ("contradiction", "two shares of one edge by one basis",
     "area_changes/0/map/0/shares/+", {"basis": "population", "value": 0.5}),
    ("contradiction", "old area that does not end before the change", "area_changes/0/on", "2020-02-01"),
    ("missing-field", "computed ratio without operands: two fields excuse it",
     "indicators/4", {"id": "rate", "kind": "ratio"}),
    ("missing-field", "class indicator without classes: a formula excuses it",
     "indicators/6/categories", []),
    ("contradiction", "rule that does not fit the membership of its group: words of two fields",
     "groups/1/rule", "subordinates"),
    ("wrong-type", "whole number with a fraction of 0: the same number to JSON Schema",
     "indicators/0/decimals", 3.0),
    ("format", "version with a fraction of 0: the same number to JSON Schema", "version", 1.0),
    ("value", "number beyond 64 bits: validators compute in other sizes", "units/1/factor", 10**30),
    ("value", "number with an exponent: the same number to JSON Schema", "units/1/factor", 1e-09),
    ("value", "share with more than 9 decimals: multipleOf is inexact in binary",
     "area_changes/0/map/1/shares/0/value", 0.2500000001),
    ("json-nul", "character U+0000: refused in every text, as JSON, before the format is looked at",
     "note", "a\0b"),
    ("file", "file that is not there", "areas", "nowhere.csv"),
    ("value", "first period that is none", "components/0/time/from", "2018-Q5"),
    ("value", "last period of an unknown calendar", "components/0/time/to", "bureau:2020"),
    ("contradiction", "last period before the first", "components/0/time/to", "2017"),
]

# ---- what only the schema refuses ----
SCHEMA_ONLY = [
    ("unknown-key", "key of a later minor version: the library keeps it with a warning; the schema is of "
     "this version", {"minor": 1, "later_key": 0}),
]


# ---- what the places of a document are, by the schema ----

class Place:
    """A value of a document: where, of which class and key, and of which type by the schema."""

    def __init__(self, path, owner, type_, schema):
        self.path, self.owner, self.type, self.schema = path, owner, type_, schema


DEFINED = {"id": "id", "indicator_id": "id", "word": "word", "date": "date", "names": "names"}


def type_of(schema):
    """The type of a field, and the class that it holds."""
    name = schema.get("$ref", "").rpartition("/")[2]
    if name:
        return (DEFINED[name], None) if name in DEFINED else ("object", name)
    for kind in ("enum", "const"):
        if kind in schema:
            return kind, None
    if "anyOf" in schema:
        inner = schema["anyOf"][0]
        return type_of(inner) if inner.get("type") == "array" else ("id", None)
    if schema["type"] == "array":
        inner, held = type_of(schema["items"])
        return (("items", held) if held else ("ids" if inner == "id" else "texts", None))
    return schema["type"], None


def places(definitions, name, value, path=()):
    """Every place of an object of a class that its schema knows, the object itself first."""
    yield Place(path, name, "class", definitions[name])
    for key, inner in value.items():
        schema = definitions[name]["properties"].get(key)
        if schema is None:
            continue
        type_, held = type_of(schema)
        if type_ == "items" and isinstance(inner, str):
            continue
        yield Place((*path, key), name, type_, schema)
        if type_ == "items":
            for i, item in enumerate(inner):
                yield from places(definitions, held, item, (*path, key, i))
        elif type_ == "object":
            yield from places(definitions, held, inner, (*path, key))


# ---- faults ----

BAD_WORDS = ["", "two words", "chữ", "-a", "a" * 65, "a/b", "a\n", 7, None, True, ["a"], {"a": "b"}]
BAD_DATES = ["2019-13-01", "2019-00-10", "2019-01-32", "2019-1-1", "01/01/2019", "2019-01-01T00:00:00",
             "20190101", "0000-01-01", "2019", "2019-01-01\n", " 2019-01-01", "",
             "+2019-01-01", "２０１９-01-01", 20190101, None, False, {}]
FAULTS = {
    "string": [1, 0.5, None, True, [], {}, ["text"]],
    "word": BAD_WORDS,
    "id": BAD_WORDS,
    "date": BAD_DATES,
    "enum": ["", "nothing", "UPPER", 1, None, False, [], {}],
    "boolean": ["true", "false", "", 0, 1, None, [], {}],
    "integer": [-1, 10**7, 10**40, 1.5, "1", "", None, True, [], {}],
    "number": ["1", "0.5", "", None, True, [], {}],
    "names": [1, None, True, [], ["a"], {"vi": 1}, {"vi": None}, {"v i": "a"}, {"": "a"}, {"việt": "a"},
              {"vi": {"en": "a"}}, {"vi\n": "a"}],
    "texts": ["text", None, {}, True, [1], [None], [["a"]], [{}]],
    "ids": ["A1", None, {}, 3, [1], [None], [""], ["two words"], ["a\n"], [["A1"]]],
    "items": [None, {}, 1, True, ["A1"], [None], [[]], [{}]],
    "object": ["text", None, [], 1, True, {}],
    "const": ["other", 2, 0, "", None, True, []],
}
UNKNOWN_KEYS = ["unknown", "ID", "Name", "x_own", "X-own", "", "note ", "ghi chú"]


def faults_of(place, value):
    """(what is done, by a name; the function that does it) for every fault that fits a place."""
    if place.type != "class":
        def give(holder, key, wrong):
            holder[key] = wrong
        choices = FAULTS[place.type]
        if place.type == "ids" and value:
            choices = choices + [value + value[:1]]
        if place.type == "items" and place.path == ("areas",):
            choices = choices + ["../areas.csv", "/areas.csv", "", "a\\b.csv"]
        if place.type == "integer" and "maximum" not in place.schema:
            choices = [wrong for wrong in choices if wrong is True or not isinstance(wrong, int) or wrong < 0]
        for wrong in choices:
            yield (f"{place.type} {json.dumps(wrong)[:24]}",
                   lambda holder, key, wrong=wrong: give(holder, key, wrong))
        for bound, wrong in (("maximum", 1), ("minimum", -1), ("exclusiveMinimum", 0)):
            if bound in place.schema and place.type == "number":
                yield f"number beyond {bound}", lambda holder, key, wrong=place.schema[bound] + wrong: give(
                    holder, key, wrong)
        if place.schema.get("minItems"):
            yield "empty list", lambda holder, key: give(holder, key, [])
        return
    for key in UNKNOWN_KEYS:
        yield f"key {key!r}", lambda object_, _, key=key: object_.update({key: "a"})
    for key in place.schema["required"]:
        yield "without what is required", lambda object_, _, key=key: object_.pop(key)
    for alternative in place.schema.get("oneOf", []):
        key = alternative["required"][0]
        if key in value:
            yield "without the only alternative", lambda object_, _, key=key: object_.pop(key)
        else:
            yield "two alternatives", lambda object_, _, key=key: object_.update({key: "A1"})
    for key, others in place.schema.get("dependentRequired", {}).items():
        if key in value:
            yield "half of a couple", lambda object_, _, key=others[0]: object_.pop(key)
    for condition in place.schema.get("allOf", []):
        key = condition["if"]["required"][0]
        words = condition["if"].get("properties", {}).get(key, {}).get("enum")
        if key not in value or words and value[key] not in words:
            continue
        for needed in condition["then"].get("required", []):
            yield f"without what {key} needs", lambda object_, _, needed=needed: object_.pop(needed)


def at(document, path):
    for step in path:
        document = document[step]
    return document


def faulty(definitions, bases, count):
    """Documents with one fault: seeded, and spread over classes and kinds of fault by turns."""
    shuffle = random.Random(1780)
    kinds = {}
    for base, document in enumerate(bases):
        for place in places(definitions, "programme", document):
            value = at(document, place.path)
            for name, fault in faults_of(place, value):
                kinds.setdefault((place.owner, place.type), []).append((base, place, name, fault))
    for of_kind in kinds.values():
        shuffle.shuffle(of_kind)
    order = sorted(kinds)
    shuffle.shuffle(order)
    seen, done = {}, 0
    while done < count and any(kinds.values()):
        for kind in order:
            # Of what is left of this kind, the fault that has been made least often.
            if not kinds[kind] or done == count:
                continue
            chosen = min(kinds[kind], key=lambda it: seen.get(it[2], 0))
            kinds[kind].remove(chosen)
            base, place, name, fault = chosen
            seen[name] = seen.get(name, 0) + 1
            document = copy.deepcopy(bases[base])
            if place.type == "class":
                fault(at(document, place.path), None)
            else:
                fault(at(document, place.path[:-1]), place.path[-1])
            done += 1
            yield place, name, document


# ---- judges ----

class Judges:
    def __init__(self, prg, schema_path, node):
        self.prg, self.schema_path, self.node = prg, schema_path, node
        schema = json.loads(schema_path.read_text(encoding="utf-8"))
        jsonschema.Draft202012Validator.check_schema(schema)
        self.schema = schema
        self.validator = jsonschema.Draft202012Validator(schema)

    def library(self, path):
        """Whether the library accepts, and (pointer, code) of its findings."""
        result = subprocess.run([self.prg, "validate", "--json", path], capture_output=True, text=True,
                                encoding="utf-8", check=False)
        if result.returncode not in (0, 1, 3):
            sys.exit(f"prg ends with {result.returncode}: {result.stderr}")
        findings = json.loads(result.stdout)["findings"] if result.stdout.strip() else []
        return result.returncode != 3, [(it.get("pointer", ""), it["code"]) for it in findings]

    def python(self, path):
        return self.validator.is_valid(json.loads(path.read_text(encoding="utf-8")))

    def ajv(self, paths):
        """Verdicts of ajv; without Node, none."""
        if self.node is None:
            return [None] * len(paths)
        program = pathlib.Path(__file__).with_name("ajv.js")
        result = subprocess.run([self.node, program, self.schema_path], input="\n".join(map(str, paths)),
                                stdout=subprocess.PIPE, text=True, encoding="utf-8", check=True)
        lines = result.stdout.splitlines()
        if len(lines) != len(paths):
            sys.exit(f"ajv answers {len(lines)} times to {len(paths)} documents")
        return [line == "accepted" for line in lines]


def main():
    prg, source, count = sys.argv[1], pathlib.Path(sys.argv[2]), int(sys.argv[3])
    judges = Judges(prg, source / "docs/schema/programme-1.json", sys.argv[4] if len(sys.argv) > 4 else None)
    shipped = [source / "tests/data/complete.json", *sorted(source.glob("examples/*/programme.json"))]
    plan = source / "examples/plan-1780/programme.json"
    # Numbers under x- keys are any JSON; Python would write some of them differently.
    bases = [json.loads(path.read_text(encoding="utf-8")) for path in (shipped[0], plan)]
    bases[0].pop("x-own")
    bases[0]["documents"][0].pop("x-page")
    differences = 0

    def expect(what, path, library, schema, verdict, ajv):
        nonlocal differences
        python = judges.python(path)
        for judge, found, wanted in (("library", verdict, library), ("jsonschema", python, schema),
                                     ("ajv", ajv, schema if ajv is not None else None)):
            if found != wanted:
                differences += 1
                print(f"{what}: {judge} {'accepts' if found else 'refuses'}")

    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        shutil.copy(plan.with_name("areas.csv"), folder)

        def write(name, document):
            path = folder / f"{name}.json"
            path.write_text(json.dumps(document, ensure_ascii=False, allow_nan=False), encoding="utf-8")
            return path

        for path, ajv in zip(shipped, judges.ajv(shipped)):
            expect(path, path, True, True, judges.library(path)[0], ajv)
        unchanged = [write(f"base-{i}", document) for i, document in enumerate(bases)]
        for path, ajv in zip(unchanged, judges.ajv(unchanged)):
            expect(path.name, path, True, True, judges.library(path)[0], ajv)

        made = []
        for place, name, document in faulty(judges.schema["$defs"], bases, count):
            made.append((place, name, write(f"fault-{len(made)}", document)))
        classes, types = set(), set()
        for (place, name, path), ajv in zip(made, judges.ajv([path for _, _, path in made])):
            pointer = "".join(f"/{step}" for step in place.path)
            what = f"{pointer} ({place.owner}): {name}"
            accepted, found = judges.library(path)
            expect(what, path, False, False, accepted, ajv)
            # Refused for this fault, not for what follows from it elsewhere.
            if not accepted and not any(it == pointer or it.startswith(pointer + "/") or
                                        it == pointer.rpartition("/")[0] for it, _ in found):
                differences += 1
                print(f"{what}: the library refuses at {found}")
            classes.add(place.owner)
            types.add(place.type)
        every = {name for name, schema in judges.schema["$defs"].items() if "title" in schema}
        if len(made) < count or classes != every:
            sys.exit(f"{len(made)} faults in {len(classes)} classes; expected {count} in all classes")

        beyond = []
        for i, (code, reason, where, value) in enumerate(LIBRARY_ONLY):
            document = copy.deepcopy(bases[0])
            *way, last = [int(step) if step.isdigit() else step for step in where.split("/")]
            holder = at(document, way)
            if last == "+":
                holder.append(value)
            else:
                holder[last] = value
            beyond.append((f"{reason} ({where})", code, write(f"beyond-{i}", document), False, True))
        for i, (code, reason, keys) in enumerate(SCHEMA_ONLY):
            beyond.append((reason, code, write(f"later-{i}", {**bases[0], **keys}), True, False))
        for (reason, code, path, library, schema), ajv in zip(beyond, judges.ajv([it[2] for it in beyond])):
            verdict, found = judges.library(path)
            expect(reason, path, library, schema, verdict, ajv)
            if code not in [it for _, it in found]:
                differences += 1
                print(f"{reason}: the library finds {found}; expected {code}")

    others = f"jsonschema {version('jsonschema')}" + (" and ajv" if judges.node else "")
    print(f"oracle: schema: library, {others}, each: {len(shipped)} documents accepted, {len(made)} with one "
          f"fault ({len(classes)} classes, {len(types)} types of place) refused; as listed, "
          f"{len(LIBRARY_ONLY)} refused by the library only and {len(SCHEMA_ONLY)} by the schema only; "
          f"{differences} differences")
    sys.exit(1 if differences else 0)


main()
