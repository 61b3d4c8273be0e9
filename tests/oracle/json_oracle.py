"""The JSON scanner against Python's json module.

usage: json_oracle.py DRIVER CASES COUNT

Asks DRIVER (json_oracle.c) about every text of CASES and about COUNT texts made from them at random, with
a fixed seed, and compares each answer with Python's. Python decides the grammar. Where the scanner is
stricter on purpose, the rule must be one of those in RULES, which are checked here on Python's own result:
a text that Python accepts and that breaks none of them must be accepted, with the same value; one that
breaks some must be refused, for just those.
"""
import json
import random
import subprocess
import sys

MAX_DEPTH = 64
REFUSED = object()


class Number(str):
    """A number is its text: no size or precision may get lost."""


class Object(list):
    """The members as pairs, in order, each key as often as it stands."""


def no_constant(name):
    raise ValueError(f"{name} is an extension of Python's")


def load(text):
    return json.loads(
        text,
        object_pairs_hook=Object,
        parse_int=Number,
        parse_float=Number,
        parse_constant=no_constant,
    )


def strings(value):
    if isinstance(value, Object):
        for key, member in value:
            yield key
            yield from strings(member)
    elif isinstance(value, list):
        for element in value:
            yield from strings(element)
    elif isinstance(value, str) and not isinstance(value, Number):
        yield value


def objects(value):
    if isinstance(value, Object):
        yield value
        for _, member in value:
            yield from objects(member)
    elif isinstance(value, list):
        for element in value:
            yield from objects(element)


def depth(value):
    if isinstance(value, Object):
        return 1 + max((depth(member) for _, member in value), default=0)
    if isinstance(value, list):
        return 1 + max((depth(element) for element in value), default=0)
    return 0


def has_surrogate(text):
    return any("\ud800" <= c <= "\udfff" for c in text)


def has_nul(text):
    return "\0" in text


def has_duplicate(members):
    keys = [key for key, _ in members if not has_surrogate(key) and not has_nul(key)]
    return len(keys) != len(set(keys))


# The stricter rules, by the name of their finding. Python accepts what they forbid.
RULES = {
    "json-surrogate": lambda value: any(map(has_surrogate, strings(value))),
    "json-nul": lambda value: any(map(has_nul, strings(value))),
    "json-duplicate-key": lambda value: any(map(has_duplicate, objects(value))),
    "json-depth": lambda value: depth(value) > MAX_DEPTH,
}


def python_says(text):
    """Python's value, or REFUSED; and the stricter rules that the text breaks."""
    try:
        value = load(text.decode("utf-8"))
    except (ValueError, RecursionError):
        return REFUSED, set()
    return value, {name for name, broken in RULES.items() if broken(value)}


class Driver:
    def __init__(self, path):
        self.process = subprocess.Popen([path], stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def ask(self, text):
        """The names of the findings, or the bytes of the value."""
        self.process.stdin.write(b"%d\n" % len(text) + text)
        self.process.stdin.flush()
        line = self.process.stdout.readline().decode().split()
        if len(line) == 2 and line[0] == "accept":
            return None, self.process.stdout.read(int(line[1]))
        if len(line) == 3 and line[0] == "refuse":
            return line[2].split(","), None
        raise SystemExit(f"the driver answered {line} to {text!r}")

    def close(self):
        self.process.stdin.close()
        return self.process.wait()


def read_cases(path):
    for line in open(path, encoding="utf-8"):
        if line.strip() and not line.startswith("#"):
            verdict, name, text = line.rstrip("\n").split("\t")
            parts = text.encode().split(b"%")
            yield verdict, name, parts[0] + b"".join(
                bytes([int(part[:2], 16)]) + part[2:] for part in parts[1:]
            )


def check(driver, text, counts):
    """Why the answer is wrong, or None; and the answer."""
    value, broken = python_says(text)
    findings, written = driver.ask(text)
    if findings is None:
        counts["accepted"] += 1
        if value is REFUSED:
            return "accepted, and Python refuses it", findings
        if broken:
            return f"accepted, and breaks {broken}", findings
        if load(written.decode("utf-8")) != value:
            return f"another value: {written!r}", findings
        return None, findings
    counts["refused"] += 1
    names = set(findings)
    if value is not REFUSED:
        for name in broken:
            counts[name] += 1
        # Too deep a text is not read further.
        if not names <= broken or (names != broken and "json-depth" not in names):
            return f"refused for {findings}, and breaks {broken or 'no rule'}", findings
    elif "json-utf8" not in names and is_only_badly_encoded(text):
        return f"refused for {findings}, and is not UTF-8", findings
    return None, findings


def is_only_badly_encoded(text):
    try:
        text.decode("utf-8")
        return False
    except UnicodeDecodeError:
        value, broken = python_says(text.decode("utf-8", "replace").encode())
        return value is not REFUSED and not broken


PIECES = [
    b"{", b"}", b"[", b"]", b",", b":", b'"', b"\\", b"/", b"'", b" ", b"\n", b"\r", b"\t", b"\0", b"\x01",
    b"\x1f", b"\x7f", b"0", b"1", b"-", b"+", b".", b"e", b"E", b"1e5", b"-0", b"00", b"0.5", b"true", b"false",
    b"null", b"NaN", b"Infinity", b"True", b'"a"', b'"a":', b'"a":1,', b"{}", b"[]", b"[1,2]", b'{"a":1}',
    b"\\u", b"\\u0041", b"\\u0000", b"\\ud83d", b"\\ude00", b"\\ud83d\\ude00", b"\\n", b"\\q", b"\\\"",
    b"\xef\xbb\xbf", b"\xc3", b"\xa9", "é".encode(), "ế".encode(), "😀".encode(), b"\xed\xa0\x80", b"\xc0\x80",
    b"\xf4\x90\x80\x80", b"\xff", b"12345678", b"//", b"/*", b"#", b"        ", b"[" * 40, b"]" * 40,
]


def mutate(text, others, dice):
    """Some random edits: bytes, pieces, slices of the same and of other texts."""
    for _ in range(dice.choice((1, 1, 1, 2, 2, 3, 5))):
        at = dice.randrange(len(text) + 1)
        to = min(len(text), at + dice.randrange(12))
        other = dice.choice((text, dice.choice(others)))
        start = dice.randrange(len(other) + 1)
        part = other[start : start + dice.randrange(16)]
        text = dice.choice(
            (
                text[:at] + dice.choice(PIECES) + text[at:],
                text[:at] + dice.choice(PIECES) + text[at + 1 :],
                text[:at] + bytes([dice.randrange(256)]) + text[at + 1 :],
                text[:at] + text[to:],
                text[:at] + part + text[at:],
                text[:at] + part + text[to:],
                text[:at],
                text[at:to] + text[:at] + text[to:],
            )
        )
    return text


def space(dice):
    return dice.choice(("", "", "", " ", "\n", "\t ", "\r\n    "))


def random_string(dice):
    letters = []
    for _ in range(dice.choice((0, 1, 2, 5, 8, 9, 30))):
        c = dice.choice("abkz 07/~éếĐ\u2028\ufeff😀\U0010ffff\"\\\n\x1f\x7f")
        escapes = {'"': '\\"', "\\": "\\\\", "/": "\\/", "\n": "\\n"}
        how = dice.randrange(4)
        if c in escapes and how > 0:
            letters.append(escapes[c])
        elif how == 0 or c < " " or c in '"\\':
            units = c.encode("utf-16-be")
            for i in range(0, len(units), 2):
                four = "\\u%02x%02x" % (units[i], units[i + 1])
                letters.append(four.upper().replace("U", "u", 1) if dice.randrange(2) else four)
        else:
            letters.append(c)
    return '"' + "".join(letters) + '"'


def random_number(dice):
    digits = "".join(dice.choice("0123456789") for _ in range(dice.choice((1, 1, 2, 5, 20, 60))))
    text = dice.choice(("", "-")) + (digits.lstrip("0") or "0")
    if dice.randrange(3) == 0:
        text += "." + digits[::-1]
    if dice.randrange(4) == 0:
        text += dice.choice("eE") + dice.choice(("", "+", "-")) + digits[:4]
    return text


def random_value(dice, level=0):
    """A right text, but for keys that are equal by chance."""
    kind = dice.randrange(9 if level < 5 else 5)
    if kind < 2:
        return random_string(dice)
    if kind == 2:
        return random_number(dice)
    if kind < 5:
        return dice.choice(("true", "false", "null"))
    count = dice.choice((0, 1, 2, 3, 6, 20 if level < 2 else 2))
    items = []
    for i in range(count):
        key = random_string(dice)[:-1] + f'{i if dice.randrange(9) else 0}"' + space(dice) + ":"
        items.append((key if kind < 7 else "") + space(dice) + random_value(dice, level + 1) + space(dice))
    inside = space(dice) + ("," + space(dice)).join(items)
    return "{" + inside + "}" if kind < 7 else "[" + inside + "]"


def main(driver_path, cases_path, count):
    driver = Driver(driver_path)
    dice = random.Random(1780)
    counts = dict.fromkeys(("accepted", "refused", *RULES), 0)
    failures = 0

    def report(what, text, why):
        nonlocal failures
        failures += 1
        print(f"{what}: {why}\n    {text!r}")

    cases = list(read_cases(cases_path))
    if len({name for _, name, _ in cases}) != len(cases):
        report(cases_path, b"", "a name stands twice")
    for verdict, name, text in cases:
        why, findings = check(driver, text, counts)
        if why:
            report(name, text, why)
        if verdict != (findings[0] if findings else "accept"):
            report(name, text, f"expected {verdict}, got {findings}")
    print(f"{len(cases)} cases: {counts}")

    texts = [text for _, _, text in cases if len(text) < 400]
    counts = dict.fromkeys(counts, 0)
    for _ in range(count):
        if dice.randrange(2):
            text = random_value(dice).encode()
            if dice.randrange(2):
                text = mutate(text, texts, dice)
        else:
            text = mutate(dice.choice(texts), texts, dice)
        why, _ = check(driver, text, counts)
        if why and failures < 50:
            report("random text", text, why)
    print(f"{count} random texts: {counts}")
    # The comparison says something only if all the outcomes occur.
    if min(counts["accepted"], counts["refused"]) < count // 5 or min(counts.values()) == 0:
        report("random texts", b"", f"one-sided: {counts}")

    if driver.close() != 0:
        report("driver", b"", "did not end well")
    print(f"oracle: JSON against Python's json: {len(cases)} cases and {count} random texts, {failures} differ "
          "beyond the stricter rules")
    return failures > 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], int(sys.argv[3])))
