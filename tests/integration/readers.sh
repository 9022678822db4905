#!/bin/sh
# Published readers of JUnit read what the scan writes, count the same, and
# agree with the exit status. Their packages are kept in readers.out of the
# current folder for the next time. Environment: as for lib.sh.
# shellcheck source=tests/integration/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/integration/npm-lib.sh
. "$(dirname "$0")/npm-lib.sh"

kept=$PWD/readers.out
npm_keep "$kept" junit2json@4.0.0 test-results-parser@0.4.6 \
    junit-to-ctrf@0.0.14 xunit-viewer@10.6.1
# Packages are looked for beside the module that asks for them.
cp "$top/tests/integration/readers.mjs" "$kept/readers.mjs"

# read NAME STATUS COLOUR ARGUMENT...: a scan that ends with that status; and
# what all readers have to make of its JUnit: green, red (failures) or amber
# (errors and no failure).
read_all() {
    name=$1 wanted=$2 colour=$3
    shift 3
    scan --name 'Acme, Inc. / UK' --report junit="$work/r.xml" "$@"
    same "$name: exit status" "$wanted" "$status"
    node "$kept/readers.mjs" "$work/r.xml" "$colour" "$work/page.html" \
        >"$work/readers" 2>&1
    same "$name: the readers end with" 0 $?
    holds "$name: the readers" "$work/readers" '^4 readers agree: '
}

cat >"$work/stated.json" <<'END'
{"attestations": [
  {"check": "admin.webhooks.max", "value": 50, "by": "A. Bee",
   "on": "2026-11-01", "expires": "2099-01-01"},
  {"check": "api-user.impersonation", "value": true, "by": "A. Bee",
   "on": "2026-11-01", "expires": "2099-01-01"}]}
END
stated=$work/stated.json

sim_start --tenant table
read_all 'as asked for' 0 green --attest "$stated"
read_all 'not stated' 2 amber
read_all 'not stated, and skipped' 2 green --junit-unknown skipped
read_all 'with excess' 0 green --attest "$stated" --excess fail
sim_start --tenant stripped
read_all 'stripped' 1 red
read_all 'stripped, only what is required' 0 green --attest "$stated" \
    --fail-on required
cp "$work/audit.json" "$work/looked-at.json"
read_all 'stripped, nothing new' 0 green --attest "$stated" --new-only \
    --baseline "$work/looked-at.json"
sim_start --tenant full
read_all 'held without need' 0 green --attest "$stated"
read_all 'held without need, which counts' 1 red --attest "$stated" \
    --excess fail
read_all 'held without need, which counts if critical' 1 red \
    --attest "$stated" --excess fail=critical
AUTOTASK_SECRET=wrong
read_all 'a refused login' 2 amber
read_all 'a refused login, and skipped' 2 amber --junit-unknown skipped
done_testing
