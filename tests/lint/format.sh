#!/bin/sh
# The sources stand as clang-format 14 leaves them; other versions differ in
# small things, so only that one is asked.
# shellcheck source=tests/lint/lib.sh
. "${srcdir:-.}/tests/lint/lib.sh"

tool=
for candidate in clang-format-14 clang-format; do
    if "$candidate" --version 2>/dev/null | grep -q 'version 14\.'; then
        tool=$candidate
        break
    fi
done
[ -n "$tool" ] || skip 'clang-format 14 is not here'
[ -f .clang-format ] || complain '.clang-format is missing'
files -name '*.c' -o -name '*.h' >"$work/list"
xargs "$tool" --dry-run -Werror <"$work/list" 2>"$work/said" ||
    sed -n 's/: error: .*//p' "$work/said" |
    sed "s/\$/: $tool would change this/" >>"$work/complaints"
[ -s "$work/list" ] || complain 'no sources found'
finish "$(wc -l <"$work/list") files"
