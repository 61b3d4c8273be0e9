# Installs Debian packages that are missing, and says which. Sourced by the scripts, not run.
#
#   need PACKAGE...        every package is installed when this returns
#
# Works as root and with sudo; asks the network only when something is missing.

say() {
        printf '== %s\n' "$*"
}

need() {
        missing=
        for package in "$@"; do
                case $(dpkg-query -W -f '${Status}' "$package" 2>/dev/null) in
                *' ok installed') ;;
                *) missing="$missing $package" ;;
                esac
        done
        [ -z "$missing" ] && return 0
        say "installing:$missing"
        as_root=
        if [ "$(id -u)" -ne 0 ]; then
                command -v sudo >/dev/null 2>&1 || {
                        echo "these packages are missing, and there is neither root nor sudo:$missing" >&2
                        return 1
                }
                as_root=sudo
        fi
        # The package lists of a new machine may be missing or old.
        $as_root apt-get update -q >/dev/null
        # shellcheck disable=SC2086
        $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $missing >/dev/null
}

# What every build needs.
BUILD_PACKAGES="gcc libc6-dev cmake ninja-build pkg-config libutf8proc-dev libjson-c-dev"
# What the tests need besides.
TEST_PACKAGES="g++ check python3 python3-venv doxygen binutils make swig python3-dev"
# What the long tests need besides.
LONG_PACKAGES="clang llvm libclang-rt-14-dev clang-tidy valgrind libicu-dev"
