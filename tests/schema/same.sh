#!/bin/sh
# A file in the repository is what a program prints. usage: same.sh PROGRAM FILE
# When it is not, and the difference is meant: PROGRAM >FILE, and commit both.
"$1" | diff -u "$2" -
