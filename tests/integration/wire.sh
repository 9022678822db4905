#!/bin/sh
# The wire forms that are known, and everything that can go wrong on the way:
# the forms change no verdict, and what goes wrong makes no check pass or fail.
# shellcheck source=tests/integration/lib.sh
. "$(dirname "$0")/lib.sh"

sim_start --tenant demo
scan
verdicts >"$work/demo"
sim_start --tenant table
scan
verdicts >"$work/table"

# most_requests WHAT: the scan keeps to what it may cost, and one error that is
# tried once more.
most_requests() {
    checked=$((checked + 1))
    sent=$(wc -l <"$work/log")
    [ "$sent" -le 46 ] || bad "$1: $sent requests, more than 46"
}

# as_plain WHAT ARGUMENT...: the verdicts of table and demo stay the same.
as_plain() {
    what=$1
    shift
    for tenant in table demo; do
        sim_start --tenant $tenant "$@"
        scan
        same "$tenant, $what" "$(cat "$work/$tenant")" "$(verdicts)"
        most_requests "$tenant, $what"
    done
}

for form in string upper lower number numeric-string; do
    as_plain "levels as $form" --set wire.level=$form
done
as_plain "flat" --set wire.info=flat
for form in plural singular mixed; do
    as_plain "names $form" --set wire.names=$form
done
for form in type variant; do
    as_plain "denials of $form" --set wire.denial=$form
done
for form in missing 404 500 empty garbage html truncated; do
    as_plain "survey: $form" --set "wire.global=\"$form\""
done
as_plain "entities left out of the survey" \
    --set 'wire.omit=["Tickets","CompanyWebhooks","Roles"]'
as_plain "numbers, flat, singular, without a survey" \
    --set wire.level=number --set wire.info=flat --set wire.names=singular \
    --set 'wire.global="500"'

# Levels nobody can read: what rests on them is unknown, the rest stays.
sim_start --tenant table --set wire.level=garbage
scan
same "levels as garbage: no pass but of the rest" \
    "api-user.api-only api-user.login service-desk.tickets.picklists" \
    "$(sed -n 's/ pass .*//p' <<EOF | tr '\n' ' ' | sed 's/ $//'
$(verdicts)
EOF
)"
same "levels as garbage: nothing fails" "" "$(verdicts | grep ' fail ')"

# Seconds for a request: far more than any takes, but where one is to be late.
patience=60

# differs WHAT "CHECK VERDICT REASON" FAULT...: of table, just this changes.
differs() {
    what=$1 change=$2
    shift 2
    sim_start --tenant table "$@"
    scan --timeout "$patience"
    same "$what" "$(
        awk -v change="$change" 'BEGIN { split(change, to, " ") }
            $1 == to[1] { $0 = change } { print }' "$work/table"
    )" "$(verdicts)"
}

fault() { printf 'faults=[{"path":"%s",%s}]' "$1" "$2"; }

again='"times":2,"status":429,"headers":{"Retry-After":"0"}'
read=Companies/query
view=crm.companies.view

# What passes after a while leaves no trace.
differs "throttled login" "" --set "$(fault ThresholdInformation "$again")"
differs "throttled survey" "" --set "$(fault EntityInformation "$again")"
differs "throttled read" "" --set "$(fault $read "$again")"
differs "throttled until a date that is gone" "" --set "$(fault $read \
    '"times":2,"status":429,"headers":{"Retry-After":"Thu, 01 Jan 1970 00:00:00 GMT"}')"
same "confirmed after that" "pass granted confirmed" "$(verdict $view)"
differs "throttled zone" "" --set "$(fault '*zoneInformation*' "$again")"
same "it is still confirmed" "pass granted confirmed" "$(verdict $view)"
differs "a reset" "" --set "$(fault $read '"close":true')"
same "confirmed after a reset" "pass granted confirmed" "$(verdict $view)"
differs "half an answer" "" \
    --set "$(fault EntityInformation '"status":200,"closeAfter":40,"body":"{}","size":5000')"
differs "the thread limit" "" --set "$(fault $read '"status":500,
    "body":"{\"errors\":[\"Itgenatr005: thread threshold exceeded\"]}"')"

# A read that did not happen leaves the metadata's word.
for what in '"status":503,"headers":{"Retry-After":"0"}' \
    '"status":429,"headers":{"Retry-After":"0"}'; do
    differs "$what on a read" "" --set "$(fault $read "\"times\":-1,$what")"
    same "$what: declared" "pass granted declared" "$(verdict $view)"
done
patience=5
differs "a slow read" "" --set "$(fault $read '"times":-1,"delayMs":60000')"
patience=60
same "a slow read: declared" "pass granted declared" "$(verdict $view)"
holds "a slow read is told" "$work/audit.json" imeout

# A read that went odd is doubt.
differs "garbage on a read" "$view unknown garbage" \
    --set "$(fault $read '"times":-1,"status":200,"body":"items"')"
differs "a page on a read" "$view unknown intercepted" \
    --set "$(fault $read '"times":-1,"status":200,"body":"<html>"')"
differs "a read without items" "$view unknown garbage" \
    --set "$(fault $read '"times":-1,"status":200,"body":"{}"')"
differs "a huge answer" "$view unknown garbage" \
    --set "$(fault $read '"times":-1,"status":200,"body":"{","size":9000000')"
differs "a huge header" "$view unknown garbage" --set "$(fault $read \
    '"times":-1,"status":200,"body":"{\"items\":[]}","headers":{"X-Long":"'"$(
        awk 'BEGIN { for (; i < 70000; i++) printf "x" }'
    )"'"}')"
differs "an error on a read" "$view unknown api-error" \
    --set "$(fault $read '"times":-1,"status":500,"body":"{\"errors\":[\"Unable\"]}"')"
differs "a redirect is not followed" "$view unknown intercepted" \
    --set "$(fault $read '"times":-1,"status":302,"headers":{"Location":"http://127.0.0.1:1/"}')"

# Metadata and a read that contradict each other.
differs "declared, but refused" "$view unknown conflict" \
    --set securityLevel.entities.Companies.view=None \
    --set declare.Companies.view=All
differs "refused, but read" "$view unknown conflict" \
    --set declare.Companies.view=None
same "both exchanges are shown" "declared read" \
    "$("$pick" "$work/audit.json" "findings[id=$view].evidence[*].basis" |
        tr '\n' ' ' | sed 's/ $//')"

# Flags.
subscribe=admin.webhooks.subscribe
differs "no callouts" "$subscribe fail not-granted" \
    --set 'withoutCallouts=["Contacts"]'
differs "callouts unreadable" "$subscribe unknown garbage" \
    --set 'wire.unreadable=["Contacts.callouts"]' \
    --set 'wire.unreadableAlone=["Contacts.callouts"]'
differs "no picklists" "service-desk.tickets.picklists unknown absent" \
    --set 'withoutPicklists=["Tickets"]'
differs "unreadable in the survey, good alone" "" \
    --set 'wire.unreadable=["Tickets","Projects.view","TicketWebhooks.add"]'

# Metadata that is refused is no right that is refused.
sim_start --tenant table --set 'metadataDenied=["Tickets"]'
scan
same "refused metadata: nothing fails" "" "$(verdicts | grep ' fail ')"
same "refused metadata: doubt" "unknown api-error none" \
    "$(verdict service-desk.tickets.edit)"

# stops WHAT REASON REQUESTS ARGUMENT...: all that is not skipped is unknown
# for that reason, after so many requests that were answered.
stops() {
    what=$1 reason=$2 requests=$3
    shift 3
    sim_start --tenant table "$@"
    scan --timeout "$patience"
    same "$what: exit status" 2 "$status"
    same "$what: all unknown" "$(sed "s/ \(pass\|unknown\) .*/ unknown $reason/" \
        "$work/table")" "$(verdicts | sed '/^api-user.login/s/pass granted/unknown '"$reason/")"
    [ "$requests" = any ] ||
        same "$what: requests" "$requests" "$(wc -l <"$work/log")"
    same "$what: no look-up with credentials" "" \
        "$("$pick" -l "$work/log" '[*]' path auth | grep -i zoneinf | grep -v none)"
}

stops "a refused zone" zone-refused 1 --set zone.url=https://evil.example/
same "nothing went out with credentials" none \
    "$("$pick" -l "$work/log" '[*].auth' | sort -u)"
lacks "no header of theirs either" "$work/log" '"Secret"'
stops "a zone beside Autotask's" zone-refused 1 \
    --set zone.url=https://webservices2.autotask.net.evil.example/
stops "plain http elsewhere" zone-refused 1 \
    --set zone.url=http://webservices2.autotask.net/
AUTOTASK_USERNAME=nobody@acme.example
stops "an unknown user" user-unknown 1
export AUTOTASK_USERNAME=api-user@acme.example
AUTOTASK_SECRET=wrong
stops "a wrong secret" login-rejected 2
export AUTOTASK_SECRET=sim-secret-DO-NOT-USE
AUTOTASK_INTEGRATION_CODE=WRONG
stops "a wrong code" login-rejected 2
export AUTOTASK_INTEGRATION_CODE=SIMULATEDTRACKINGIDENTIFIER
stops "a locked user" login-rejected 2 --set locked=true
stops "ninety percent of the hour" budget 2 --set usage.used=9000
stops "an hour without numbers" garbage 2 --set \
    "$(fault ThresholdInformation '"status":200,"body":"{\"externalRequestThreshold\":10000}"')"
patience=2
stops "no zone within the time" timeout any --set \
    "$(fault '*zoneInformation*' '"delayMs":60000')"
patience=60
stops "an outage at login" outage 4 --set \
    "$(fault ThresholdInformation '"times":-1,"status":502,"body":"<html>"')"

sim_start --tenant table --set usage.used=7990
scan
same "eighty percent of the hour will do" "$(cat "$work/table")" "$(verdicts)"
sim_start --tenant table --set usage.used=9000
scan --max-usage 95
same "as far as is allowed" "$(cat "$work/table")" "$(verdicts)"

sim_start --tenant table
scan --max-requests 5
same "five requests: sent" 5 "$(wc -l <"$work/log")"
same "five requests: no fail" "" "$(verdicts | grep ' fail ')"
same "five requests: what was not asked" "unknown budget none" \
    "$(verdict service-desk.tickets.picklists)"
same "five requests: exit status" 2 "$status"
scan --max-requests 2
same "two requests: edits" "unknown budget none" \
    "$(verdict service-desk.tickets.edit)"

sim_start --tenant table --latency 400
scan --max-time 1
same "a second for it all: exit status" 2 "$status"
same "a second for it all" "unknown timeout none" \
    "$(verdict service-desk.tickets.edit)"
sim_stop
scan
same "nobody listens" "unknown unreachable none" "$(verdict api-user.login)"
same "nobody listens: exit status" 2 "$status"

done_testing
