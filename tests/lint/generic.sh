#!/bin/sh
# Generic files know no provider: neither its name nor its words. What they
# stand for comes in as data.
# shellcheck source=tests/lint/lib.sh
. "${srcdir:-.}/tests/lint/lib.sh"

words='zone|database|autotask|connectwise|zoho|google|graph\.microsoft|microsoft365'

files -path './base/*.[ch]' -o -path './rules/*.[ch]' -o -path './audit/*.[ch]' \
    -o -path './reports/*.[ch]' -o -path './scanner/engine/*.[ch]' \
    -o -path './scanner/cli/*.[ch]' |
    grep -v '^scanner/cli/providers\.' >"$work/list"
while read -r file; do
    # Left out: a word of the closed list of reasons, a name of libcurl's, and
    # the system's folder of time zones.
    sed 's/"zone-refused"//g; s/CURLUPART_ZONEID//g; s,/usr/share/zoneinfo,,g' \
        "$file" |
        grep -niE "$words" | sed "s|^|$file:|" >>"$work/complaints" || :
done <"$work/list"
[ -s "$work/list" ] || complain 'no sources found'
finish "$(wc -l <"$work/list") files"
