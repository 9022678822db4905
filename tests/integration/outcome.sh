#!/bin/sh
# What a run says it came to, in all the places where it says so: the headline
# of every report, the last line on standard error, the audit, JUnit, and the
# exit status.
# shellcheck source=tests/integration/lib.sh
. "$(dirname "$0")/lib.sh"

# agrees NAME STATUS HEAD: after a scan with all reports. HEAD is how the
# headline begins.
agrees() {
    name=$1
    same "$name: exit status" "$2" "$status"
    same "$name: one closing line" 1 "$(grep -c '^grantscan: ' "$work/err")"
    closing=$(tail -n 1 "$work/err")
    low=$(printf '%s' "$3" | cut -c 1 | tr '[:upper:]' '[:lower:]')
    low=$low$(printf '%s' "$3" | cut -c 2-)
    case $closing in
    "grantscan: $low: "*"; exit $2; wrote "*) ;;
    *) bad "$name: the closing line is: $closing" ;;
    esac
    same "$name: the audit says the same" "$2" \
        "$("$pick" "$work/audit.json" exit_status)"
    # The reason is the same everywhere: what stands between head and status.
    reason=${closing#"grantscan: $low: "}
    reason=${reason%"; exit $2; wrote "*}
    tr -s '[:space:]' ' ' <"$work/r.txt" >"$work/said"
    for report in said r.md r.xml r.html; do
        checked=$((checked + 1))
        sed 's/<[^>]*>//g; s/\\//g; s/&lt;/</g; s/&gt;/>/g; s/&amp;/\&/g' \
            "$work/$report" | grep -qF "$3: $reason." ||
            bad "$name: $report is not headed \"$3: $reason.\""
    done
    failures=$(grep -c '<failure ' "$work/r.xml")
    errors=$(grep -c '<error ' "$work/r.xml")
    case $2 in
    0) same "$name: JUnit has nothing red" "0 0" "$failures $errors" ;;
    1) same "$name: JUnit has failures" yes "$([ "$failures" -gt 0 ] && echo yes)" ;;
    2) same "$name: JUnit has errors alone" "0 yes" \
        "$failures $([ "$errors" -gt 0 ] && echo yes)" ;;
    esac
}

# all ARGUMENT...: a scan with every report.
all() {
    scan --report text="$work/r.txt" --report junit="$work/r.xml" \
        --report html="$work/r.html" --report worksheet="$work/r.md" "$@"
}

cat >"$work/stated.json" <<'EOF2'
{"attestations": [
  {"check": "admin.webhooks.max", "value": 50, "by": "A. Bee",
   "on": "2026-11-01", "expires": "2099-01-01"},
  {"check": "api-user.impersonation", "value": true, "by": "A. Bee",
   "on": "2026-11-01", "expires": "2099-01-01"}]}
EOF2
stated="--attest $work/stated.json"

# ---- what is held without need -----------------------------------------------

# shellcheck disable=SC2086 # two words
{
    sim_start --tenant table
    all $stated
    agrees 'as asked for' 0 Compliant
    sim_start --tenant full
    all
    agrees 'full, not stated' 2 Undetermined
    all $stated
    agrees 'full' 0 'Works, but holds far more than it needs'
    same 'full: its outcome' 'compliant oversized' \
        "$("$pick" "$work/audit.json" outcome) $("$pick" "$work/audit.json" headline)"
    holds 'full: in amber' "$work/r.html" 'class="top less"'
    all $stated --excess ignore
    agrees 'full, not looked for' 0 Compliant
    all $stated --excess fail
    agrees 'full, all of it counts' 1 'Not compliant'
    all $stated --excess fail=critical
    agrees 'full, what is critical counts' 1 'Not compliant'
    holds 'full, what is critical counts: it says how many' "$work/err" \
        '9 of which count (--excess fail=critical)'
    same 'full, what is critical counts: the audit says so' 9 \
        "$("$pick" "$work/audit.json" 'excess[*]' counted risk |
            tr '\t' ' ' | grep -c '^true critical$')"
    same 'full, what is critical counts: nothing else does' 9 \
        "$("$pick" "$work/audit.json" 'excess[*]' counted | grep -c true)"
    "$pick" "$work/audit.json" 'excess[risk=critical]' id >"$work/critical"
    comma=
    while read -r id; do
        printf '%s{"check": "%s", "reason": "for now", "owner": "A",
            "approver": "B", "ticket": "C-1", "expires": "2099-01-01"}' \
            "$comma" "$id"
        comma=,
    done <"$work/critical" >"$work/rows"
    echo "{\"waivers\": [$(cat "$work/rows")]}" >"$work/waived.json"
    all $stated --excess fail=critical --waive "$work/waived.json"
    agrees 'full, what is critical is waived' 0 \
        'Works, but holds far more than it needs'
    all $stated --excess fail=high --waive "$work/waived.json"
    agrees 'full, high counts still' 1 'Not compliant'
}

# ---- where nothing was seen --------------------------------------------------

blind() {
    holds "$1: the worksheet says so" "$work/r.md" '^Nothing was seen'
    lacks "$1: the worksheet has no boxes" "$work/r.md" '^- \['
}
sim_start --tenant full
AUTOTASK_SECRET=wrong
all
agrees 'a refused login' 2 'Login refused'
blind 'a refused login'
export AUTOTASK_SECRET=sim-secret-DO-NOT-USE
AUTOTASK_SECRET=wrong all -q
same 'a refused login, silent' "2 " "$status $(cat "$work/err")"
sim_stop
all
agrees 'no server' 2 'Server not reached'
blind 'no server'
sim_start --tenant full --set 'faults=[{"path":"*","times":-1,"status":503}]'
all --max-time 5
agrees 'a server out of order' 2 'Server out of order'
blind 'a server out of order'

# ---- what is unknown, in JUnit ------------------------------------------------

# reds: failures and errors.
reds() {
    echo "$(grep -c '<failure ' "$work/r.xml") $(grep -c '<error ' "$work/r.xml")"
}
sim_start --tenant table
all
same 'two statements are missing' '2 0 2' "$status $(reds)"
"$grantscan" report "$work/audit.json" --report junit="$work/r.xml" \
    --junit-unknown skipped
same 'and are not wanted in red, later' '0 0' "$(reds)"
all --junit-unknown skipped
same 'and are not wanted in red' '2 0 0' "$status $(reds)"
holds 'and it says why' "$work/r.xml" \
    'skipped message="unknown, and skipped as --junit-unknown asks; verdict'
all --junit-unknown error
same 'and are wanted in red' '2 0 2' "$status $(reds)"
AUTOTASK_SECRET=wrong
all --junit-unknown skipped
same 'a refused login is red all the same' '2 0 1' "$status $(reds)"
holds 'a refused login is red all the same: with its cause' "$work/r.xml" \
    '<error type="probe.login-rejected" message="Login refused: '
export AUTOTASK_SECRET=sim-secret-DO-NOT-USE

# ---- waivers, needs ----------------------------------------------------------

sim_start --tenant stripped
all
agrees 'stripped' 1 'Not compliant'
# shellcheck disable=SC2086
all $stated --fail-on required
agrees 'stripped, only what is required' 0 \
    'Compliant, but holds far more than it needs'
holds 'stripped, only what is required: it says so' "$work/err" \
    '3 of these are only recommended and do not count'
comma=
for id in create manage subscribe; do
    printf '%s{"check": "admin.webhooks.%s", "reason": "polls", "owner": "A",
        "approver": "B", "ticket": "C-1", "expires": "2099-01-01"}' \
        "$comma" "$id"
    comma=,
done >"$work/rows"
echo "{\"waivers\": [$(cat "$work/rows")]}" >"$work/waived.json"
# shellcheck disable=SC2086
all $stated --waive "$work/waived.json"
agrees 'stripped, waived' 0 \
    'Compliant, but holds far more than it needs'
holds 'stripped, waived: it says so' "$work/err" '3 of these are waived'
# The tile tells of three fails as the sentence does.
holds 'stripped, waived: the tile agrees' "$work/r.html" \
    '<span class="number">3</span> <span class="word">Fail</span>'

# ---- a baseline, and the first night -----------------------------------------

# nightly ARGUMENT...: the recipe of the manual.
nightly() {
    all --baseline "$work/looked-at.json" --new-only "$@"
}
lost() {
    same "$1: refused" 3 "$status"
    same "$1: nothing was sent" 0 "$(wc -l <"$work/log")"
}
first='There is no baseline yet'

sim_start --tenant stripped
nightly
lost 'no baseline'
all --allow-missing-baseline
lost 'no baseline to be missing'
all --baseline "$work/none/looked-at.json" --allow-missing-baseline
lost 'no folder for it'
echo '{}' >"$work/looked-at.json"
nightly --allow-missing-baseline
lost 'a baseline that is none'
rm "$work/looked-at.json"
nightly --allow-missing-baseline --report json="$work/looked-at.json"
lost 'a report over the baseline to come'
nightly --allow-missing-baseline
agrees 'the first night' 1 'Not compliant'
holds 'the first night: it says so' "$work/r.txt" "$first"
same 'the first night: all of it counts' 5 \
    "$("$pick" "$work/audit.json" 'findings[*]' counted | grep -c true)"
# Nobody looked: the next night is as loud.
nightly --allow-missing-baseline
agrees 'the second night' 1 'Not compliant'
"$grantscan" evaluate "$work/audit.json" --rules "$rules" \
    --report text="$work/again" 2>/dev/null
lacks 'judged again it is no first night' "$work/again" "$first"
mv "$work/audit.json" "$work/looked-at.json"
nightly --allow-missing-baseline
agrees 'after somebody looked' 0 'Not compliant'
holds 'after somebody looked: it says why' "$work/err" \
    'nothing new since .*; exit 0'
lacks 'after somebody looked: no first night' "$work/r.txt" "$first"
same 'after somebody looked: nothing counts' 0 \
    "$("$pick" "$work/audit.json" 'findings[*]' counted | grep -c true)"
sim_start --tenant stripped --set securityLevel.entities.Tickets.edit=None
nightly --allow-missing-baseline
agrees 'something is new' 1 'Not compliant'
holds 'something is new: it says how much' "$work/err" '1 new since .*; exit 1'
nightly --excess fail --allow-missing-baseline
agrees 'something is new, and excess is not' 1 'Not compliant'

done_testing
