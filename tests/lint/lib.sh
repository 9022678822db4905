# shellcheck shell=sh
# For the other scripts here: where the sources are, and how to complain.
# They look at files, not at what a version control system knows.
set -eu
LC_ALL=C
export LC_ALL
srcdir=$(cd "${srcdir:-$(dirname "$0")/../..}" && pwd)
here=$(pwd) # where the programs are
export here
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$srcdir"
: >"$work/complaints"

# Folders that something was built in, as patterns of grep.
find . -mindepth 2 -name config.status -type f |
    sed 's|^\./|^|; s|config\.status$||; s|\.|[.]|g' >"$work/built"
echo '^_build/' >>"$work/built"

# files FIND-EXPRESSION...: the project's own files, by name.
files() {
    find . \( -name '.git' -o -name 'build' -o -name 'build-*' -o -name '_inst' \
        -o -name 'autom4te.cache' -o -name 'node_modules' \
        -o -name 'grantscan-[0-9]*' -o -path './configure' \
        -o -path './aclocal.m4' -o -name 'Makefile.in' -o -name '*~' \
        -o -path './config.h.in' \) \
        -prune -o -type f \( "$@" \) -print | sed 's|^\./||' |
        grep -vf "$work/built" | sort
}

# side WANTED FILE: its code, with comments and the insides of strings blanked,
# or its comments; line by line.
side() {
    awk -v wanted="$1" '
        {
            code = ""; says = ""; n = length($0)
            for (i = 1; i <= n; i++) {
                c = substr($0, i, 1); two = substr($0, i, 2)
                if (comment) {
                    if (two == "*/") { comment = 0; i++; says = says " " }
                    else says = says c
                } else if (quote != "") {
                    if (c == "\\") i++
                    else if (c == quote) { code = code c; quote = "" }
                } else if (two == "/*") { comment = 1; i++ }
                else if (two == "//") break
                else {
                    if (c == "\"" || c == "\047") quote = c
                    code = code c
                }
            }
            quote = ""
            print wanted == "code" ? code : says
        }' "$2"
}

# shellcheck disable=SC2317 # for those who source this
code() {
    side code "$1"
}

# shellcheck disable=SC2317 # for those who source this
comments() {
    side comments "$1"
}

complain() {
    printf '%s\n' "$*" >>"$work/complaints"
}

# Ends the test: 1 if there were complaints.
finish() {
    if [ -s "$work/complaints" ]; then
        sort -u "$work/complaints"
        exit 1
    fi
    printf '%s: nothing to complain about in %s\n' "$(basename "$0")" "$1"
}

# Where a tool is absent the test is skipped; not so with CI=true.
skip() {
    printf '%s: %s\n' "$(basename "$0")" "$*"
    if [ "${CI:-}" = true ]; then exit 1; fi
    exit 77
}
