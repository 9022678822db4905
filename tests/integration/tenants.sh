#!/bin/sh
# Every shipped tenant: all its verdicts, the exit status, JUnit's agreement
# with it, and the same reports again from the saved audit.
# shellcheck source=tests/integration/lib.sh
. "$(dirname "$0")/lib.sh"

here=$(dirname "$0")

# expected TENANT: its verdicts from verdicts.txt.
expected() {
    awk -v tenant="$1" '
        $1 == "*" { got[$2] = $3 " " $4 }
        $1 == tenant && $2 != "*" { got[$2] = $3 " " $4 }
        $1 == tenant && $2 == "*" {
            for (id in got)
                if (got[id] !~ /^skip /)
                    got[id] = $3 " " $4
        }
        END { for (id in got) print id, got[id] }
    ' "$here/verdicts.txt" | LC_ALL=C sort
}

# junit_agrees TENANT: counts and status of JUnit are those of the audit.
junit_agrees() {
    wanted=$("$pick" "$work/audit.json" tally fail unknown skip | tr '\t' ' ')
    same "$1: JUnit's elements are the tally" "$wanted" \
        "$(elements failure) $(elements error) $(elements skipped)"
    same "$1: a test case for each check" "$(verdicts | wc -l)" \
        "$(elements testcase)"
    case $status in
    0) same "$1: 0: no failure, no error" "0 0" \
        "$(elements failure) $(elements error)" ;;
    1) holds "$1: 1: a failure" "$work/r.xml" '<failure' ;;
    2) same "$1: 2: no failure" 0 "$(elements failure)"
        holds "$1: 2: an error" "$work/r.xml" '<error' ;;
    *) bad "$1: exit status $status" ;;
    esac
}

# elements NAME: how often it begins in the JUnit report.
elements() {
    grep -o "<$1[ />]" "$work/r.xml" | wc -l
}

schemas_agree() {
    have xmllint || return 0
    for schema in junit-10 JUnit-windyroad; do
        checked=$((checked + 1))
        xmllint --noout --nonet --schema "$top/tests/schemas/$schema.xsd" \
            "$work/r.xml" 2>"$work/lint" && continue
        bad "$1: JUnit against $schema.xsd"
        head -n 3 "$work/lint"
    done
}

# again TENANT: the saved audit gives the same reports, byte for byte.
again() {
    "$grantscan" report "$work/audit.json" --report html="$work/2.html" \
        --report junit="$work/2.xml" --report text="$work/2.txt" \
        --report json="$work/2.json" 2>"$work/err2"
    same "$1: report ends well" 0 $?
    for kind in html xml txt json; do
        first=$work/r.$kind
        [ "$kind" = json ] && first=$work/audit.json
        checked=$((checked + 1))
        cmp -s "$first" "$work/2.$kind" ||
            bad "$1: $kind again is another"
    done
}

for tenant in full table stripped mine reader locked demo; do
    sim_start --tenant "$tenant"
    scan --report junit="$work/r.xml" --report html="$work/r.html" \
        --report text="$work/r.txt"
    same "$tenant: verdicts" "$(expected "$tenant")" "$(verdicts)"
    same "$tenant: exit status" "$(wanted_status)" "$status"
    same "$tenant: nothing on standard output" "" "$(cat "$work/out")"
    for count in pass fail unknown skip; do
        same "$tenant: tally of $count" \
            "$(verdicts | grep -c " $count ")" \
            "$("$pick" "$work/audit.json" tally."$count")"
    done
    same "$tenant: requests are those of the log" \
        "$(wc -l <"$work/log")" "$("$pick" "$work/audit.json" requests)"
    junit_agrees "$tenant"
    schemas_agree "$tenant"
    again "$tenant"
done

# The outcome in words, for machines that read the audit.
same "demo's outcome" not-compliant "$("$pick" "$work/audit.json" outcome)"

# Confirmed where a read agreed, declared where nothing was read.
sim_start --tenant table
scan
same "a view is confirmed" "pass granted confirmed" \
    "$(verdict crm.companies.view)"
same "history is confirmed" "pass granted confirmed" \
    "$(verdict service-desk.ticket-history.view)"
same "an edit is declared" "pass granted declared" \
    "$(verdict service-desk.tickets.edit)"

# Own webhooks in number prove that as many are allowed.
sim_start --tenant table --set webhooks.owned.TicketWebhooks=48
scan
same "fifty own webhooks" "pass granted declared" "$(verdict admin.webhooks.max)"
sim_start --tenant table --set webhooks.owned.TicketWebhooks=47
scan
same "forty-nine own webhooks" "unknown needs-attestation none" \
    "$(verdict admin.webhooks.max)"

# The options of the rules turn checks on.
sim_start --tenant table
scan --option livelinks=yes --option project-writes=yes
same "livelinks on" "fail not-granted" "$(verdict admin.livelinks.manage |
    cut -d ' ' -f 1,2)"
same "project-writes on" "fail not-granted" "$(verdict projects.projects.edit |
    cut -d ' ' -f 1,2)"

# A full user passes for an API user only by its licence.
sim_start --tenant table --set user.licenseType=1
scan
same "licence of an administrator" "fail not-granted" \
    "$(verdict api-user.api-only | cut -d ' ' -f 1,2)"

# Only recommended checks fail: the verdicts stay, the status changes.
sim_start --tenant stripped
scan --fail-on required --report junit="$work/r.xml"
same "--fail-on required: verdicts" "$(expected stripped)" "$(verdicts)"
same "--fail-on required: exit status" 2 "$status"
same "--fail-on required: no failure in JUnit" 0 "$(elements failure)"
holds "--fail-on required: an error in JUnit" "$work/r.xml" '<error'
schemas_agree "--fail-on required"
scan --fail-on recommended
same "--fail-on recommended: exit status" 1 "$status"
sim_start --tenant reader
scan --fail-on required
same "--fail-on required with required ones failing" 1 "$status"

done_testing
