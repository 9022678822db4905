#!/bin/sh
# What stands in docs/recipes, tried as far as it can be here. Environment: as
# for lib.sh.
# shellcheck source=tests/integration/lib.sh
. "$(dirname "$0")/lib.sh"

recipes=$top/docs/recipes
mkdir "$work/bin" "$work/state"
ln -s "$(cd "$(dirname "$grantscan")" && pwd)/$(basename "$grantscan")" \
    "$work/bin/grantscan"
PATH=$work/bin:$PATH

# ---- every night -----------------------------------------------------------

# write_target: a target file for the simulator that runs.
write_target() {
    cat >"$work/acme.json" <<EOF2
{
  "format": "grantscan-target/1",
  "name": "Acme",
  "rules": ["$rules"],
  "endpoint": "$base",
  "credentials": {"environment": ""}
}
EOF2
}

# night WHAT WANTED-STATUS: one run of the script.
night() {
    write_target
    "$recipes/grantscan-nightly" "$work/acme.json" "$work/state/acme" \
        >"$work/out" 2>"$work/err"
    same "$1: exit status" "$2" $?
    same "$1: nothing on standard output" '' "$(cat "$work/out")"
}

sim_start --tenant table
night 'the first night' 2
holds 'the first night: it says so' "$work/err" 'not everything could be seen'
[ ! -e "$work/state/acme/looked-at.json" ] ||
    bad 'the first night made a baseline by itself'
for file in last.json report.html junit.xml; do
    same "the first night: $file is its owner's" 600 \
        "$(stat -c %a "$work/state/acme/$file")"
done
mv "$work/state/acme/last.json" "$work/state/acme/looked-at.json"
sim_start --tenant table
night 'a night without news' 0
same 'a night without news: silence' '' "$(cat "$work/err")"
sim_start --tenant stripped
night 'something is gone' 1
holds 'something is gone: it says so' "$work/err" 'new findings'
sim_start --tenant stripped
night 'and is so until somebody has looked' 1
sim_start --tenant locked
night 'locked out' 2
write_target
"$recipes/grantscan-nightly" "$work/none.json" "$work/state/acme" 2>"$work/err"
same 'no such target' 3 $?
holds 'no such target: it says so' "$work/err" 'no scan; status 3'

# ---- commands --------------------------------------------------------------

# Each command that a recipe calls has the options that it is called with.
called=0
grep -hoE 'grantscan (scan|report)( [^>|]*|$)' "$recipes"/*.yml \
    "$recipes/Jenkinsfile" "$recipes/README.md" >"$work/lines"
while read -r _ command words; do
    "$grantscan" "$command" --help >"$work/help"
    for word in $words; do
        case $word in
        --*) holds "$command $word" "$work/help" " ${word%%=*}\\b" ;;
        *) continue ;;
        esac
        called=$((called + 1))
    done
done <"$work/lines"
[ "$called" -ge 8 ] || bad "only $called options were found in the recipes"
"$grantscan" scan --help >"$work/help"
for file in junit.xml audit.json; do
    holds "--output-dir writes $file" "$work/help" "$file"
done

# ---- systemd ---------------------------------------------------------------

if have systemd-analyze; then
    mkdir "$work/units"
    sed "s|/usr/local/bin/grantscan-nightly|$recipes/grantscan-nightly|" \
        "$recipes/grantscan@.service" >"$work/units/grantscan@.service"
    cp "$recipes/grantscan@.timer" "$work/units/"
    SYSTEMD_UNIT_PATH=$work/units: systemd-analyze verify --man=no \
        "$work/units/grantscan@.service" "$work/units/grantscan@.timer" \
        >"$work/out" 2>&1
    same 'systemd verifies the units' 0 $?
    same 'systemd has nothing to say' '' "$(cat "$work/out")"
    systemd-analyze security --offline=true --threshold=20 --no-pager \
        "$work/units/grantscan@.service" >"$work/out" 2>&1
    same 'exposure of the service is at most 2.0' 0 $?
fi

# The key as systemd hands it over: readable, but not by its mode.
sim_start --tenant table
write_target
mkdir "$work/credentials"
printf '%s\n' "AUTOTASK_USERNAME=$AUTOTASK_USERNAME" \
    "AUTOTASK_SECRET=$AUTOTASK_SECRET" \
    "AUTOTASK_INTEGRATION_CODE=$AUTOTASK_INTEGRATION_CODE" \
    >"$work/credentials/key"
chmod 440 "$work/credentials/key"
command=$(sed -n 's/^# *"credentials": {"command": "\(.*\)"}$/\1/p' \
    "$recipes/grantscan@.service")
sed -i "s|{\"environment\": \"\"}|{\"command\": \"$(printf '%s' "$command" |
    sed 's/\\/\\\\/g')\"}|" "$work/acme.json"
(
    unset AUTOTASK_USERNAME AUTOTASK_SECRET AUTOTASK_INTEGRATION_CODE
    CREDENTIALS_DIRECTORY=$work/credentials \
        "$recipes/grantscan-nightly" "$work/acme.json" "$work/state/two"
) >"$work/out" 2>"$work/err"
same 'with the key of systemd' 2 $?
holds 'with the key of systemd: it was let in' "$work/state/two/last.json" \
    '"stopped":	null'
done_testing
