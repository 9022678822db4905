#!/bin/sh
# The page in a real browser; see page.mjs. Pictures are left in browser/ of
# the build tree. PAGE=FILE.html looks at another page.
set -eu
srcdir=${srcdir:-.}
builddir=${builddir:-.}
pictures=$builddir/browser

skip() {
    echo "$1"
    [ "${CI:-}" = true ] && exit 1
    exit 77
}

chromium=${CHROMIUM:-}
for name in chromium chromium-browser google-chrome; do
    [ -n "$chromium" ] && break
    chromium=$(command -v "$name" || true)
done
[ -n "$chromium" ] || skip "no Chromium here: the page was not looked at"
command -v node >/dev/null || skip "no Node here: the page was not looked at"

mkdir -p "$pictures"
page=${PAGE:-}
if [ -n "$page" ]; then
    exec node "$srcdir/tests/browser/page.mjs" "$chromium" "$page" "$pictures"
fi
for name in rich both shared role; do
    mkdir -p "$pictures/$name"
    page=$pictures/$name.html
    "$builddir/reports-render" html "$srcdir/tests/golden/$name.json" >"$page"
    node "$srcdir/tests/browser/page.mjs" "$chromium" "$page" "$pictures/$name"
done
