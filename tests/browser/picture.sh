#!/bin/sh
# The picture in the README is what the demonstration's page looks like today.
# PICTURE=update makes it anew. Environment: as for lib.sh.
# shellcheck source=tests/integration/lib.sh
. "$(dirname "$0")/../integration/lib.sh"

chromium=${CHROMIUM:-}
for name in chromium chromium-browser google-chrome; do
    [ -n "$chromium" ] && break
    chromium=$(command -v "$name" || true)
done
[ -n "$chromium" ] || skip "no Chromium here: the picture was not looked at"
command -v node >/dev/null || skip "no Node here: the picture was not looked at"
kept=$top/docs/report.png

sim_start --tenant demo
scan --name 'Demo tenant (simulated)'
same 'the demonstration' 1 "$status"
sim_stop
# What is another every time.
sed -e 's|^\(	"started":	\)"[^"]*"|\1"2026-11-27T08:00:00Z"|' \
    -e 's|^\(	"finished":	\)"[^"]*"|\1"2026-11-27T08:00:01Z"|' \
    -e 's|^\(	"millis":	\)[0-9]*|\1870|' \
    -e 's|127\.0\.0\.1:[0-9]*|127.0.0.1:40405|' \
    "$work/audit.json" >"$work/still.json"
"$grantscan" report "$work/still.json" --report html="$work/page.html"
same 'a page' 0 $?
if [ "${PICTURE:-}" = update ]; then
    node "$top/tests/browser/picture.mjs" "$chromium" "$work/page.html" "$kept"
    same 'a picture' 0 $?
fi
node "$top/tests/browser/picture.mjs" "$chromium" "$work/page.html" \
    "$work/picture.png" "$kept"
same 'the picture is that of the page' 0 $?
done_testing
