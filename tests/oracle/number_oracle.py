"""Checks decimals, 128-bit integers and dates against Python's own.

usage: number_oracle.py DRIVER [SEED]

DRIVER is number_oracle.c, built. Random questions are put to it and every answer, refusals
included, is predicted with int, fractions, decimal, float, datetime and calendar; dates are asked
for all 3 652 059 days. Prints how many answers agreed, and the first that did not.
"""

import calendar
import collections
import datetime
import decimal
import math
import random
import re
import struct
import subprocess
import sys
from fractions import Fraction

QUESTIONS = 400_000
SHOWN = 20

PLAIN, VIETNAMESE, EXPONENT = 0, 1, 256
MOST = 18
WIDE_MOST = 38
EPOCH = datetime.date(1970, 1, 1).toordinal()

INVALID = "invalid-argument"
RANGE = "out-of-range"
SYNTAX = "syntax"

exact = decimal.Context(prec=200, rounding=decimal.ROUND_HALF_UP)


class Refused(Exception):
    """The library should answer with this error."""


# ---- predictions ----

def fits(number, bits=63):
    return -(2**bits) <= number < 2**bits


def in_range(number, bits=63):
    if not fits(number, bits):
        raise Refused(RANGE)
    return number


def check(*decimals):
    if any(count > MOST for count in decimals):
        raise Refused(INVALID)


def value(mantissa, decimals):
    return Fraction(mantissa, 10**decimals)


def half_away(number):
    """The nearest integer, ties away from zero."""
    return int(math.copysign(1, number)) * math.floor(abs(number) + Fraction(1, 2))


def sign(number):
    return (number > 0) - (number < 0)


def pair(mantissa, decimals):
    return f"{mantissa} {decimals}"


def shortened(number, decimals):
    """The exact number with these decimals, or as few fewer as make it fit."""
    for fewer in range(decimals, -1, -1):
        mantissa = number * 10**fewer
        if mantissa.denominator != 1:
            break
        if fewer <= MOST and fits(mantissa):
            return pair(mantissa, fewer)
    raise Refused(RANGE)


GRAMMAR = {
    PLAIN: re.compile(r"(-?)([0-9]+)(?:\.([0-9]+))?(?:[eE]([+-]?[0-9]+))?"),
    VIETNAMESE: re.compile(
        "([-\u2212]?)([0-9]+|[1-9][0-9]{0,2}(?:[.][0-9]{3})+)"
        "(?:,([0-9]+))?(?:[eE]([+-]?[0-9]+))?"),
}


def read(text, form, bits, most):
    base = form & ~EXPONENT
    if base not in GRAMMAR:
        raise Refused(INVALID)
    match = GRAMMAR[base].fullmatch(text)
    if match is None or (match[4] and not form & EXPONENT):
        raise Refused(SYNTAX)
    fraction = match[3] or ""
    mantissa = int(match[2].replace(".", "") + fraction)
    decimals = len(fraction) - int(match[4] or 0)
    if decimals > most or (mantissa and decimals < -100):
        raise Refused(RANGE)
    if mantissa:
        mantissa *= 10 ** max(0, -decimals)
    return in_range(-mantissa if match[1] else mantissa, bits), max(0, decimals)


def written(mantissa, decimals, form):
    if form & ~EXPONENT not in GRAMMAR:
        raise Refused(INVALID)
    number = decimal.Decimal(mantissa).scaleb(-decimals, context=exact)
    text = f"{number:,.{decimals}f}" if form & VIETNAMESE else f"{number:.{decimals}f}"
    return text.translate(str.maketrans(",.", ".,")) if form & VIETNAMESE else text


def parse(form, text):
    return pair(*read(text, form, 63, MOST))


def format_(form, mantissa, decimals):
    check(decimals)
    return written(mantissa, decimals, form)


def compare(a, da, b, db):
    check(da, db)
    return sign(value(a, da) - value(b, db))


def compare_quotients(a, da, b, db, c, dc, d, dd):
    check(da, db, dc, dd)
    if b == 0 or d == 0:
        raise Refused(INVALID)
    return sign(value(a, da) / value(b, db) - value(c, dc) / value(d, dd))


def sign_of(mantissa, decimals):
    check(decimals)
    return sign(mantissa)


def add(a, da, b, db):
    check(da, db)
    return shortened(value(a, da) + value(b, db), max(da, db))


def subtract(a, da, b, db):
    check(da, db)
    return shortened(value(a, da) - value(b, db), max(da, db))


def multiply(a, da, b, db):
    check(da, db)
    return shortened(value(a, da) * value(b, db), da + db)


def divide(a, da, b, db, decimals):
    check(da, db, decimals)
    if b == 0:
        raise Refused(INVALID)
    quotient = value(a, da) / value(b, db)
    return pair(in_range(half_away(quotient * 10**decimals)), decimals)


def negate(mantissa, decimals):
    check(decimals)
    return shortened(-value(mantissa, decimals), decimals)


def normalize(mantissa, decimals):
    check(decimals)
    while decimals and not mantissa % 10:
        mantissa, decimals = mantissa // 10, decimals - 1
    return pair(mantissa, decimals)


def rescale(mantissa, decimals, wanted):
    check(decimals, wanted)
    scaled = value(mantissa, decimals) * 10**wanted
    if scaled.denominator != 1:
        raise Refused(RANGE)
    return pair(in_range(int(scaled)), wanted)


def round_(mantissa, decimals, wanted):
    check(decimals, wanted)
    number = decimal.Decimal(mantissa).scaleb(-decimals, context=exact)
    rounded = number.quantize(decimal.Decimal(1).scaleb(-wanted), context=exact)
    return pair(in_range(int(rounded.scaleb(wanted, context=exact))), wanted)


def to_double(mantissa, decimals):
    number = float(value(mantissa, decimals)) if decimals <= MOST else 0.0
    return struct.pack(">d", number).hex()


def wide_add(a, b):
    return in_range(a + b, 127)


def wide_subtract(a, b):
    return in_range(a - b, 127)


def wide_scale(number, power):
    return in_range(number * 10**power, 127)


def wide_divide(a, b, power):
    if b == 0:
        raise Refused(INVALID)
    return in_range(half_away(Fraction(a, b) * Fraction(10) ** power), 127)


def wide_compare(a, b, c, d):
    return sign(a * b - c * d)


def wide_parse(form, text):
    mantissa, decimals = read(text, form, 127, WIDE_MOST)
    return pair(decimals, mantissa)


def wide_format(form, mantissa, decimals):
    if decimals > WIDE_MOST:
        raise Refused(INVALID)
    return written(mantissa, decimals, form)


def date_parse(text):
    match = re.fullmatch("([0-9]{4})-([0-9]{2})-([0-9]{2})", text)
    if match is None:
        raise Refused(SYNTAX)
    try:
        return datetime.date(*map(int, match.groups())).toordinal() - EPOCH
    except ValueError:
        raise Refused(RANGE) from None


def date_of(number):
    try:
        return datetime.date.fromordinal(number + EPOCH)
    except (ValueError, OverflowError):
        raise Refused(INVALID) from None


def add_days(number, days):
    date = date_of(number).toordinal() + days
    if not 1 <= date <= datetime.date.max.toordinal():
        raise Refused(RANGE)
    return date - EPOCH


def add_months(number, months):
    date = date_of(number)
    year, month = divmod(date.year * 12 + date.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        raise Refused(RANGE)
    day = min(date.day, calendar.monthrange(year, month + 1)[1])
    return datetime.date(year, month + 1, day).toordinal() - EPOCH


def flags(answers):
    return "".join("1" if answer else "0" for answer in answers)


def weeks_of(year):
    """28 December is always in the last week."""
    return datetime.date(year, 12, 28).isocalendar()[1]


def dates(year):
    first = datetime.date(year, 1, 1)
    parts = [f"{calendar.isleap(year):d} {weeks_of(year)} {first.toordinal() - EPOCH} "]
    for ordinal in range(first.toordinal(), datetime.date(year, 12, 31).toordinal() + 1):
        day = datetime.date.fromordinal(ordinal)
        iso_year, week, weekday = day.isocalendar()
        parts.append(f"{day.isoformat()} {iso_year} {week} {weekday} ")
    lengths = [calendar.monthrange(year, month)[1] for month in range(1, 13)]
    parts.append(flags(1 <= day <= length for length in [0, *lengths, 0] for day in range(33)))
    after_the_end = {(9999, 52, 6), (9999, 52, 7)}
    parts.append(" " + flags(1 <= week <= weeks_of(year) and 1 <= weekday <= 7
                             and (year, week, weekday) not in after_the_end
                             for week in range(55) for weekday in range(9)))
    return "".join(parts)


# ---- questions ----

class Questions:
    """Random arguments, mostly near what may go wrong: limits, ties, powers of ten."""

    def __init__(self, seed):
        self.random = random.Random(seed)

    def chance(self, share):
        return self.random.random() < share

    def integer(self, bits=63):
        pick = self.random.randrange
        kind = pick(8)
        if kind == 0:
            number = 2**bits - 1 - pick(12)
        elif kind == 1:
            number = 2 ** pick(bits) + pick(5) - 2
        elif kind == 2:
            number = 10 ** pick(bits * 3 // 10 + 1) + pick(5) - 2
        elif kind == 3:
            number = pick(1000) * 10 ** pick(bits * 3 // 10 - 2)
        elif kind == 4:
            number = (2 * pick(1000) + 1) * 5 * 10 ** pick(bits * 3 // 10 - 4)
        elif kind == 5:
            number = pick(200)
        else:
            number = self.random.getrandbits(pick(1, bits + 1))
        number = min(number, 2**bits - 1)
        if self.chance(0.5):
            number = -number
        return -(2**bits) if self.chance(0.01) else number

    def wide(self):
        return self.integer(127 if self.chance(0.7) else 63)

    def places(self):
        """A number of decimals, now and then too many."""
        if self.chance(0.005):
            return self.random.choice([19, 20, 39, 4294967295])
        return self.random.randrange(MOST + 1)

    def decimal(self):
        return self.integer(), self.places()

    def two(self):
        a = self.decimal()
        if self.chance(0.15):  # nearly equal, written otherwise
            power = self.random.randrange(min(a[1], MOST) + 1)
            return *a, a[0] // 10**power, a[1] - power
        if self.chance(0.3):  # a sum or product near the limit
            near = (2**63 + self.random.randrange(-9, 9)) // (a[0] or 1)
            return *a, in_int64(near), self.places()
        return *a, *self.decimal()

    def quotients(self):
        if self.chance(0.4):
            return *self.decimal(), *self.decimal(), *self.decimal(), *self.decimal()
        # x*y / (x*z) and w*y / (w*z), equal but for a last digit
        pick = self.random.randrange
        w, x, y, z = (pick(-(2**31), 2**31) or 1 for _ in range(4))
        move = pick(-1, 2)
        da, db, dc = (pick(MOST + 1) for _ in range(3))
        dd = dc - da + db
        if not 0 <= dd <= MOST:
            da = db = dc = dd = pick(MOST + 1)
        return in_int64(x * y + move), da, x * z, db, w * y, dc, w * z, dd

    def wide_products(self):
        if self.chance(0.3):
            return tuple(self.wide() for _ in range(4))
        bits = self.random.choice([31, 63])
        w, x, y, z = (self.random.randrange(-(2**bits), 2**bits) for _ in range(4))
        return w * x, y * z, w * y + self.random.randrange(-1, 2), x * z

    def form(self):
        if self.chance(0.003):
            return self.random.choice([2, 3, 255, 258, 512, 4294967295])
        return self.random.choice([PLAIN, VIETNAMESE, PLAIN | EXPONENT, VIETNAMESE | EXPONENT])

    def text(self, form, bits=63):
        """A number in this form, or the other, mostly with something wrong with it."""
        vietnamese = (form & VIETNAMESE != 0) != self.chance(0.1)
        number = abs(self.integer(bits))
        if self.chance(0.1):
            number = number * 10 + self.random.randrange(10)
        digits = str(number).zfill(self.random.randrange(6))
        places = self.random.randrange(MOST + 3 if bits == 63 else WIDE_MOST + 3)
        digits = digits.zfill(places + 1)
        whole, fraction = digits[:len(digits) - places], digits[len(digits) - places:]
        if vietnamese and self.chance(0.5):
            whole = re.sub(r"(?<=\d)(?=(\d{3})+$)", ".", whole)
        text = whole + ((",." if vietnamese else ".,")[self.chance(0.03)] + fraction
                        if fraction else "")
        if self.chance(0.3):
            text = self.random.choice(["-", "-", "-", "\u2212", "+"]) + text
        if self.chance(0.3):
            text += self.random.choice("eE") + self.random.choice(["", "-", "+"])
            text += str(self.random.choice([0, 1, 2, 3, places, 18, 19, 40, 10**9, 10**30])
                        ).zfill(self.random.randrange(4))
        if self.chance(0.3):
            text = self.damaged(text)
        return text

    def damaged(self, text):
        alphabet = "0123456789....,,,,--eE+ \r\x0b\x01/:x\u2212\u00a0\u0661\udcff\udce2"
        for _ in range(self.random.randrange(1, 3)):
            at = self.random.randrange(len(text) + 1)
            cut = self.random.randrange(2)
            text = text[:at] + self.random.choice(["", *alphabet]) + text[at + cut:]
        return text

    def date(self):
        if self.chance(0.01):
            return self.random.choice([-719163, 2932897, -(2**31), 2**31 - 1])
        if self.chance(0.05):
            return self.random.choice([-719162, -719161, 2932896, 2932895, 0])
        return self.random.randrange(-719162, 2932897)

    def date_text(self):
        pick = self.random.randrange
        text = f"{pick(10000):04}-{pick(14):02}-{pick(33):02}"
        if self.chance(0.1):
            text = f"{pick(32):02}/{pick(13):02}/{pick(10000):04}"
        return self.damaged(text) if self.chance(0.2) else text

    def step(self, reach):
        if self.chance(0.01):
            return self.random.choice([2**31 - 1, -(2**31)])
        return self.random.randrange(-reach, reach + 1) // self.random.choice([1, 10, 1000])

    def all(self):
        small = self.random.randrange
        kinds = [
            (parse, 6, lambda: self.with_text(63)),
            (format_, 3, lambda: (self.form(), *self.decimal())),
            (compare, 2, self.two),
            (compare_quotients, 3, self.quotients),
            (sign_of, 0.2, self.decimal),
            (add, 3, self.two),
            (subtract, 3, self.two),
            (multiply, 3, self.two),
            (divide, 4, lambda: (*self.two(), self.places())),
            (negate, 0.5, self.decimal),
            (normalize, 1, self.decimal),
            (rescale, 2, lambda: (*self.decimal(), self.places())),
            (round_, 3, lambda: (*self.decimal(), self.places())),
            (to_double, 4, self.decimal),
            (wide_add, 1, lambda: (self.wide(), self.wide())),
            (wide_subtract, 1, lambda: (self.wide(), self.wide())),
            (wide_scale, 1, lambda: (self.wide(), small(42))),
            (wide_divide, 3, lambda: (self.wide(), self.wide(), small(-42, 43))),
            (wide_compare, 2, self.wide_products),
            (wide_parse, 2, lambda: self.with_text(127)),
            (wide_format, 2, lambda: (self.form(), self.wide(), small(40))),
            (date_parse, 2, lambda: (self.date_text(),)),
            (add_days, 1, lambda: (self.date(), self.step(4_000_000))),
            (add_months, 1, lambda: (self.date(), self.step(130_000))),
        ]
        weights = [weight for _, weight, _ in kinds]
        for kind in self.random.choices(kinds, weights, k=QUESTIONS):
            yield kind[0], kind[2]()

    def with_text(self, bits):
        form = self.form()
        return form, self.text(form, bits)


def in_int64(number):
    return max(-(2**63), min(2**63 - 1, number))


# ---- asking ----

NAMES = {format_: "format", round_: "round", sign_of: "sign"}


def ask(driver, questions):
    lines = ("\t".join(map(str, (NAMES.get(function, function.__name__), *arguments)))
             for function, arguments in questions)
    text = "".join(line + "\n" for line in lines).encode("utf-8", "surrogateescape")
    done = subprocess.run([driver], input=text, stdout=subprocess.PIPE, check=True)
    return done.stdout.decode().splitlines()


def first_difference(expected, answer):
    at = next((i for i, (e, a) in enumerate(zip(expected, answer)) if e != a),
              min(len(expected), len(answer)))
    start = max(0, at - 30)
    return f"expected {expected[start:at + 40]!r}, answer {answer[start:at + 40]!r}"


def main():
    driver = sys.argv[1]
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1780
    questions = list(Questions(seed).all())
    questions += [(dates, (year,)) for year in range(1, 10000)]
    answers = ask(driver, questions)
    if len(answers) != len(questions):
        sys.exit(f"{len(questions)} questions, {len(answers)} answers")
    agreed, refused, differed = collections.Counter(), collections.Counter(), 0
    for (function, arguments), answer in zip(questions, answers):
        name = function.__name__.rstrip("_")
        try:
            expected = str(function(*arguments))
        except Refused as error:
            expected = str(error)
            refused[name] += 1
        if expected == answer:
            agreed[name] += 1
            continue
        differed += 1
        if differed <= SHOWN:
            print(name, *map(ascii, arguments), first_difference(expected, answer))
    for name, count in agreed.items():
        print(f"{name:18} {count:7} agreed, {refused[name]:6} of them refusals")
    print(f"oracle: numbers and dates against Python's fractions, decimal and datetime: "
          f"{sum(agreed.values())} agreed ({agreed['dates']} of them whole years of days), {differed} differed, "
          f"seed {seed}")
    sys.exit(differed != 0)


if __name__ == "__main__":
    main()
