#!/bin/sh
# Every format of every golden audit, byte for byte; and no format without a
# golden. GOLDEN=update writes them anew (look at the difference, then say in
# the commit why it changed).
#   srcdir, builddir: as automake sets them
set -eu
srcdir=${srcdir:-.}
render=${builddir:-.}/reports-render
golden=$srcdir/tests/golden
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

compare() { # got wanted what
    if [ "${GOLDEN:-}" = update ]; then
        cp "$1" "$2"
    elif ! cmp "$1" "$2"; then
        echo "FAIL: $3"
        diff "$2" "$1" | head -n 20 || true
        failed=1
        return
    fi
    echo "ok: $3"
}

audits=0
for audit in "$golden"/*.json; do
    name=$(basename "$audit" .json)
    audits=$((audits + 1))
    for format in $("$render" list); do
        if [ ! -e "$golden/$name.$format" ] && [ "${GOLDEN:-}" != update ]; then
            echo "FAIL: $name has no golden for $format"
            failed=1
            continue
        fi
        "$render" "$format" "$audit" >"$work/got"
        compare "$work/got" "$golden/$name.$format" "$name as $format"
    done
    "$render" text "$audit" colour >"$work/got"
    compare "$work/got" "$golden/$name.colour" "$name as text in colour"
done
[ "$audits" -ge 2 ] || { echo "FAIL: goldens are missing"; failed=1; }

# The schema and the manual page tell of each key of an audit.
schema=${builddir:-.}/audit-schema
"$schema" >"$work/got"
compare "$work/got" "$srcdir/audit/audit.schema.json" 'the schema of an audit'
sed 's/^[.].. //; s/[^[:alnum:]_]/\n/g' "$srcdir/man/grantscan-audit.5" |
    sort -u >"$work/told"
"$schema" keys | sort -u | comm -23 - "$work/told" >"$work/untold"
if [ -s "$work/untold" ]; then
    sed 's/^/FAIL: grantscan-audit(5) says nothing of: /' "$work/untold"
    failed=1
fi

# A page stays small. For a whole table: what the frame (style sheet, guide)
# takes, and 2.5 KB a check, of which there are 31. With excess: a line for each
# object that matters, names alone for the rest. Of two products: who needs what
# besides. An app: few checks. Scopes: few checks, and a request for each scope
# that was tried. An agent: a shorter table, beside rights of which few are asked.
for limit in agent:110000 app:70000 scopes:95000 rich:110000 role:120000 \
    both:130000 shared:145000; do
    size=$("$render" html "$golden/${limit%:*}.json" | wc -c)
    if [ "$size" -lt "${limit#*:}" ]; then
        echo "ok: the page of ${limit%:*} has $size bytes"
    else
        echo "FAIL: the page of ${limit%:*} has $size bytes"
        failed=1
    fi
done
exit "$failed"
