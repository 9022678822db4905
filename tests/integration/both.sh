#!/bin/sh
# Both directions and the statements: excess rights, attestations, waivers,
# drift, the worksheet, against simulated tenants.
# shellcheck source=tests/integration/lib.sh
. "$(dirname "$0")/lib.sh"

# run ARGUMENT...: the program with just these; sets status.
run() {
    "$grantscan" "$@" >"$work/out" 2>"$work/err" </dev/null
    status=$?
}

# at KEY...: values at a path of the audit.
at() {
    "$pick" "$work/audit.json" "$@"
}

day() {
    date -u -d "$1" +%Y-%m-%d
}

# attest EXPIRES WEBHOOKS IMPERSONATION
attest() {
    cat >"$work/attest.json" <<END
{"attestations": [
  {"check": "admin.webhooks.max", "value": $2, "by": "Ann, security",
   "on": "$(day '-40 days')", "expires": "$1", "note": "seen in the editor"},
  {"check": "api-user.impersonation", "value": $3, "by": "Ann, security",
   "on": "$(day '-40 days')", "expires": "$1"}]}
END
}

# waive CHECK EXPIRES
waive() {
    cat >"$work/waive.json" <<END
{"waivers": [{"check": "$1", "reason": "until the change window",
  "owner": "Ops", "approver": "CISO", "ticket": "SEC-7", "expires": "$2"}]}
END
}

# ---- excess ------------------------------------------------------------------

sim_start --tenant table
scan --report junit="$work/junit.xml" --excess fail
same "table holds nothing beyond the table" 0 "$(at 'excess[*]' id | wc -l)"
same "table: every entity is judged" "$(at coverage total)" \
    "$(at coverage judged)"
same "table: excess fails nothing" 2 "$status"

sim_start --tenant full
scan
same "full: excess is reported, not counted" 2 "$status"
at 'excess[*]' id >"$work/excess"
if [ "$(wc -l <"$work/excess")" -lt 300 ]; then
    bad "full: a copied system level gives away more than that"
fi
holds "full: invoices" "$work/excess" '^excess.Invoices.edit$'
lacks "full: what is asked for is no excess" "$work/excess" \
    '^excess.Tickets\.'
lacks "full: what is tolerated is no excess" "$work/excess" \
    '^excess.TicketWebhookFields\.'
scan --excess fail --report junit="$work/junit.xml"
same "full, --excess fail" 1 "$status"
holds "full, --excess fail: JUnit agrees" "$work/junit.xml" '<failure '
scan --excess ignore
same "full, --excess ignore" 0 "$(at 'excess[*]' id | wc -l)"

sim_start --tenant table \
    --set securityLevel.entities.ActionTypes.view=All \
    --set securityLevel.entities.AdditionalInvoiceFieldValues.view=All \
    --set securityLevel.entities.ClientPortalUsers.view=All \
    --set securityLevel.entities.ClientPortalUsers.edit=Restricted
scan --excess fail
same "one of each risk, the worst first" \
    "excess.ClientPortalUsers.edit critical restricted
excess.ClientPortalUsers.view high all
excess.AdditionalInvoiceFieldValues.view medium all
excess.ActionTypes.view low all" "$(at 'excess[*]' id risk level | tr '\t' ' ')"
same "one of each risk: exit status" 1 "$status"

sim_start --tenant table --set wire.unreadable='["Invoices"]'
scan
same "what cannot be read is not judged" Invoices \
    "$(at 'coverage.unjudged[*]')"

# ---- attestations ------------------------------------------------------------

sim_start --tenant table
attest "$(day '+50 days')" 50 true
scan --attest "$work/attest.json" --report junit="$work/junit.xml"
same "everything passes or is attested" 0 "$status"
same "the maximum" "pass attested attested" "$(verdict admin.webhooks.max)"
same "impersonation" "pass attested attested" \
    "$(verdict api-user.impersonation)"
lacks "exit 0: JUnit agrees" "$work/junit.xml" '<failure \|<error '
cp "$work/audit.json" "$work/good.json"

attest "$(day '+50 days')" 49 true
scan --attest "$work/attest.json"
same "too low a maximum" "fail below-limit attested" \
    "$(verdict admin.webhooks.max)"
same "too low a maximum: exit status" 1 "$status"
attest "$(day '-1 days')" 50 true
scan --attest "$work/attest.json"
same "expired" "unknown attestation-expired none" \
    "$(verdict admin.webhooks.max)"
same "expired: exit status" 2 "$status"

sim_start --tenant table
for wrong in '"value": "50"' '"valeu": 50' '"value": true'; do
    attest "$(day '+50 days')" 50 true
    sed "s/\"value\": 50/$wrong/" "$work/attest.json" >"$work/wrong.json"
    scan --attest "$work/wrong.json"
    same "$wrong: refused" 3 "$status"
    holds "$wrong: with its place" "$work/err" 'wrong.json:2:'
done
same "wrong statements: nothing was sent" 0 "$(wc -l <"$work/log")"

# A statement never outranks what the API shows.
cat >"$work/attest.json" <<END
{"attestations": [{"check": "service-desk.tickets.edit", "value": true,
  "by": "Bob", "on": "$(day '-1 days')", "expires": "$(day '+9 days')"}]}
END
sim_start --tenant mine
scan --attest "$work/attest.json" --report text="$work/text"
same "a seen failure stays" "fail restricted confirmed" \
    "$(verdict service-desk.tickets.edit | sed 's/declared/confirmed/')"
same "and the statement is contested" true \
    "$(at 'findings[id=service-desk.tickets.edit]' contested)"

run attest new --rules "$rules"
same "a template" 0 "$status"
cp "$work/out" "$work/attest.json"
sim_start --tenant table
scan --attest "$work/attest.json"
same "an empty template is refused" 3 "$status"
same "an empty template: nothing was sent" 0 "$(wc -l <"$work/log")"
run attest new --rules "$rules"
sed -e '0,/null/s//50/' -e 's/null/true/' -e 's/""/"Ann"/' "$work/out" \
    >"$work/attest.json"
scan --attest "$work/attest.json"
same "a template that was filled in" 0 "$status"

# ---- waivers -----------------------------------------------------------------

sim_start --tenant mine
scan
same "mine: without a waiver" 1 "$status"
attest "$(day '+50 days')" 50 true
cat >"$work/waive.json" <<END
{"waivers": [
 {"check": "service-desk.tickets.view", "reason": "r", "owner": "o",
  "approver": "CISO", "ticket": "SEC-7", "expires": "$(day '+5 days')"},
 {"check": "service-desk.tickets.edit", "reason": "r", "owner": "o",
  "approver": "CISO", "ticket": "SEC-8", "expires": "$(day '+50 days')"},
 {"check": "crm.companies.view", "reason": "r", "owner": "o",
  "approver": "CISO", "ticket": "SEC-9", "expires": "$(day '+50 days')"},
 {"check": "no.such.check", "reason": "r", "owner": "o",
  "approver": "CISO", "ticket": "SEC-9", "expires": "$(day '+50 days')"}]}
END
scan --attest "$work/attest.json" --waive "$work/waive.json" \
    --report junit="$work/junit.xml" --report text="$work/text" \
    --report html="$work/page.html"
same "waived: exit status" 0 "$status"
same "waived: the verdict stays" "fail restricted" \
    "$(verdict service-desk.tickets.edit | cut -d ' ' -f 1,2)"
same "waivers: states" "active active unneeded unmatched" \
    "$(at 'waivers[*]' state | tr '\n' ' ' | sed 's/ $//')"
same "waivers: one expires soon" "true false false false" \
    "$(at 'waivers[*]' soon | tr '\n' ' ' | sed 's/ $//')"
lacks "waived: JUnit agrees" "$work/junit.xml" '<failure \|<error '
for file in junit.xml text page.html; do
    holds "waived: shown in $file" "$work/$file" 'SEC-8'
done
waive service-desk.tickets.edit "$(day '-1 days')"
scan --waive "$work/waive.json"
same "an expired waiver counts again" 1 "$status"

# ---- drift -------------------------------------------------------------------

attest "$(day '+50 days')" 50 true
sim_start --tenant table
scan --attest "$work/attest.json" --baseline "$work/good.json"
same "no drift: exit status" 0 "$status"
same "no drift" 0 "$(at 'changes[*]' kind | wc -l)"
sim_start --tenant table --set securityLevel.entities.Tickets.edit=None \
    --set securityLevel.entities.Invoices.view=All
scan --attest "$work/attest.json" --baseline "$work/good.json" --new-only
same "drift: exit status" 1 "$status"
same "drift: what" "new-failure service-desk.tickets.edit
newly-excess excess.Invoices.view" "$(at 'changes[*]' kind id | tr '\t' ' ')"
cp "$work/audit.json" "$work/worse.json"
scan --attest "$work/attest.json" --baseline "$work/worse.json" --new-only \
    --report junit="$work/junit.xml"
same "nothing new: exit status" 0 "$status"
lacks "nothing new: JUnit agrees" "$work/junit.xml" '<failure \|<error '
scan --attest "$work/attest.json" --baseline "$work/worse.json"
same "still failing counts without --new-only" 1 "$status"
run diff "$work/good.json" "$work/worse.json"
same "diff: exit status" 1 "$status"
holds "diff: names the check" "$work/out" 'service-desk.tickets.edit'
run diff "$work/worse.json" "$work/good.json"
same "diff backwards: nothing is worse" 0 "$status"
holds "diff backwards: fixed" "$work/out" '[Ff]ixed'
run diff --format json "$work/good.json" "$work/worse.json"
same "diff as JSON" grantscan-diff/2 "$("$pick" "$work/out" format)"

# What the baseline never looked at it does not vouch for.
sim_start --tenant full
scan --excess ignore
cp "$work/audit.json" "$work/blind.json"
scan --excess fail --baseline "$work/blind.json" --new-only
same "excess that the baseline did not look for counts" 1 "$status"
cp "$work/audit.json" "$work/seen.json"
scan --excess fail --baseline "$work/seen.json" --new-only
same "and is no news the next night" "" "$(at 'changes[*]' kind |
    grep -v -e still-excess)"

# Only excess is in doubt.
sim_start --tenant table --set wire.unreadable='["Invoices"]'
attest "$(day '+50 days')" 50 true
scan --attest "$work/attest.json" --excess fail --report text="$work/text" \
    --report junit="$work/junit.xml"
same "what could not be judged may be excess: exit status" 2 "$status"
holds "and the sentence says so" "$work/text" \
    '1 of 232 entities could not be judged'
holds "JUnit agrees" "$work/junit.xml" 'type="probe.not-judged"'

# Two users whose masks are the same.
sim_start --tenant mine
scan
cp "$work/audit.json" "$work/api-user.json"
sim_start --tenant mine --set credentials.username=apollo@acme.example
AUTOTASK_USERNAME=apollo@acme.example scan --baseline "$work/api-user.json" \
    --new-only
same "another user, masked alike: all is new" 1 "$status"
same "and it is said" identity-changed "$(at 'changes[*]' kind | head -n 1)"
lacks "the name itself is not kept" "$work/audit.json" apollo

# ---- rendering again, worksheet ----------------------------------------------

for format in text html junit json worksheet; do
    scan --attest "$work/attest.json" --waive "$work/waive.json" \
        --baseline "$work/good.json" --report "$format=$work/first"
    run report "$work/audit.json" --report "$format=$work/second"
    if cmp -s "$work/first" "$work/second"; then
        checked=$((checked + 1))
    else
        bad "report $format differs from that of the scan"
    fi
done
# ---- judging again -----------------------------------------------------------

sim_start --tenant mine
scan
cp "$work/audit.json" "$work/first.json"
run evaluate "$work/first.json" --rules "$rules" \
    --report json="$work/audit.json" --quiet
same "judged again by the same rules: exit status" 1 "$status"
same "judged again by the same rules" \
    "$("$pick" "$work/first.json" 'findings[*]' id verdict reason detail)" \
    "$(at 'findings[*]' id verdict reason detail)"
same "and the same excess" "$("$pick" "$work/first.json" 'excess[*]' id)" \
    "$(at 'excess[*]' id)"
sed 's/"notes":.*/"notes": ["what the scan noted"],/' "$work/first.json" \
    >"$work/noted.json"
run evaluate "$work/noted.json" --rules "$rules" \
    --report json="$work/audit.json" --quiet
same "and what the scan noted" "what the scan noted" "$(at 'notes[*]')"
attest "$(day '+50 days')" 50 true
run evaluate "$work/first.json" --rules "$rules" --attest "$work/attest.json" \
    --report json="$work/audit.json" --quiet
same "with a statement" "pass attested attested" \
    "$(verdict admin.webhooks.max)"
run evaluate "$work/first.json" --rules "$rules" --option livelinks=yes \
    --report json="$work/audit.json" --report text=-
same "an option that was off: judged by the metadata" fail \
    "$(verdict admin.livelinks.manage | cut -d ' ' -f 1)"
sed -e 's/"picklist", "entity": "Tickets"/"picklist", "entity": "Projects"/' \
    "$rules" >"$work/other.json"
run evaluate "$work/first.json" --rules "$work/other.json" \
    --report json="$work/audit.json" --report text=-
same "what was not asked is unknown" "unknown not-probed none" \
    "$(verdict service-desk.tickets.picklists)"
holds "and it is said" "$work/out" 'did not ask about'
cp "$work/audit.json" "$work/other.json"
run evaluate "$work/other.json" --rules "$rules" --report text=-
lacks "but not of the next judgement" "$work/out" 'did not ask about'

run rules worksheet "$rules"
same "a worksheet without a scan" 0 "$status"
holds "it names the tickets" "$work/out" 'Tickets'
holds "it says whose rights" "$work/out" '^# Rights of the API user for Horizon$'

done_testing
