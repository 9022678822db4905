#!/bin/sh
# JUnit against both schemas, and the page as XML, for golden audits and for
# audits whose texts try to break out.
set -eu
srcdir=${srcdir:-.}
render=${builddir:-.}/reports-render
schemas=$srcdir/tests/schemas
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

if ! command -v xmllint >/dev/null; then
    echo "xmllint is not there (package libxml2-utils)"
    [ "${CI:-}" = true ] && exit 1
    exit 77
fi

check() { # what, command...
    what=$1
    shift
    if "$@" >"$work/said" 2>&1; then
        echo "ok: $what"
    else
        echo "FAIL: $what"
        head -n 20 "$work/said"
        failed=1
    fi
}

for audit in "$srcdir"/tests/golden/*.json @sample @hostile @both @poison @held @empty; do
    name=$(basename "$audit" .json)
    "$render" junit "$audit" >"$work/junit.xml"
    for schema in junit-10 JUnit-windyroad; do
        check "$name: JUnit by $schema.xsd" xmllint --nonet --noout \
            --schema "$schemas/$schema.xsd" "$work/junit.xml"
    done
    "$render" html "$audit" >"$work/page.html"
    check "$name: the page is well-formed" xmllint --nonet --noout \
        "$work/page.html"
    # In HTML only the void elements may look closed in their start tag.
    sed 's/<\(meta\|link\|br\|wbr\|input\)\( [^<>]*\)\{0,1\}\/>//g' \
        "$work/page.html" >"$work/rest.html"
    check "$name: no other element is closed in its start tag" \
        test "$(grep -c '/>' "$work/rest.html")" -eq 0
done
exit "$failed"
