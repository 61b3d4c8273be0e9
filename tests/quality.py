"""Puts the figures of one part of tests/long.sh into docs/quality.md.

usage: quality.py PART FIGURES

A part has one section; its text is replaced as a whole, with the date, the commit and the machine, so
that no figure stays that nobody measured together with its neighbours.
"""
import datetime
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent


def git(*words):
    return subprocess.run(["git", "-C", str(ROOT), *words], capture_output=True, text=True,
                          check=False).stdout.strip()


def main():
    part, figures = sys.argv[1], pathlib.Path(sys.argv[2])
    page = ROOT / "docs/quality.md"
    lines = [line.split("\t", 1)[1] for line in figures.read_text(encoding="utf-8").splitlines()]
    commit = git("rev-parse", "--short", "HEAD") or "no commit"
    if git("status", "--porcelain", "--", "libprogram", "include", "tests", "examples"):
        commit += " with changes"
    body = f"Measured {datetime.date.today()} at {commit}.\n\n" + "".join(f"- {line}\n" for line in lines)
    text = page.read_text(encoding="utf-8")
    section = re.compile(rf"(<!-- {part} -->\n).*?(<!-- /{part} -->)", re.S)
    if not section.search(text):
        sys.exit(f"docs/quality.md has no section <!-- {part} -->")
    page.write_text(section.sub(lambda match: match[1] + body + match[2], text), encoding="utf-8")


if __name__ == "__main__":
    main()
