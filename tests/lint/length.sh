#!/bin/sh
# Functions of at most 60 lines and complexity 12, files of at most 500 lines,
# lines of at most 80 columns.
# shellcheck source=tests/lint/lib.sh
. "${srcdir:-.}/tests/lint/lib.sh"

command -v pmccabe >/dev/null 2>&1 || skip 'pmccabe is not here'
files -name '*.c' -o -name '*.h' >"$work/list"
grep '\.c$' "$work/list" | xargs pmccabe >"$work/functions"
awk '
    $1 > 12 { printf "%s %s: complexity %d\n", $6, $7, $1 }
    $5 > 60 { printf "%s %s: %d lines\n", $6, $7, $5 }
' "$work/functions" >>"$work/complaints"
while read -r file; do
    lines=$(wc -l <"$file")
    if [ "$lines" -gt 500 ]; then complain "$file: $lines lines"; fi
    # Bytes of UTF-8 that continue a character take no column.
    sed 's/[\x80-\xBF]//g' "$file" |
        awk -v file="$file" 'length($0) > 80 {
            printf "%s:%d: %d columns\n", file, NR, length($0)
        }' >>"$work/complaints"
done <"$work/list"
[ -s "$work/functions" ] || complain 'no functions found'
finish "$(wc -l <"$work/functions") functions"
