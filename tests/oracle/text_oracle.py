"""Checks the text functions against Python's own Unicode tables and a plain statement of the rules.

usage: text_oracle.py DRIVER WORDS

Validity is what bytes.decode('utf-8') says, canonical equivalence what unicodedata.normalize says,
case folding what str.casefold says. The look-up form and the order are written down here once more,
as directly as the rules are stated, with no regard to speed.

Python and the library may know different versions of Unicode. So only characters are used that
Unicode 3.2 had already, with the general category that they have today (Python carries that
version's table); their normal forms and foldings are guaranteed not to change.
"""
import random
import subprocess
import sys
import unicodedata as ucd

TONES = '\u0300\u0309\u0303\u0301\u0323'  # huyền hỏi ngã sắc nặng
ALPHABET = 'aăâbcdđeêfghijklmnoôơpqrstuưvwxyz'
PUNCTUATION = '_-–—,;:!?.\'‘’"“”()[]{}@*/\\&#%'
SYMBOLS = '`^+<=>|~'
SPACES = '\t\n\v\f\r \u0085\u00a0\u1680\u2028\u2029\u202f\u205f\u3000' + ''.join(
    map(chr, range(0x2000, 0x200b)))
IGNORABLE = {0xad, 0x34f, 0x61c, 0x115f, 0x1160, 0x17b4, 0x17b5, 0x3164, 0xfeff, 0xffa0}.union(
    range(0x180b, 0x1810), range(0x200b, 0x2010), range(0x202a, 0x202f), range(0x2060, 0x2070),
    range(0xfe00, 0xfe10), range(0xfff0, 0xfff9), range(0x1bca0, 0x1bca4), range(0x1d173, 0x1d17b),
    range(0xe0000, 0xe1000))


def nfc(text):
    return ucd.normalize('NFC', text)


def nfd(text):
    return ucd.normalize('NFD', text)


def visible(text):
    return ''.join(c for c in text if ord(c) not in IGNORABLE)


def look_up_form(text, strip_marks):
    text = nfd(nfd(visible(text)).casefold())
    if strip_marks:
        text = ''.join(c for c in text if not ucd.category(c).startswith('M')).replace('đ', 'd')
    words = ''.join(' ' if c in SPACES else c for c in text).split(' ')
    text = ' '.join(word for word in words if word)
    return nfc(text if strip_marks else with_tones_at_the_end(text))


def with_tones_at_the_end(text):
    """text is in NFD and lower case."""
    result = ''
    while text:
        end = 0
        while end < len(text) and (text[end] in 'aeiouy' or end > 0 and ucd.combining(text[end])):
            end += 1
        cluster, text = text[:end], text[end:]
        tones = [c for c in cluster if c in TONES]
        if len(tones) == 1:
            cluster = cluster.replace(tones[0], '') + tones[0]
        result += nfd(cluster) + text[:1]
        text = text[1:]
    return nfd(result)


def sort_key(text):
    text = nfd(visible(text))
    letters, marks, case = [], [], []
    i = 0
    while i < len(text):
        c = text[i]
        i += 1
        end = i
        while end < len(text) and ucd.combining(text[end]):
            end += 1
        following, i = text[i:end], end
        if ucd.combining(c):  # at the very start
            following = c + following
        else:
            letter = c.lower() if c in 'ABCDEFGHIJKLMNOPQRSTUVWXYZĐ' else c
            for mark in '\u031b\u0306\u0302':
                # Only what composes with the bare letter in NFC is part of it.
                rest = following.replace(mark, '', 1)
                composed = nfc(letter + mark)
                if (mark in following and composed in ALPHABET
                        and nfd(composed + rest) == nfd(letter + following)):
                    letter, following = composed, rest
                    break
            category = ucd.category(c)
            if letter in ALPHABET:
                letters.append((6, ALPHABET.index(letter)))
            elif c in '0123456789':
                letters.append((4, int(c)))
            elif c in SPACES:
                letters.append((0,))
            elif category in ('Cc', 'Cf'):
                letter = None
            elif category.startswith('P'):
                letters.append((1, PUNCTUATION.find(c) % 100, ord(c)))
            elif category == 'Sc':
                letters.append((3, ord(c)))
            elif category.startswith('S'):
                letters.append((2, SYMBOLS.find(c) % 100, ord(c)))
            elif category.startswith('N'):
                letters.append((5, ord(c)))
            else:
                letters.append((7, ord(c)))
            if letter is not None:
                marks.append((0,))
                case.append(letter in ALPHABET and nfd(letter)[0] != c)
        marks += [(1, TONES.index(m)) if m in TONES else (2, ord(m)) for m in following]
    return letters, marks, case


def distance(a, b):
    """Insertions, deletions, replacements, exchanges of neighbours; nothing is edited twice."""
    rows = [list(range(len(b) + 1))]
    for i, x in enumerate(a, 1):
        row = [i]
        for j, y in enumerate(b, 1):
            row.append(min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (x != y)))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                row[j] = min(row[j], rows[-2][j - 2] + 1)
        rows.append(row)
    return rows[-1][-1]


def near(word, name):
    word, name = (nfd(look_up_form(text, True)) for text in (word, name))
    if max(len(word), len(name)) > 64:
        return False
    return distance(word, name) < min(len(word), 2 + len(word) // 4)


def width(text):
    """For letters, marks and ideographs, in any normal form."""
    return sum(0 if ucd.category(c) == 'Mn' else 2 if ucd.east_asian_width(c) in 'WF' else 1
               for c in nfc(text))


class Generator:
    def __init__(self, seed):
        self.random = random.Random(seed)
        old = ucd.ucd_3_2_0
        self.assigned = [chr(i) for i in range(0x110000)
                         if old.category(chr(i)) not in ('Cn', 'Cs', 'Co')
                         and old.category(chr(i)) == ucd.category(chr(i))]
        self.marks = [c for c in self.assigned if ucd.combining(c)]
        self.latin = [c for c in self.assigned if ord(c) < 0x250 or 0x1e00 <= ord(c) < 0x2000]
        self.vietnamese = [nfc(c + tone) for c in ALPHABET + ALPHABET.upper() + 'aeiouyAEIOUY' * 3
                           for tone in ('',) + tuple(TONES)]

    def character(self):
        kind = self.random.random()
        if kind < 0.55:
            return self.random.choice(self.vietnamese)
        if kind < 0.65:
            return chr(self.random.randrange(0x20, 0x7f))
        if kind < 0.72:
            return self.random.choice(SPACES)
        if kind < 0.80:
            return self.random.choice(TONES + '\u0302\u0306\u031b' * 2)
        if kind < 0.85:
            return self.random.choice(self.marks)
        if kind < 0.93:
            return self.random.choice(self.latin)
        if kind < 0.95:
            return chr(self.random.choice([0xad, 0x200b, 0x200d, 0x2060, 0xfeff, 0xfe0f]))
        return self.random.choice(self.assigned)

    def text(self):
        return ''.join(self.character() for _ in range(self.random.randrange(1, 12)))

    def relative(self, text):
        """Another text that is the same, or nearly, or not at all."""
        kind = self.random.randrange(8)
        if kind == 0:
            return nfd(text)
        if kind == 1:
            return nfc(text)
        if kind == 2:
            characters = list(nfd(text))
            i = self.random.randrange(len(characters))
            characters[i:i + 4] = self.random.sample(characters[i:i + 4], len(characters[i:i + 4]))
            return ''.join(characters)
        if kind == 3:
            return text.swapcase()
        if kind == 4:
            characters = list(text)
            characters[self.random.randrange(len(characters))] = self.character()
            return ''.join(characters)
        if kind == 5:
            return nfd(text).replace(self.random.choice(TONES), self.random.choice(TONES), 1)
        if kind == 6:
            return text + self.character()
        return self.text()

    def misspelt(self, text):
        """text with a few letters changed."""
        letters = list(text)
        for _ in range(self.random.randrange(6)):
            i = self.random.randrange(len(letters) + 1)
            kind = self.random.randrange(3)
            if kind == 0:
                letters[i:i + 1] = []
            elif kind == 1:
                letters[i:i + self.random.randrange(2)] = self.random.choice(self.vietnamese)
            else:
                letters[i:i + 2] = letters[i:i + 2][::-1]
        return ''.join(letters)

    def raw(self):
        """Bytes that are UTF-8, or nearly."""
        data = bytearray(self.text().encode() * self.random.choice([1, 1, 1, 4]))
        for _ in range(self.random.choice([0, 1, 1, 2])):
            i = self.random.randrange(len(data) + 1)
            if self.random.random() < 0.4:
                data[i:i + 1] = b''
            else:
                data[i:i + self.random.randrange(2)] = bytes(
                    [self.random.choice([0x80, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xed, 0xef, 0xf0,
                                         0xf4, 0xf5, 0xff, self.random.randrange(256)])])
        return bytes(data)


def edges():
    """Sequences around every edge of the ranges of well-formed UTF-8."""
    seconds = (0x00, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xff)
    for first in range(256):
        yield bytes([first])
        for second in range(256):
            yield bytes([first, second])
        if first >= 0xe0:
            for second in range(0x7f, 0xc1):
                for third in seconds:
                    yield bytes([first, second, third])
                    yield b'12345678' + bytes([first, second, third, 0x80, 0x41])


def validity(data):
    try:
        data.decode('utf-8')
        return 'ok'
    except UnicodeDecodeError as error:
        return str(error.start)


def hexadecimal(text):
    data = text if isinstance(text, bytes) else text.encode()
    return data.hex() or '-'


def questions(words):
    """Pairs of a question and the answer it must have."""
    generate = Generator(1780)
    for data in list(edges()) + [generate.raw() for _ in range(20000)]:
        yield 'validate ' + hexadecimal(data), validity(data)
    texts = [generate.text() for _ in range(30000)] + words + generate.assigned
    for text in texts:
        for strip_marks in (0, 1):
            yield (f'fold {strip_marks} {hexadecimal(text)}',
                   hexadecimal(look_up_form(text, strip_marks)))
    for text in texts[:32000]:
        other = generate.relative(text)
        pair = f'{hexadecimal(text)} {hexadecimal(other)}'
        yield 'equal ' + pair, str(int(nfc(text) == nfc(other)))
        a, b = sort_key(text), sort_key(other)
        order = (a > b) - (a < b)
        yield 'compare ' + pair, f'{order} {order}'
    for word in words * 4:
        name = generate.misspelt(word)
        yield f'suggest {hexadecimal(word)} {hexadecimal(name)}', str(int(near(word, name)))
    measurable = [c for c in generate.assigned
                  if ucd.category(c) in ('Lu', 'Ll', 'Lo', 'Mn') and ord(c) not in IGNORABLE
                  and not 0x1100 <= ord(c) < 0x1200]
    for text in words + measurable + generate.vietnamese:
        for form in (nfc(text), nfd(text)):
            yield 'width ' + hexadecimal(form), str(width(text))


def main():
    driver, path = sys.argv[1:]
    with open(path, encoding='utf-8') as file:
        words = file.read().splitlines()
    asked = list(questions(words))
    run = subprocess.run([driver], input='\n'.join(q for q, _ in asked) + '\n', text=True,
                         stdout=subprocess.PIPE, check=True)
    answers = run.stdout.splitlines()
    wrong = [(q, expected, answer) for (q, expected), answer in zip(asked, answers)
             if answer != expected]
    for question, expected, answer in wrong[:20]:
        print(f'{question}: expected {expected}, got {answer}')
        print('   ', [bytes.fromhex(t).decode('utf-8', 'backslashreplace').encode('unicode_escape')
                      for t in question.split()[1:] if t not in '-01'])
    kinds = {}
    for question, _ in asked:
        kind = question.split()[0]
        kinds[kind] = kinds.get(kind, 0) + 1
    print(f"oracle: text against Python's unicodedata (Unicode {ucd.unidata_version}):",
          ', '.join(f'{n} {kind}' for kind, n in kinds.items()), f'- {len(wrong)} differed')
    return 1 if wrong or len(answers) != len(asked) else 0


if __name__ == '__main__':
    sys.exit(main())
