"""The README's way from a spreadsheet to a table: its files, its commands, and what they print.
usage: readme_test.py PRG DOCUMENT README"""
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile
import unittest

PRG = DOCUMENT = README = None


def blocks():
    """The blocks of the section, as (language, text)."""
    text = pathlib.Path(README).read_text(encoding="utf-8")
    section = text.split("## From a spreadsheet to a table in ten minutes\n")[1].split("\n## ")[0]
    return re.findall(r"^```(\w+)\n(.*?)^```$", section, re.M | re.S)


class Section(unittest.TestCase):
    def test_it_does_what_it_shows(self):
        found = blocks()
        self.assertEqual([language for language, _ in found], ["csv", "json", "sh", "text", "text", "sh", "text"])
        sheet, mapping, check, refused, accepted, compute, table = (text for _, text in found)
        with tempfile.TemporaryDirectory() as folder:
            def run(command):
                words = shlex.split(command.replace("\\\n", " "))
                self.assertEqual(words[:1], ["prg"])
                words = [PRG] + [DOCUMENT if word == "programme.json" else word for word in words[1:]]
                result = subprocess.run(words, cwd=folder, capture_output=True, encoding="utf-8", check=False)
                return result.returncode, result.stdout

            pathlib.Path(folder, "sheet.csv").write_text(sheet, encoding="utf-8")
            pathlib.Path(folder, "sheet.json").write_text(mapping, encoding="utf-8")
            self.assertEqual(run(check), (3, refused))
            # Either way to mend it that the README gives.
            wrong, right = "Xã Sơn Binh", "Xã Sơn Bình"
            word = f'"words": {{\n    "area": {{"{wrong}": "{right}"}},'
            pathlib.Path(folder, "sheet.json").write_text(mapping.replace('"words": {', word), encoding="utf-8")
            self.assertEqual(run(check), (0, accepted))
            pathlib.Path(folder, "sheet.json").write_text(mapping, encoding="utf-8")
            pathlib.Path(folder, "sheet.csv").write_text(sheet.replace(wrong, right), encoding="utf-8")
            self.assertEqual(run(check), (0, accepted))
            self.assertEqual(run(compute), (0, table))


if __name__ == "__main__":
    PRG, DOCUMENT, README = (str(pathlib.Path(sys.argv.pop(1)).resolve()) for _ in range(3))
    unittest.main()
