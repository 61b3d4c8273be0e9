"""Checks how numbers of Arrow are read against Python's own conversion of text to floats, and its integers.

usage: arrow_oracle.py DRIVER [SEED]

DRIVER is arrow_oracle.c, built. A float is taken as the number with the fewest decimals that Python's
float() makes this float of, if it is the only one with as many; whole numbers are printed by Python.
"""

import math
import random
import struct
import subprocess
import sys
from fractions import Fraction

LIMIT = {8: 2**53, 4: 2**24}
FORMAT = {8: "d", 4: "f"}


def narrow(text):
    """The single float nearest to a number: rounded once, unlike float() and then struct."""
    number = Fraction(text)
    double = float(number)
    single = struct.unpack("f", struct.pack("f", double))[0]
    if Fraction(double) == number:
        return single
    # The double may lie in the middle of two floats where the number does not.
    bits = struct.unpack("I", struct.pack("f", abs(single)))[0]
    near = [
        struct.unpack("f", struct.pack("I", bits + step))[0]
        for step in (-1, 0, 1)
        if 0 <= bits + step < 0x7F800000
    ]
    best = min(
        near,
        key=lambda one: (abs(Fraction(one) - abs(number)), struct.unpack("I", struct.pack("f", one))[0] & 1),
    )
    return math.copysign(best, double)


def text_of(digits, decimals):
    text = f"{abs(digits):0{decimals + 1}}"
    if decimals:
        text = f"{text[:-decimals]}.{text[-decimals:]}"
    return ("-" if digits < 0 else "") + text


def expected_float(value, width):
    if not math.isfinite(value):
        return "number"
    if value == 0:
        return "0"
    if abs(value) >= LIMIT[width]:
        return "number"
    read = float if width == 8 else narrow
    for decimals in range(19):
        digits = round(Fraction(value) * 10**decimals)
        same = [
            one for one in (digits - 1, digits, digits + 1) if one and read(text_of(one, decimals)) == value
        ]
        if same:
            return text_of(same[0], decimals) if len(same) == 1 else "decimals"
    return "decimals"


def floats(chance):
    for width in (8, 4):
        specials = [
            0.0,
            -0.0,
            1.0,
            -1.0,
            0.1,
            -0.1,
            0.1 + 0.2,
            1e-18,
            1e-19,
            5e-324,
            math.inf,
            -math.inf,
            math.nan,
            1e15 + 0.3,
            9007199254740991.0,
            9007199254740992.0,
            16777215.0,
            16777216.0,
            1e22,
            2.0**-60,
            2.0**-63,
            2.0**-117,
            1e-300,
            4503599627370496.5,
            0.5,
            0.25,
            123456789012.345,
            1e-7,
            999999999999999.9,
        ]
        specials += [2.0**power for power in range(-70, 55)]
        for value in specials:
            yield width, struct.unpack(FORMAT[width], struct.pack(FORMAT[width], value))[0]
        for _ in range(4000):
            kind = chance.randrange(3)
            if kind == 0:
                value = float(
                    text_of(chance.randrange(-(10 ** chance.randrange(1, 18)), 10**17), chance.randrange(19))
                )
            elif kind == 1:
                value = chance.uniform(-1, 1) * 10 ** chance.randrange(-19, 17)
            else:
                value = math.ldexp(chance.getrandbits(53), chance.randrange(-150, 4))
            if abs(value) < 3e38:
                yield width, struct.unpack(FORMAT[width], struct.pack(FORMAT[width], value))[0]


def integers(chance):
    for width in (1, 2, 4, 8, 16, 32):
        bits = width * 8
        for signed in (0, 1):
            lowest, highest = (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1) if signed else (0, 2**bits - 1)
            numbers = [0, 1, lowest, highest, lowest + 1, 10**9 % highest, -1 if signed else 5]
            numbers += [
                chance.randrange(lowest >> shift, (highest >> shift) + 1)
                for shift in range(0, bits, max(1, bits // 40))
                for _ in range(3)
            ]
            for number in numbers:
                yield width, signed, chance.choice([0, 0, 1, 2, 18, 38, 76, -1, -3, -76]), number


def expected_integer(number, scale):
    if scale <= 0:
        return str(number * 10**-scale)
    while scale and number % 10 == 0:
        number, scale = number // 10, scale - 1
    return text_of(number, scale)


def main():
    chance = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1780)
    questions, wanted = [], []
    for width, value in floats(chance):
        questions.append(f"float {width} {struct.pack(FORMAT[width], value).hex()}")
        wanted.append(expected_float(value, width))
    taken = sum(not answer.isalpha() for answer in wanted)
    asked = len(questions)
    for width, signed, scale, number in integers(chance):
        content = number.to_bytes(width, sys.byteorder, signed=bool(signed)).hex()
        questions.append(f"integer {width} {signed} {scale} {content}")
        wanted.append(expected_integer(number, scale))
    run = subprocess.run(
        [sys.argv[1]], input="\n".join(questions) + "\n", capture_output=True, text=True, check=True
    )
    answers = run.stdout.splitlines()
    wrong = [
        (question, want, answer)
        for question, want, answer in zip(questions, wanted, answers)
        if want != answer
    ]
    for question, want, answer in wrong[:20]:
        print(f"{question}: {answer}; expected {want}")
    if len(answers) != len(questions):
        print(f"{len(answers)} answers to {len(questions)} questions")
    print(f"oracle: {asked} floats ({taken} taken), {len(questions) - asked} integers, {len(wrong)} wrong")
    return 1 if wrong or len(answers) != len(questions) or not taken else 0


if __name__ == "__main__":
    sys.exit(main())
