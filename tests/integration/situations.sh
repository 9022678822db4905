#!/bin/sh
# What people who set up an API user ran into, told in public reports, and the
# words that would have helped them: the cause, and the place to look. Greps are
# for those terms, whatever the sentence around them.
# shellcheck source=tests/integration/lib.sh
. "$(dirname "$0")/lib.sh"

# fault PATH MEMBERS: always, for requests of that path.
fault() {
    printf 'faults=[{"path":"%s","times":-1,%s}]' "$1" "$2"
}

# situation NAME ARGUMENT...: scans; $work/said is the report for people, on
# one line, since it is wrapped.
situation() {
    name=$1
    shift
    scan --report text="$work/text" --report html="$work/page" "$@"
    tr -s '[:space:]' ' ' <"$work/text" >"$work/said"
}

# says PATTERN...: each is in the report, in any case of letters.
says() {
    for pattern; do
        checked=$((checked + 1))
        grep -qiE -e "$pattern" "$work/said" ||
            bad "$name: the report does not say \"$pattern\""
    done
}

# silent PATTERN...: none is there.
silent() {
    for pattern; do
        checked=$((checked + 1))
        got=$(grep -oiE -e ".{0,40}$pattern.{0,20}" "$work/said" | head -n 1)
        [ -z "$got" ] || bad "$name: the report says \"$got\""
    done
}

# tells CHECK FIELD PATTERN: that member of the finding in the audit.
tells() {
    checked=$((checked + 1))
    "$pick" "$work/audit.json" "findings[id=$1]" "$2" >"$work/field"
    grep -qiE -e "$3" "$work/field" ||
        bad "$name: $1: $2 lacks \"$3\": $(head -c 200 "$work/field")"
}

# because CHECK VERDICT REASON
because() {
    same "$name: $1" "$2 $3" \
        "$("$pick" "$work/audit.json" "findings[id=$1]" verdict reason |
            tr '\t' ' ')"
}

# at_most N FIELD=VALUE: requests of the log.
at_most() {
    checked=$((checked + 1))
    n=$("$pick" -l "$work/log" "[$2]" path 2>"$work/none" | wc -l)
    [ "$n" -le "$1" ] || bad "$name: $n requests with $2"
}

activity='API Activity by Hour'

# A wrong tracking identifier may be refused by the calls about entities only.
sim_start --tenant table --set "$(fault '*query' \
    '"method":"POST","status":500,
    "body":"{\"errors\":[\"IntegrationCode is invalid.\"]}"')"
situation "tracking identifier, later"
says 'tracking identifier'
silent 'misspelled' 'locked' 'inactive' 'wrong secret' 'does not say why'
because api-user.login pass granted
at_most 2 status=500

# The address of the General tab is not the user name.
sim_start --tenant table
AUTOTASK_USERNAME=helpdesk@example.com
situation "an e-mail address"
says 'Username \(Key\)' 'e-?mail' 'Credentials' '--api-url'
because api-user.login unknown user-unknown
export AUTOTASK_USERNAME=api-user@acme.example

# With the zone named by hand, no look-up stands in the way.
sim_start --tenant table
situation "a plain scan"
verdicts >"$work/plain"
sim_start --tenant table --set "$(fault '*zoneInformation*' '"status":500,
    "body":"{\"errors\":[\"Zone information could not be determined\"]}"')"
situation "the zone by hand" --api-url "${base}ATServicesRest/"
same "$name" "$(cat "$work/plain")" "$(verdicts)"

# Locked, inactive, wrong, or new: where to look, and what to wait for.
sim_start --tenant table
AUTOTASK_SECRET=wrong
situation "a refused login"
says 'Resources */? *\(?Users' '\<Active\>' '\<Locked\>' 'mail' \
    '(5|five) minutes' 'special characters' 'New API User'
because api-user.login unknown login-rejected
at_most 1 auth=bad
export AUTOTASK_SECRET=sim-secret-DO-NOT-USE

# Who may not read Resources cannot see the own row either.
sim_start --tenant table --set securityLevel.entities.Resources.view=None
situation "the own row"
same "$name: api-user.api-only" unknown \
    "$("$pick" "$work/audit.json" "findings[id=api-user.api-only]" verdict)"
tells api-user.api-only detail 'Resources'
same "$name: the fix is that of reading Resources" \
    "$("$pick" "$work/audit.json" "findings[id=admin.resources.view]" fix)" \
    "$("$pick" "$work/audit.json" "findings[id=api-user.api-only]" fix)"

# Somebody else used the hour up.
sim_start --tenant table --set "$(fault ThresholdInformation \
    '"status":429,"body":"","headers":{"Retry-After":"180"}')"
situation "the hour is used up" --max-time 30
because api-user.login unknown throttled
says '\<180\>|3 minutes|three minutes' "$activity" 'Other Extensions'

sim_start --tenant table --set usage.used=8600
situation "the hour is nearly used up"
because crm.companies.view unknown budget
says "$activity" '8,?60[01]'

# Something in between answers.
sim_start --tenant table --set "$(fault '*zoneInformation*' '"status":407,
    "contentType":"text/html","body":"Proxy Authentication Required"')"
situation "a proxy with a login"
because api-user.login unknown intercepted
says '\<proxy\>' 'log ?in|sign in|authenticat|user name and password'
silent 'out of order'

sim_start --tenant table --set "$(fault '*zoneInformation*' '"status":200,
    "contentType":"text/html",
    "body":"<html><title>Blocked</title></html>"')"
situation "a page instead of the API"
because api-user.login unknown intercepted
says '\<page\>' '\<proxy\>' '\<firewall\>' '\<antivirus\>'
silent 'could not be understood' 'out of order'

# The words of others end in a full stop of their own.
sim_start --tenant table --set "$(fault ThresholdInformation '"status":500,
    "body":"{\"errors\":[\"An unexpected error occurred.\"]}"')"
situation "a full stop"
says 'An unexpected error occurred'
silent 'occurred[.][^ [:alnum:]]{0,3}[.]'
for file in audit.json page; do
    checked=$((checked + 1))
    grep -qE 'occurred[.][^ [:alnum:]<]{0,4}[.]' "$work/$file" &&
        bad "$name: two of them in $file"
done

# Widgets need more than the security level.
cat >"$work/livelinks.json" <<'END'
{"name": "x", "securityLevel": {"name": "copy", "default": "All", "entities": {
  "IntegrationVendorWidgets": "None", "IntegrationVendorInsights": "None"}}}
END
sim_start --tenant "$work/livelinks.json"
situation "widgets" --option livelinks=yes
because admin.livelinks.manage fail not-granted
says 'Integration Center' 'Other Extensions'
for word in 'Integration Center' 'Active' 'Widget' 'Insight' \
    'tracking identifier'; do
    tells admin.livelinks.manage fix "$word"
done

# A module that is off makes its entities read-only.
cat >"$work/module.json" <<'END'
{"name": "x", "securityLevel": {"name": "all", "default": "All"},
 "modules": {"serviceDesk": false}}
END
sim_start --tenant "$work/module.json"
situation "a module that is off"
because service-desk.tickets.view pass granted
because service-desk.tickets.add fail not-granted
because service-desk.tickets.edit fail not-granted
says '\<module\>'
for check in add edit; do
    "$pick" "$work/audit.json" "findings[id=service-desk.tickets.$check]" \
        fix detail >"$work/module"
    checked=$((checked + 1))
    grep -qi '\<module' "$work/module" ||
        bad "$name: tickets.$check names no module"
done
checked=$((checked + 1))
asked=$("$pick" -l "$work/log" '[endpoint=Modules]' path | wc -l)
[ "$asked" -eq 1 ] || bad "$name: Modules was asked $asked times"

done_testing
