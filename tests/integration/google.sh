#!/bin/sh
# Google Workspace from end to end: every shipped tenant, what is sent of which
# the log tells, keys and key files, servers that are tired, broken or hostile,
# and that no report repeats a secret or an address. Environment: GOOGLE_SIM
# (default ./google-sim), and what lib.sh says.
# shellcheck source=tests/integration/lib.sh
. "$(dirname "$0")/lib.sh"

sim=${GOOGLE_SIM:-./google-sim}
rules=$top/rules/horizon-google.json
export GOOGLE_SIM_TENANTS="$top/tests/simulator/google/tenants"
key=$work/key.json
export GOOGLE_APPLICATION_CREDENTIALS="$key"
one=technician=tech1@acme.example
two=technician=tech2@acme.example
admin=administrator=admin@acme.example
auth=https://www.googleapis.com/auth
tab=$(printf '\t')
events='/calendar/v3/calendars/primary/events maxResults=1&fields=kind'
users='/admin/directory/v1/users customer=my_customer&maxResults=1&fields=kind'

# field NAME...: of each request, in the order of the log.
field() { "$pick" -l "$work/log" '[*]' "$@"; }

# at PATH [FIELD]...: of the audit.
at() { "$pick" "$work/audit.json" "$@" | tr '\t' ' '; }

# tally: "pass fail unknown skip".
tally() { at tally pass fail unknown skip; }

# excess: what is held besides, on one line.
excess() { at 'excess[*]' id | sed 's/^excess\.//' | tr '\n' ' ' | sed 's/ $//'; }

# overlap: the most requests at a time of those that standard input lists as
# begin and end.
overlap() {
    awk -F "$tab" '{ from[NR] = $1; to[NR] = $2 }
        END {
            for (i = 1; i <= NR; i++) {
                n = 0
                for (k = 1; k <= NR; k++)
                    n += from[k] <= from[i] && to[k] > from[i]
                if (n > most)
                    most = n
            }
            print most + 0
        }'
}

# What no file may hold: the lines of the key, tokens, assertions in any
# spelling, and addresses that --subject named. The first line of base64 is the
# same in every key of this length and is left out.
make_hidden() {
    "$pick" "$key" .private_key | sed 's/\\n/\n/g' |
        sed '/^$/d; /-----/d' | sed 1d | cut -c 1-40 >"$work/hidden"
    printf '%s\n' ya29. eyJ assertion=e tech1@ tech2@ \
        tech1%40 tech2%40 admin@acme admin%40acme >>"$work/hidden"
    same "lines of a key" yes \
        "$([ "$(wc -l <"$work/hidden")" -gt 30 ] && echo yes)"
}

hidden() {
    for file; do
        checked=$((checked + 1))
        grep -qF -f "$work/hidden" "$file" || continue
        bad "$name: a secret or a name in ${file##*/}"
        grep -noF -f "$work/hidden" "$file" | cut -c 1-20 | head -n 3
    done
}

# laws: of every scan, whatever comes of it.
laws() {
    same "$name: nothing that an audit must not do" '[]' \
        "$(field never | sort -u)"
    same "$name: nothing but reads and tokens" '' "$(field method path |
        grep -v "^POST$tab/token\$" |
        grep -v "^GET$tab/calendar/v3/calendars/primary/events\$" |
        grep -v "^GET$tab/admin/directory/v1/users\$")"
    same "$name: the first token is the account's own" "token null" \
        "$(field endpoint subject | sed '1!d' | tr '\t' ' ')"
    same "$name: and it alone" 1 "$(field endpoint subject | sed 1d |
        grep -c "^token${tab}null\$" | sed 's/^0$/1/')"
    same "$name: nothing beside it" '' "$(field begin end |
        awk -F "$tab" 'NR == 1 { end = $2; next } $1 < end')"
    same "$name: one scope in an assertion" '' "$(field scope | grep ' ')"
    same "$name: never more than four at once" '' \
        "$(field begin end | overlap | sed -n '/^[0-4]$/!p')"
    same "$name: requests are those of the log" "$(wc -l <"$work/log")" \
        "$(at requests)"
    same "$name: exit status" "$(wanted_status)" "$status"
    same "$name: what the account is called" "service account" \
        "$(at target kind)"
    hidden "$work/audit.json" "$work/text" "$work/page" "$work/junit" \
        "$work/sheet" "$work/out" "$work/err" "$work/log.hidden"
    for file in "$work"/odd/*; do
        [ ! -e "$file" ] || hidden "$file"
    done
}

# look NAME [OPTION...]: a scan of what was started. Its report is in text, as
# one line in words.
look() {
    name=$1
    shift
    rm -rf "$work/odd"
    : >"$work/log" # of this scan alone
    scan -v --keep-odd "$work/odd" --report text="$work/text" \
        --report html="$work/page" --report junit="$work/junit" \
        --report worksheet="$work/sheet" "$@"
    tr '\n' ' ' <"$work/text" | tr -s ' ' >"$work/words"
    # The log names subjects, but neither tokens nor assertions.
    grep -v 'acme.example' "$work/log" >"$work/log.hidden"
}

# try NAME [OPTION...]: the same with everybody named, and the laws.
try() {
    look "$@" --subject "$one" --subject "$two" --subject "$admin"
    laws
}

# start ARGUMENT...: a simulator that knows the key.
start() { sim_start --key "$key" "$@"; }

# of NAME ARGUMENT...: the same of table with these changes.
of() {
    name=$1
    shift
    start --tenant table "$@"
    try "$name"
}

# because CHECK VERDICT REASON [STRENGTH]
because() {
    check=$1
    shift
    same "$name: $check" "$*" "$(verdict "$check" | cut -d ' ' -f "1-$#")"
}

# says PATTERN...: the report in text does.
says() {
    for pattern in "$@"; do
        holds "$name" "$work/words" "$pattern"
    done
}

# others: the verdicts that are not those of table, on one line.
others() {
    verdicts | LC_ALL=C comm -13 "$work/table" - | tr '\n' ' ' | sed 's/ $//'
}

# refused [PATTERN]...: nothing is known, it was tried once, and it is said why.
refused() {
    same "$name: tally" '0 0 7 0' "$(tally)"
    same "$name: why" "unknown login-rejected" \
        "$(verdicts | cut -d ' ' -f 2- | sort -u)"
    same "$name: tried once" 1 "$(wc -l <"$work/log")"
    says "$@"
}

# ---- every tenant ------------------------------------------------------------

whole_tenants() {
    start --tenant table
    try table
    verdicts >"$work/table"
    because delegation.calendar.held pass granted confirmed
    because delegation.directory.held pass granted confirmed
    because subject.technician.reached pass granted confirmed
    because subject.administrator.reached pass granted confirmed
    while IFS='|' read -r tenant wanted requests counts differ; do
        start --tenant "$tenant"
        try "$tenant"
        same "$tenant: status" "$wanted" "$status"
        same "$tenant: requests" "$requests" "$(wc -l <"$work/log")"
        same "$tenant: tally" "$counts" "$(tally)"
        same "$tenant: what differs" "$differ" "$(others)"
        cp "$work/words" "$work/words.$tenant"
        excess >"$work/excess.$tenant"
    done <<END
table|0|54|7 0 0 0|
wide|0|54|7 0 0 0|
api-off|1|54|5 1 1 0|api.calendar.enabled fail not-granted subject.technician.reached unknown switched-off
not-admin|1|54|6 1 0 0|subject.administrator.reached fail not-granted
no-calendar|2|54|6 0 1 0|subject.technician.reached unknown needs-subject
suspended|2|53|6 0 1 0|subject.technician.reached unknown needs-subject
one-missing|1|53|4 1 2 0|api.admin-sdk.enabled unknown not-probed delegation.directory.held fail not-granted subject.administrator.reached unknown not-probed
nothing|1|51|1 2 4 0|api.admin-sdk.enabled unknown not-probed api.calendar.enabled unknown not-probed delegation.calendar.held fail not-granted delegation.directory.held fail not-granted subject.administrator.reached unknown not-probed subject.technician.reached unknown not-probed
policy|1|51|1 2 4 0|api.admin-sdk.enabled unknown not-probed api.calendar.enabled unknown not-probed delegation.calendar.held fail policy delegation.directory.held fail policy subject.administrator.reached unknown not-probed subject.technician.reached unknown not-probed
throttled|2|62|3 0 4 0|api.admin-sdk.enabled unknown throttled api.calendar.enabled unknown throttled subject.administrator.reached unknown throttled subject.technician.reached unknown throttled
demo|1|53|3 1 3 0|api.admin-sdk.enabled unknown not-probed delegation.directory.held fail not-granted subject.administrator.reached unknown not-probed subject.technician.reached unknown needs-subject
END
    for tenant in table one-missing nothing policy throttled; do
        same "$tenant: no excess" '' "$(cat "$work/excess.$tenant")"
    done
    same "wide: excess" 'admin.directory.group.held admin.directory.user.held drive.held gmail.readonly.held mail.google.com/.held calendar.held' \
        "$(cat "$work/excess.wide")"
    same "demo: excess" 'admin.directory.user.held gmail.readonly.held' \
        "$(cat "$work/excess.demo")"
    name=nothing
    holds "$name" "$work/words.nothing" \
        'Nothing at all is delegated to client id 104857600000000000042'
    holds "$name" "$work/words.nothing" \
        'the e-mail address of the service account was entered there'
    same "$name: said once" 1 \
        "$(grep -o 'Nothing at all is delegated' "$work/words.nothing" | wc -l)"
    for tenant in table one-missing wide policy; do
        lacks "$tenant" "$work/words.$tenant" 'Nothing at all is delegated'
    done
    for tenant in table wide; do
        holds "$tenant" "$work/words.$tenant" \
            'tried one by one; others cannot be listed'
    done
}

# ---- logins ------------------------------------------------------------------

logins() {
    start --tenant refused
    try refused
    refused 'the key was deleted or disabled'
    start --tenant skew
    try skew
    refused 'The clock of this machine is 10 minutes ahead'
    for state in disabled client-disabled absent no-client; do
        of "account: $state" --set "account.state=$state"
        refused
    done
    "$sim" --tenant table --make-key "$work/other.json"
    sim_start --tenant table --key "$work/other.json"
    try "another key"
    refused 'the key was deleted or disabled'
    # Ahead or behind so little that nothing is refused.
    of "a slow clock" --set clock_skew=-200
    same "$name: as table" '' "$(others)"
}

# mistaken WHAT PATTERN: the scan ends with 3, says so, and asks nothing.
mistaken() {
    : >"$work/log"
    scan --subject "$one"
    same "$1: exit status" 3 "$status"
    holds "$1" "$work/err" "$2"
    same "$1: nothing was sent" 0 "$(wc -l <"$work/log")"
    name=$1
    hidden "$work/err" "$work/out"
}

# with MEMBER VALUE: the key file with this text in the place of its own.
with() {
    awk -v member="\"$1\"" -v value="$2" '
        index($0, member) { sub(/:[^,]*/, ":\t\"" value "\"") }
        { print }' "$key" >"$work/odd.json"
    chmod 600 "$work/odd.json"
}

key_files() {
    start --tenant table
    GOOGLE_APPLICATION_CREDENTIALS=$work/odd.json
    cp "$key" "$work/odd.json"
    chmod 644 "$work/odd.json"
    mistaken "a key that all may read" odd.json
    chmod 600 "$work/odd.json"
    look "a copy" --subject "$one" --subject "$two" --subject "$admin"
    same "$name: as table" '' "$(others)"
    with type authorized_user
    mistaken "a user's file" 'service_account\|service account'
    with token_uri https://oauth2.evil.example/token
    mistaken "another token_uri" token_uri
    with universe_domain example.com
    mistaken "another universe" universe_domain
    with client_email ''
    mistaken "no client_email" client_email
    with private_key none
    mistaken "no key" 'there is no private key'
    echo '{}' >"$work/odd.json"
    mistaken "an empty file" 'its "type" is not'
    rm "$work/odd.json"
    mistaken "no file" odd.json
    GOOGLE_APPLICATION_CREDENTIALS=$key
}

# ---- the wire ----------------------------------------------------------------

transcript() {
    start --tenant table --latency 30
    look transcript --subject "$one" --subject "$two" --subject "$admin"
    laws
    same "$name: four at once" 4 "$(field begin end | overlap)"
    field method path query status auth subject |
        awk -F "$tab" '$2 != "/token" { print $1, $2, $3, $4, $5, $6 }' |
        LC_ALL=C sort >"$work/got"
    same "$name: all reads" "GET $users 200 ok admin@acme.example
GET $events 200 ok tech1@acme.example
GET $events 200 ok tech2@acme.example" "$(cat "$work/got")"
    same "$name: what is delegated" \
        "200 admin@acme.example $auth/admin.directory.user.readonly
200 null $auth/calendar.readonly
200 tech1@acme.example $auth/calendar.readonly
200 tech2@acme.example $auth/calendar.readonly" \
        "$(field endpoint status subject scope | sed -n "s/^token$tab//p" |
            grep '^200' | tr '\t' ' ' | LC_ALL=C sort)"
    same "$name: the others" "47 unauthorized_client" \
        "$(field endpoint answer | sed -n "s/^token$tab//p" | grep -v 200 |
            sort | uniq -c | sed 's/^ *//')"
    same "$name: no scope twice for one" '' "$(field endpoint subject scope |
        grep '^token' | sort | uniq -d)"
    same "$name: nothing but what a read needs" \
        '["Accept","Accept-Encoding","Authorization","Host","User-Agent"]' \
        "$(field path headers | sed -n "s,^/[ac][^$tab]*$tab,,p" | sort -u)"
    "$grantscan" plan --rules "$rules" --endpoint "$base" --subject "$one" \
        --subject "$two" --subject "$admin" >"$work/plan"
    name=plan
    hidden "$work/plan"
    for scope in $(field scope | sort -u); do
        checked=$((checked + 1))
        short=${scope#"$auth"/}
        grep -qF -e " ${short#https://} " "$work/plan" || bad "not planned: $scope"
    done
}

# A scan that may ask less tries fewer scopes of the watch list, and says so.
budgets() {
    start --tenant wide
    look "a small budget" --max-requests 12 --subject "$one" --subject "$admin"
    laws
    same "$name: no more than that" yes \
        "$([ "$(wc -l <"$work/log")" -le 12 ] && echo yes)"
    same "$name: what is needed was asked" '7 0 0 0' "$(tally)"
    start --tenant table
    look "nobody is named"
    laws
    same "$name: nothing fails" 0 "$(at tally fail)"
    because delegation.calendar.held unknown needs-subject
    because subject.technician.reached unknown needs-subject
}

# A wider scope is never one in its place.
wider() {
    of "wider" --set 'delegation.scopes=["calendar", "admin.directory.user"]'
    because delegation.calendar.held fail not-granted
    because delegation.directory.held fail not-granted
    same "$name: but excess" 'admin.directory.user.held calendar.held' \
        "$(excess)"
}

# Every technician counts, in whatever order.
people() {
    start --tenant no-calendar
    look "one of two" --subject "$one" --subject "$two" --subject "$admin"
    laws
    verdicts >"$work/first"
    because subject.technician.reached unknown needs-subject
    look "the other way" --subject "$two" --subject "$one" --subject "$admin"
    laws
    same "$name" "$(cat "$work/first")" "$(verdicts)"
    look "the other alone" --subject "$two" --subject "$admin"
    laws
    same "$name" '7 0 0 0' "$(tally)"
    of "the administrator in capitals" --set 'users={"admin@acme.example": null, "ADMIN@acme.example": "administrator"}'
    same "$name: as table" '' "$(others)"
}

# What a token's answer says of a scope that is needed, and what it does not.
answers() {
    while read -r word wanted reason; do
        of "$word" --set "token={\"calendar.readonly\": \"$word\"}"
        because delegation.calendar.held "$wanted" "$reason"
        because delegation.directory.held pass granted
    done <<END
unauthorized_client-older fail not-granted
unauthorized_client-short fail not-granted
access_denied fail not-granted
admin_policy_enforced fail policy
END
    for word in unauthorized_client-other access_denied-other org_internal \
        invalid_scope unknown 200-no-token 200-html \
        200-not-json 200-empty 302; do
        of "$word" --set "token={\"calendar.readonly\": \"$word\"}"
        same "$name: doubt" unknown \
            "$(verdict delegation.calendar.held | cut -d ' ' -f 1)"
        because delegation.directory.held pass granted
    done
}

# What a read's answer says, and that it never fails a delegation.
reads() {
    for word in 403-userRateLimitExceeded 403-api-off \
        403-not-a-calendar-user 403-domain-cannot-use-apis 403-unknown \
        403-usageLimits-unknown 404-notFound 404-html 503-backendError \
        200-html 200-not-json 200-empty 200-other-kind 200-error 302; do
        of "events: $word" --set "calls={\"events\": \"$word\"}"
        same "$name: the delegation does not fail" '' \
            "$(verdict delegation.calendar.held | sed -n '/^fail/p')"
        wanted=unknown
        [ $word = 403-api-off ] && wanted=fail
        same "$name: the API" "$wanted" \
            "$(verdict api.calendar.enabled | cut -d ' ' -f 1)"
    done
    for reasons in both errors details; do
        of "no scope, $reasons" --set wire.reasons=$reasons \
            --set 'calls={"events": "403-scope"}'
        because delegation.calendar.held unknown conflict
        because api.calendar.enabled pass granted
    done
    of "throttled twice" \
        --set 'calls={"events": {"answer": "403-rateLimitExceeded", "times": 2}}'
    same "$name: as table" '' "$(others)"
}

# What an audit says is what it was judged by.
offline() {
    for tenant in demo nothing refused api-off; do
        start --tenant $tenant
        try "offline, $tenant"
        verdicts >"$work/first"
        "$grantscan" evaluate --rules "$rules" \
            --report json="$work/again.json" "$work/audit.json" \
            >"$work/out" 2>"$work/err"
        same "$name: exit status" "$status" $?
        cp "$work/again.json" "$work/audit.json"
        same "$name" "$(cat "$work/first")" "$(verdicts)"
    done
}

"$sim" --tenant table --make-key "$key" || skip 'no key could be made'
make_hidden
whole_tenants
logins
key_files
transcript
budgets
wider
people
answers
reads
offline
done_testing
