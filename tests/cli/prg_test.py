"""prg as a person and as a script meets it. usage: prg_test.py PRG"""
import os
import pathlib
import pty
import subprocess
import sys
import unittest

PRG = None


def prg(*words, **environment):
    result = subprocess.run([PRG, *words], capture_output=True, text=True, encoding="utf-8",
                            env={**os.environ, **environment}, check=False)
    return result.returncode, result.stdout, result.stderr


def on_terminal(*words, **environment):
    """What prg writes to stderr when that is a terminal."""
    master, slave = pty.openpty()
    process = subprocess.Popen([PRG, *words], stdout=subprocess.DEVNULL, stderr=slave,
                               env={**os.environ, "TERM": "xterm", **environment})
    os.close(slave)
    text = b""
    while True:
        try:
            piece = os.read(master, 4096)
        except OSError:
            break
        if not piece:
            break
        text += piece
    process.wait()
    os.close(master)
    return text.decode()


class Basics(unittest.TestCase):
    def test_version_goes_to_stdout(self):
        code, out, err = prg("version")
        self.assertEqual((code, err), (0, ""))
        self.assertRegex(out, r"\Aprg \d+\.\d+\.\d+\n")
        self.assertIn("utf8proc", out)
        self.assertEqual(prg("--version"), (code, out, err))

    def test_help_lists_every_command(self):
        code, out, err = prg("help")
        self.assertEqual((code, err), (0, ""))
        self.assertIn("  version ", out)
        self.assertIn("exit codes: 0 ok, 1 findings, 2 usage, 3 invalid input, 4 not found", out)
        self.assertEqual(prg("--help"), (code, out, err))
        self.assertEqual(prg("-h"), (code, out, err))

    def test_help_of_one_command(self):
        code, out, err = prg("help", "version")
        self.assertEqual((code, err), (0, ""))
        self.assertIn("usage: prg version", out)
        self.assertEqual(prg("version", "--help"), (code, out, err))

    def test_no_command_is_a_usage_error_with_help(self):
        code, out, _ = prg()
        self.assertEqual(code, 2)
        self.assertIn("usage: prg", out)

    def test_lines_fit_a_terminal(self):
        for line in prg("help")[1].splitlines():
            self.assertLessEqual(len(line), 80, line)


class Mistakes(unittest.TestCase):
    def assert_usage(self, words, message):
        code, out, err = prg(*words)
        self.assertEqual((code, out), (2, ""))
        self.assertEqual(err.splitlines()[0], message)

    def test_a_near_command_is_suggested(self):
        self.assert_usage(["versoin"], "prg: error: unknown command 'versoin'; did you mean 'version'?")
        self.assert_usage(["help", "verion"], "prg: error: unknown command 'verion'; did you mean 'version'?")
        self.assert_usage(["frobnicate"], "prg: error: unknown command 'frobnicate'")

    def test_an_unknown_option(self):
        self.assert_usage(["version", "--frob"], "prg: error: unknown option '--frob'")
        self.assert_usage(["version", "-x"], "prg: error: unknown option '-x'")

    def test_too_many_words(self):
        self.assert_usage(["version", "now"], "prg: error: 'now' is too much; usage: prg version")
        self.assert_usage(["version", "--", "--now"],
                          "prg: error: '--now' is too much; usage: prg version")

    def test_a_full_disk_is_an_io_error(self):
        with open("/dev/full", "w", encoding="utf-8") as full:
            result = subprocess.run([PRG, "help"], stdout=full, stderr=subprocess.PIPE, check=False)
        self.assertEqual(result.returncode, 6)
        self.assertIn(b"cannot be written", result.stderr)


class Color(unittest.TestCase):
    def test_pipes_are_never_coloured_by_themselves(self):
        self.assertNotIn("\033", prg("nonsense")[2])
        self.assertIn("\033[1;31merror:", prg("--color", "always", "nonsense")[2])
        self.assertIn("\033[1;31merror:", prg("--color=always", "nonsense", NO_COLOR="1")[2])

    def test_terminals_are_unless_no_color(self):
        self.assertIn("\033[1;31merror:", on_terminal("nonsense", NO_COLOR=""))
        self.assertNotIn("\033", on_terminal("nonsense", NO_COLOR="1"))
        self.assertNotIn("\033", on_terminal("nonsense", NO_COLOR="", TERM="dumb"))
        self.assertNotIn("\033", on_terminal("--color=never", "nonsense", NO_COLOR=""))

    def test_a_wrong_value(self):
        code, _, err = prg("--color=alway", "help")
        self.assertEqual(code, 2)
        self.assertIn("did you mean 'always'?", err)


if __name__ == "__main__":
    PRG = str(pathlib.Path(sys.argv.pop(1)).resolve())
    unittest.main()
