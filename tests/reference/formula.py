"""Formulas in Python: a reader and an evaluator on given operands, from the rules in docs/formulas.md.

It shares no code with the library, but was written by the same hand: it finds mistakes in the arithmetic and in
the reader, not a rule that was misread.

A value is one of
    ("number", Fraction, exactness)   exactness 0 exact, 1 quotient, 2 approximate
    ("boolean", True)   ("class", "A")
    ("state", name, reason)
Numbers have 128 bits in the library. Where it depends on the way of computing whether that is enough, `Unsure` is
raised: the caller takes another expression.
"""
import math
import re
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

ORDER = ["not_applicable", "not_expected", "missing", "undefined", "suppressed"]
EXACT, QUOTIENT, APPROXIMATE = range(3)
WIDE = 2 ** 127
SURE = 2 ** 120


class Unsure(Exception):
    """Nobody promises whether this fits."""


# ---- reading ----

TOKEN = re.compile(r"""\s*(?:(\d+(?:\.\d+)?)|([A-Za-z_][A-Za-z0-9_]*)|"([^"]*)"|'([^']*)'|(<=|>=|==|!=|[-+*/%^<>=(),]))""")
LEVELS = [("or",), ("and",), None, ("<", "<=", ">", ">=", "=", "==", "!="), ("+", "-"), ("*", "/", "%")]


def tokens_of(text):
    tokens, at = [], 0
    text = text.rstrip()
    while at < len(text):
        match = TOKEN.match(text, at)
        if not match:
            raise SyntaxError(text[at:])
        at = match.end()
        kinds = ("number", "name", "text", "text", "sign")
        tokens.append(next((kind, part) for kind, part in zip(kinds, match.groups()) if part is not None))
    return tokens + [("end", "")]


class Reader:
    """A tree is ("number", Fraction) | ("text", str) | ("name", str) | (operator or function, tree, ...)."""

    def __init__(self, text):
        self.tokens, self.at = tokens_of(text), 0

    def sign(self, *signs):
        kind, text = self.tokens[self.at]
        if kind in ("sign", "name") and text in signs:
            self.at += 1
            return text
        return None

    def level(self, number):
        if number == len(LEVELS):
            return self.unary()
        if LEVELS[number] is None:
            return ("not", self.level(number)) if self.sign("not") else self.level(number + 1)
        left = self.level(number + 1)
        while sign := self.sign(*LEVELS[number]):
            left = ("=" if sign == "==" else sign, left, self.level(number + 1))
            if number == 3:
                break
        return left

    def unary(self):
        if self.sign("-"):
            return ("negate", self.unary())
        base = self.primary()
        return ("^", base, self.unary()) if self.sign("^") else base

    def primary(self):
        kind, text = self.tokens[self.at]
        self.at += 1
        if kind == "number":
            return ("number", Fraction(text))
        if kind == "text":
            return ("text", text)
        if kind == "sign" and text == "(":
            inside = self.level(0)
            assert self.sign(")")
            return inside
        assert kind == "name", (kind, text)
        if not self.sign("("):
            return ("name", text)
        arguments = [self.level(0)]
        while self.sign(","):
            arguments.append(self.level(0))
        assert self.sign(")")
        return (text, *arguments)


def read(text):
    reader = Reader(text)
    tree = reader.level(0)
    if reader.tokens[reader.at][0] != "end":
        raise SyntaxError(text)
    return tree


# ---- numbers ----

def number(fraction, exactness):
    return ("number", fraction, exactness)


def undefined(reason):
    return ("state", "undefined", reason)


def fits(fraction, *steps):
    """Whether a result, and the whole numbers on the way to it, are within 128 bits: None if nobody promises."""
    if abs(fraction.numerator) > WIDE or fraction.denominator > WIDE * 10 ** 38:
        return False
    return True if all(abs(step) < SURE for step in steps) else None


def exact(fraction, exactness, *steps):
    sure = fits(fraction, *steps)
    if sure is None:
        raise Unsure
    return number(fraction, exactness) if sure else undefined("overflow")


def twelve_digits(x):
    """A double, rounded to 12 significant digits and at most 38 decimals."""
    if math.isnan(x):
        return undefined("domain")
    if math.isinf(x) or abs(x) >= WIDE:
        return undefined("overflow")
    if x == 0:
        return number(Fraction(0), APPROXIMATE)
    with localcontext() as context:
        context.prec = 1100
        whole = Decimal(x)
        step = Decimal(1).scaleb(max(whole.adjusted() - 11, -38))
        return number(Fraction((whole / step).to_integral_value(ROUND_HALF_UP) * step), APPROXIMATE)


def double(fraction):
    return fraction.numerator / fraction.denominator


def binary(sign, a, b):
    (_, x, ex), (_, y, ey) = a, b
    exactness = max(ex, ey)
    if sign in "/%" and y == 0:
        return undefined("division_by_zero")
    if exactness == APPROXIMATE:
        p, q = double(x), double(y)
        if sign == "/":
            # IEEE, where Python has exceptions of its own
            try:
                return twelve_digits(p / q)
            except ZeroDivisionError:
                return twelve_digits(math.copysign(math.inf, p))
        return twelve_digits({"+": lambda: p + q, "-": lambda: p - q, "*": lambda: p * q,
                              "%": lambda: math.fmod(p, q)}[sign]())
    across = (x.numerator * y.denominator, y.numerator * x.denominator, x.denominator * y.denominator,
              x.numerator * y.numerator)
    if sign == "+":
        return exact(x + y, exactness, *across[:3])
    if sign == "-":
        return exact(x - y, exactness, *across[:3])
    if sign == "*":
        return exact(x * y, exactness, across[2], across[3])
    if sign == "/":
        return exact(x / y, QUOTIENT, *across[:2])
    times = math.trunc(x / y)
    return exact(x - times * y, exactness, *across[:3], times * y.numerator * x.denominator)


def power(a, b):
    (_, x, ex), (_, y, ey) = a, b
    if max(ex, ey) < APPROXIMATE and y.denominator == 1:
        n = int(y)
        if x == 0 and n < 0:
            return undefined("division_by_zero")
        if abs(n) > 1000:
            if abs(x) not in (0, 1):
                return undefined("overflow")
            n = (2 if n % 2 == 0 else 1) * (1 if n > 0 else -1)
        value = x ** n
        return exact(value, QUOTIENT if n < 0 and ex == EXACT else ex, value.numerator, value.denominator)
    if x == 0 and y < 0:
        return undefined("division_by_zero")
    try:
        return twelve_digits(math.pow(double(x), double(y)))
    except OverflowError:
        return undefined("overflow")
    except ValueError:
        return undefined("domain")


def function(name, a):
    x = a[1]
    if (x < 0 if name == "sqrt" else name != "exp" and x <= 0):
        return undefined("domain")
    try:
        return twelve_digits({"sqrt": math.sqrt, "ln": math.log, "log10": math.log10, "exp": math.exp}[name](double(x)))
    except OverflowError:
        return undefined("overflow")


def rounded(x, digits):
    """Half away from zero."""
    scaled = abs(x) * Fraction(10) ** digits
    whole = math.floor(scaled + Fraction(1, 2))
    return (whole if x >= 0 else -whole) / Fraction(10) ** digits


# ---- states ----

def has_value(value):
    return value[0] != "state"


def first_state(values):
    without = [value for value in values if not has_value(value)]
    return min(without, key=lambda value: ORDER.index(value[1])) if without else None


def none_of(values):
    """What an aggregate over nothing but non-values is."""
    names = [value[1] for value in values]
    expected = [name for name in names if name not in ("not_applicable", "not_expected")]
    if not expected:
        state = "not_expected" if "not_expected" in names else "not_applicable"
    else:
        state = "suppressed" if all(name == "suppressed" for name in expected) else "missing"
    return next((value for value in values if value[1] == state), ("state", state, "none"))


def aggregate(name, values):
    found = [value for value in values if has_value(value)]
    if name == "count":
        return number(Fraction(sum(value[0] != "boolean" or value[1] for value in found)), EXACT)
    if not found:
        return none_of(values)
    exactness = max(value[2] for value in found)
    if name in ("min", "max"):
        return number({"min": min, "max": max}[name](value[1] for value in found), exactness)
    if name == "median":
        found.sort(key=lambda value: value[1])
        half = len(found) // 2
        middle = found[half]
        if len(found) % 2 == 0:
            middle = binary("+", found[half - 1], middle)
            if has_value(middle):
                middle = binary("/", middle, number(Fraction(2), EXACT))
        return number(middle[1], max(exactness, QUOTIENT)) if has_value(middle) else middle
    total = found[0]
    for value in found[1:]:
        if has_value(total):
            total = binary("+", total, value)
    if has_value(total) and name == "mean":
        total = binary("/", total, number(Fraction(len(found)), EXACT))
    elif has_value(total):
        total = number(total[1], exactness)
    return total


def connect(name, a, b):
    decides = name == "or"
    if ("boolean", decides) in (a, b):
        return ("boolean", decides)
    return first_state([a, b]) or ("boolean", not decides)


COMPARE = {"=": lambda a, b: a == b, "!=": lambda a, b: a != b, "<": lambda a, b: a < b, "<=": lambda a, b: a <= b,
           ">": lambda a, b: a > b, ">=": lambda a, b: a >= b}


def evaluate(tree, operands):
    kind, *rest = tree
    if kind == "number":
        return number(rest[0], EXACT)
    if kind == "text":
        return ("class", rest[0])
    if kind == "name":
        return operands[rest[0]]
    if kind == "round" and len(rest) == 2:
        sign, digits = (-1, rest[1][1]) if rest[1][0] == "negate" else (1, rest[1])
        digits = sign * int(digits[1])
        rest = rest[:1]
    else:
        digits = 0
    values = [evaluate(argument, operands) for argument in rest]
    if kind in ("and", "or"):
        return connect(kind, *values)
    if kind == "if":
        return values[0] if not has_value(values[0]) else values[1] if values[0][1] else values[2]
    if kind == "coalesce":
        return next((value for value in values if has_value(value)), first_state(values))
    if kind == "is_missing":
        return ("boolean", values[0][:2] == ("state", "missing"))
    if kind == "state":
        return ("class", "value" if has_value(values[0]) else values[0][1])
    if kind in ("min", "max", "sum", "mean", "median", "count"):
        return aggregate(kind, values)
    without = first_state(values)
    if without:
        return without
    if kind == "not":
        return ("boolean", not values[0][1])
    if kind in COMPARE:
        return ("boolean", COMPARE[kind](values[0][1], values[1][1]))
    if kind == "^":
        return power(*values)
    if kind in "+-*/%":
        return binary(kind, *values)
    x, exactness = values[0][1], values[0][2]
    if kind == "negate":
        return number(-x, exactness)
    if kind == "abs":
        return number(abs(x), exactness)
    if kind in ("sqrt", "ln", "log10", "exp"):
        return function(kind, values[0])
    exactness = APPROXIMATE if exactness == APPROXIMATE else EXACT
    if kind == "round":
        result = rounded(x, digits)
        return exact(result, exactness, result.numerator * 10 ** abs(digits), x.numerator * 10 ** abs(digits),
                     x.denominator * 10 ** abs(digits))
    assert kind in ("floor", "ceil"), kind
    return number(Fraction(math.floor(x) if kind == "floor" else math.ceil(x)), exactness)


def say(value):
    """As formula_driver says it."""
    kind, *rest = value
    if kind == "number":
        return f"value {('exact', 'quotient', 'approximate')[rest[1]]} {rest[0].numerator}/{rest[0].denominator}"
    if kind == "boolean":
        return f"value {'true' if rest[0] else 'false'}"
    if kind == "class":
        return f'value "{rest[0]}"'
    return f"{rest[0]}/{rest[1]}"
