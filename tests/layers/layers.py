"""The layers of the library, checked on its #include lines. usage: layers.py SOURCE_DIR

A layer may include what its row names, directly or through the rows of those (the transitive
closure). Third-party headers are seen in one layer each.
"""
import pathlib
import re
import sys

LAYERS = {
    "util": [],
    "model": ["util"],
    "codec": ["model"],
    "data": ["model"],
    "duty": ["data"],
    "calc": ["duty"],
    "io": ["calc", "codec"],
    "store": ["calc", "codec"],
}
# The instructions of processors, where they are meant.
INTRINSICS = {("kernel_rows.h", "immintrin.h"), ("vm_rows.h", "immintrin.h"), ("values_number.h", "emmintrin.h")}
# Which layer may include a third-party header; None stands for every layer.
THIRD_PARTY = {
    "utf8proc.h": "util",
    "json-c": "codec",
    "xlsxwriter.h": "io",
    "sqlite3.h": "store",
}
# System headers that are not in ISO C live behind util/platform_*.c.
STANDARD = {"ctype.h", "errno.h", "float.h", "inttypes.h", "limits.h", "math.h", "stdalign.h", "stdarg.h",
            "stdatomic.h", "stdbool.h", "stddef.h", "stdint.h", "stdio.h", "stdlib.h", "string.h",
            "time.h"}
INCLUDE = re.compile(r'^\s*#\s*include\s*(?:"([^"]+)"|<([^>]+)>)', re.M)


def closure(layer):
    reached = {layer}
    for below in LAYERS[layer]:
        reached |= closure(below)
    return reached


def public_headers(root):
    """Which layer implements a public header: the one whose .c file has the header's name."""
    owners = {}
    for header in (root / "include/libprogram").glob("*.h"):
        sources = list((root / "libprogram").glob(f"**/{header.stem}.c"))
        owners[header.name] = sources[0].relative_to(root / "libprogram").parts[0] if sources else "util"
    return owners


def check(root):
    wrong, seen = [], 0
    owners = public_headers(root)
    library = root / "libprogram"
    for path in sorted(library.rglob("*.[ch]")):
        layer = path.relative_to(library).parts[0]
        allowed = closure(layer)
        for quoted, angled in INCLUDE.findall(path.read_text(encoding="utf-8")):
            seen += 1
            name = quoted or angled
            where = f"{path.relative_to(root)}: #include {name}"
            first = name.split("/")[0]
            if quoted:
                target = (path.parent / quoted).resolve()
                if not target.is_file():
                    target = library / quoted
                if not target.is_file():
                    wrong.append(f"{where}: no such file in the library")
                elif target.relative_to(library).parts[0] not in allowed:
                    wrong.append(f"{where}: {layer} lies below {target.relative_to(library).parts[0]}")
            elif first == "libprogram":
                owner = owners.get(name.split("/")[1])
                if owner not in allowed:
                    wrong.append(f"{where}: {layer} lies below {owner}, which implements it")
            elif name in THIRD_PARTY or first in THIRD_PARTY:
                owner = THIRD_PARTY.get(name, THIRD_PARTY.get(first))
                if owner != layer:
                    wrong.append(f"{where}: only {owner} may include it")
            elif name not in STANDARD and not path.name.startswith("platform_") and (path.name, name) not in INTRINSICS:
                wrong.append(f"{where}: system headers are included in util/platform_*.c only")
    for folder, rule in (("examples", "the public headers"), ("bindings", "the public headers")):
        for path in sorted((root / folder).rglob("*.[chi]")):
            for quoted, angled in INCLUDE.findall(path.read_text(encoding="utf-8")):
                seen += 1
                if quoted and not (path.parent / quoted).is_file():
                    wrong.append(f"{path.relative_to(root)}: #include {quoted}: {folder} uses {rule}")
    return wrong, seen


def main():
    root = pathlib.Path(sys.argv[1]).resolve()
    folders = {path.name for path in (root / "libprogram").iterdir() if path.is_dir()}
    wrong, seen = check(root)
    wrong += [f"libprogram/{name}/ is no layer" for name in sorted(folders - set(LAYERS))]
    print("\n".join(wrong))
    print(f"{seen} includes, {len(wrong)} wrong")
    return 1 if wrong or seen == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
