#!/bin/sh
# The Google simulator by itself: its command line, its tenants, and its answers
# to curl, held against the published forms; assertions are signed by openssl.
# Environment: GOOGLE_SIM (default ./google-sim), and what lib.sh says.
# shellcheck source=tests/integration/lib.sh
. "$(dirname "$0")/lib.sh"

sim=${GOOGLE_SIM:-./google-sim}
folder=$top/tests/simulator/google
export GOOGLE_SIM_TENANTS="$folder/tenants"
have curl || skip 'curl is missing'
have openssl || skip 'openssl is missing'

email=horizon-audit@acme-horizon.iam.gserviceaccount.com
client=104857600000000000042
auth=https://www.googleapis.com/auth
key=$work/key.json

# get URL [ARGUMENT]...: status in code; head and body in $work.
get() {
    url=$1
    shift
    rm -f "$work/body"
    code=$(curl -sg -D "$work/head" -o "$work/body" -w '%{http_code}' "$@" \
        "$url")
    tr -d '\r' <"$work/head" >"$work/head.new"
    mv "$work/head.new" "$work/head"
    [ -e "$work/body" ] || : >"$work/body"
}

# header NAME: its value in the last answer.
header() { sed -n "s/^$1: //Ip" "$work/head"; }

# field PATH [FIELD]...: of the body, as pick prints it.
field() { "$pick" "$work/body" "$@" | tr '\t' ' '; }

# logged FIELD...: of the last request.
logged() {
    tail -n 1 "$work/log" >"$work/last"
    "$pick" -l "$work/last" '[0]' "$@" | tr '\t' ' '
}

# The whole body of the last answer against standard input.
whole() {
    cat >"$work/wanted.body"
    checked=$((checked + 1))
    cmp -s "$work/wanted.body" "$work/body" && return 0
    bad "$1: not this body"
    diff "$work/wanted.body" "$work/body" | sed 's/^/    /'
}

base64url() { openssl base64 -A | tr '+/' '-_' | tr -d '='; }

# take KEY-FILE: what of it signs.
take() {
    "$pick" "$1" .private_key | sed 's/\\n/\n/g' >"$work/key.pem"
    kid=$("$pick" "$1" .private_key_id)
}

# assertion CLAIM=JSON...: signed; these over the usual claims, and without
# those that have no value. now: seconds to add to the clock of this machine.
now=0
kid_=yes
alg=RS256
assertion() {
    seconds=$(($(date +%s) + now))
    set -- "$@" "iss=\"$email\"" "scope=\"$auth/calendar.readonly\"" \
        'sub="tech1@acme.example"' \
        'aud="https://oauth2.googleapis.com/token"' "iat=$seconds" \
        "exp=$((seconds + 3600))"
    : >"$work/claims"
    for pair in "$@"; do
        grep -q "^${pair%%=*}=" "$work/claims" ||
            printf '%s\n' "$pair" >>"$work/claims"
    done
    claims=$(sed '/=$/d; s/^\([^=]*\)=\(.*\)/"\1": \2/' "$work/claims" |
        paste -s -d , -)
    head="{\"alg\": \"$alg\", \"typ\": \"JWT\""
    [ -z "$kid_" ] || head="$head, \"kid\": \"$kid\""
    signed=$(printf '%s}' "$head" | base64url).$(printf '{%s}' "$claims" |
        base64url)
    signature=$(printf '%s' "$signed" |
        openssl dgst -sha256 -sign "$work/key.pem" -binary | base64url)
    jwt=$signed.$signature
}

# post FIELD=VALUE...: to the token endpoint; values are encoded.
post() {
    : >"$work/form"
    for pair in "$@"; do
        printf 'data-urlencode = "%s"\n' "$pair" >>"$work/form"
    done
    get "${base}token" -K "$work/form"
    token=
    [ "$code" = 200 ] && token=$(field .access_token 2>/dev/null)
}

grant=grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer
login() {
    assertion "$@"
    post "$grant" "assertion=$jwt"
}

# as WHO SCOPE: a token for this subject, or none if it is "-".
as() {
    if [ "$1" = - ]; then
        login sub= "scope=\"$2\""
    else
        login "sub=\"$1\"" "scope=\"$2\""
    fi
}
tech() { as tech1@acme.example "$auth/$1"; }
admin() { as admin@acme.example "$auth/$1"; }

# read_ PATH [ARGUMENT]...: with the token.
read_() {
    path=$1
    shift
    get "${base}$path" -H "Authorization: Bearer $token" "$@"
}

one='maxResults=1&fields=kind'
events() { read_ "calendar/v3/calendars/primary/events?$one"; }
users() { read_ "admin/directory/v1/users?customer=my_customer&$one"; }

# The calls: name, path, and the kind of what is answered.
cal=calendar/v3/calendars/primary
dir=admin/directory/v1
cat >"$work/paths" <<END
events $cal/events?$one calendar#events
calendarList calendar/v3/users/me/calendarList?$one calendar#calendarList
calendar $cal?fields=kind calendar#calendar
acl $cal/acl?$one calendar#acl
settings calendar/v3/users/me/settings?$one calendar#settings
users $dir/users?customer=my_customer&$one admin#directory#users
groups $dir/groups?customer=my_customer&$one admin#directory#groups
orgunits $dir/customer/my_customer/orgunits?$one admin#directory#orgUnits
resources $dir/customer/my_customer/resources/calendars?$one admin#directory#resources#calendars#calendarResourcesList
roles $dir/customer/my_customer/roles?$one admin#directory#roles
domains $dir/customer/my_customer/domains?$one admin#directory#domains
customer $dir/customers/my_customer?fields=kind admin#directory#customer
END

# start ARGUMENT...: a simulator that knows the key.
start() { sim_start --key "$key" "$@"; }

# refused WHAT STATUS ERROR WORD [WORDS]: of the token endpoint.
refused() {
    same "$1" "$2 $3 $4" "$code $(field .error) $(logged answer)"
    [ $# -lt 5 ] || same "$1: words" "$5" "$(field .error_description)"
}

# denied WHAT STATUS REASON [WORDS]: of an API.
denied() {
    same "$1" "$2 $2 $3" \
        "$code $(field .error.code) $(field '.error.errors[0].reason')"
    [ $# -lt 4 ] || same "$1: words" "$4" "$(field .error.message)"
}

# granted WHAT
granted() {
    same "$1" '200 Bearer 3599' "$code $(field . .token_type .expires_in)"
}

# usage WHAT TEXT ARGUMENT...: ends with status 3 and says the text.
usage() {
    what=$1
    text=$2
    shift 2
    "$sim" "$@" >"$work/said" 2>&1
    same "$what: exit status" 3 $?
    holds "$what" "$work/said" "$text"
}

make_keys() {
    "$sim" --tenant table --make-key "$key" >"$work/said" 2>&1
    same "--make-key: exit status" 0 $?
    same "--make-key: says nothing" '' "$(cat "$work/said")"
    same "--make-key: for its owner only" -rw------- \
        "$(find "$key" -printf '%M\n' 2>/dev/null)"
    same "--make-key: its members" 'type project_id private_key_id private_key client_email client_id auth_uri token_uri auth_provider_x509_cert_url client_x509_cert_url universe_domain' \
        "$(grep -oE '^.?"[a-z0-9_]+"' "$key" | tr -d '"\t ' | tr '\n' ' ' |
            sed 's/ $//')"
    same "--make-key: whose" "service_account acme-horizon $email $client googleapis.com" \
        "$("$pick" "$key" . type project_id client_email client_id \
            universe_domain | tr '\t' ' ')"
    same "--make-key: token_uri" https://oauth2.googleapis.com/token \
        "$("$pick" "$key" .token_uri)"
    same "--make-key: where its certificate is" \
        https://www.googleapis.com/robot/v1/metadata/x509/horizon-audit%40acme-horizon.iam.gserviceaccount.com \
        "$("$pick" "$key" .client_x509_cert_url)"
    take "$key"
    same "--make-key: 40 hex digits" 40 \
        "$(printf '%s' "$kid" | grep -xE '[0-9a-f]{40}' | tr -d '\n' | wc -c |
            tr -d ' ')"
    holds "--make-key: PKCS #8" "$work/key.pem" '^-----BEGIN PRIVATE KEY-----$'
    same "--make-key: 2048 bits" 2048 \
        "$(openssl rsa -in "$work/key.pem" -noout -text 2>/dev/null |
            sed -n 's/.*Private-Key: (\([0-9]*\) bit.*/\1/p')"
    "$sim" --tenant table --make-key "$work/other.json"
    checked=$((checked + 1))
    cmp -s "$key" "$work/other.json" && bad "two keys are the same"
    "$sim" --tenant table --make-key "$work/none/key.json" 2>"$work/said"
    same "--make-key to nowhere" 4 $?
}

command_line() {
    "$sim" --help >"$work/said"
    holds "--help" "$work/said" '--tenant FILE|NAME'
    holds "--help of its own" "$work/said" '--make-key FILE'
    "$sim" --version >"$work/said"
    holds "--version" "$work/said" '^google-sim '
    same "--list-tenants" 'api-off demo no-calendar not-admin nothing one-missing policy refused skew suspended table throttled wide' \
        "$("$sim" --list-tenants | awk '{ print $1 }' | sort -u | tr '\n' ' ' |
            sed 's/ $//')"
    usage "no tenant" 'which tenant' --port 0
    usage "--key without a file" 'argument is missing' --tenant table --key
    usage "unknown tenant" 'no tenant "nobody"' --tenant nobody
    usage "unknown scope" \
        'delegation.scopes: no scope "calender.readonly"; did you mean "calendar.readonly"' \
        --tenant table --set 'delegation.scopes=["calender.readonly"]'
    usage "a scope that is none" 'must be a string' --tenant table \
        --set 'delegation.scopes=[1]'
    usage "unknown scope of an answer" 'no scope "gmail.read' --tenant table \
        --set 'token={"gmail.read.": "200"}'
    usage "unknown answer" 'must be one of: 200, 200-with-scope, ' \
        --tenant table --set 'token={"login": "no"}'
    usage "unknown answer of a call" 'must be one of: 200, 400-no-customer, ' \
        --tenant table --set 'calls={"events": "no"}'
    usage "unknown call" 'must be one of: \*, events, calendarList, ' \
        --tenant table --set 'calls={"event": "200"}'
    usage "unknown kind" 'must be one of: user, administrator, ' \
        --tenant table --set 'users={"x@acme.example": "room"}'
    usage "unknown state" 'must be one of: fine, disabled, ' --tenant table \
        --set account.state=lost
    usage "unknown entry" 'must be one of: id, email, nothing' --tenant table \
        --set delegation.entered=name
    usage "unknown API state" 'must be one of: on, off, blocked' \
        --tenant table --set apis.calendar=no
    usage "unknown key" 'unknown key "api"; did you mean "apis"' \
        --tenant table --set api=1
    usage "events" 'must be from 0 to a thousand' --tenant table \
        --set events=1001
    usage "clock" 'must be a whole number of seconds' --tenant table \
        --set clock_skew=soon
    usage "no key file" 'No such file' --tenant table --key "$work/none"
    usage "no key" 'no RSA key' --tenant table --key "$0"
    usage "another's key" "no key file of $email" --tenant table \
        --set account.keys="[\"$folder/tenants/table.json\"]"
    echo '{}' >"$work/empty.json"
    usage "no name" 'empty.json:1:1: a tenant needs a "name"' \
        --tenant "$work/empty.json"
    holds "no delegation" "$work/said" 'a tenant needs a "delegation"'
}

# What is wrong with a form, an assertion or an account.
logins() {
    start --tenant table
    login sub=
    granted "a login"
    same "a login: members" 'access_token expires_in token_type' \
        "$(grep -oE '"[a-z_]+":' "$work/body" | tr -d '":' | tr '\n' ' ' |
            sed 's/ $//')"
    same "a login: token" ya29. "$(printf '%.5s' "$token")"
    same "a login: log" "ok token 200 $auth/calendar.readonly null []" \
        "$(logged auth endpoint answer scope subject never)"
    holds "a login: log" "$work/log" 'grant-type:jwt-bearer&assertion=\*\*\*'
    lacks "a login: log" "$work/log" "$token"
    lacks "a login: log" "$work/log" "$signature"
    first=$token
    login sub=
    checked=$((checked + 1))
    [ "$first" = "$token" ] && bad "two tokens are the same"
    login 'sub=' "scope=\"$auth/drive\""
    granted "of the account itself: whatever is delegated"
    login
    granted "delegated"
    same "delegated: log" "tech1@acme.example 200 []" \
        "$(logged subject answer never)"
    login 'scope="https://mail.google.com/"'
    refused "not delegated" 401 unauthorized_client unauthorized_client \
        'Client is unauthorized to retrieve access tokens using this method, or client not authorized for any of the scopes requested.'
    for scope in calendar calendar.events.readonly calendar.calendarlist.readonly; do
        tech $scope
        refused "$scope: neither wider nor narrower" 401 unauthorized_client \
            unauthorized_client
    done
    login "scope=\"$auth/calendar.readonly $auth/admin.directory.user.readonly\""
    granted "two that are delegated"
    same "two: log" '["several-scopes"]' "$(logged never)"
    login "scope=\"$auth/calendar.readonly $auth/drive\""
    refused "one of two" 401 unauthorized_client unauthorized_client
    login sub= "scope=\"$auth/calendar.readonly $auth/drive\""
    granted "two of the account itself"
    for scope in '' calendar.readonly "$auth/calendar.read" \
        "$auth/Calendar.readonly" \
        "$auth/calendar.readonly,$auth/admin.directory.user.readonly"; do
        login "scope=\"$scope\""
        refused "scope \"$scope\"" 400 invalid_scope invalid_scope \
            'Invalid OAuth scope or ID token audience provided.'
    done
    login scope=
    refused "no scope" 400 invalid_scope invalid_scope
}

forms() {
    start --tenant table
    assertion
    get "${base}token"
    same "a GET" '404 text/html; charset=UTF-8 ["elsewhere"]' \
        "$code $(header Content-Type) $(logged never)"
    post "$grant"
    refused "no assertion" 400 invalid_request invalid_request
    post "assertion=$jwt"
    refused "no grant type" 400 invalid_request invalid_request
    post grant_type=client_credentials "assertion=$jwt"
    refused "another grant type" 400 unsupported_grant_type \
        unsupported_grant_type
    post "$grant" "assertion=$jwt" "assertion=$jwt"
    refused "twice" 400 invalid_request invalid_request
    get "${base}token" -H 'Content-Type: application/json' \
        -d "{\"assertion\": \"$jwt\"}"
    refused "JSON" 400 invalid_request invalid_request
    lacks "JSON: log" "$work/log" "$signature"
    for text in x a.b "$jwt.x" "$signed.***" "$signed.${signature}==" \
        "x$jwt"; do
        post "$grant" "assertion=$text"
        refused "an assertion that is none" 400 invalid_request \
            invalid_request
    done
    get "${base}token?assertion=$jwt" -d "$grant"
    same "in the address" '400 ["credential-in-address"]' \
        "$code $(logged never)"
    post "$grant" "assertion=$jwt"
    granted "as it should be"
    get "${base}token" -K "$work/form" -H 'Authorization: Bearer x'
    same "a token at the login" '200 ["token-at-login"]' \
        "$code $(logged never)"
}

signatures() {
    start --tenant table
    kid_=
    login
    granted "without kid"
    kid_=yes
    kid=0000000000000000000000000000000000000000
    login
    refused "another kid" 400 invalid_grant invalid_grant-signature \
        'Invalid JWT Signature.'
    take "$work/other.json"
    login
    refused "another key" 400 invalid_grant invalid_grant-signature
    kid_=
    login
    refused "another key without kid" 400 invalid_grant \
        invalid_grant-signature
    kid_=yes
    take "$key"
    alg=PS256
    login
    refused "another algorithm" 400 invalid_grant invalid_grant-signature
    alg=RS256
    assertion
    one_=$(printf '%s' "$signature" | cut -c 1)
    [ "$one_" = A ] && two_=B || two_=A
    post "$grant" "assertion=$signed.$two_${signature#?}"
    refused "one letter" 400 invalid_grant invalid_grant-signature
    sim_start --tenant table
    login
    refused "no key is known" 400 invalid_grant invalid_grant-no-verifier \
        'Invalid JWT: No valid verifier found for issuer'
    openssl rsa -in "$work/key.pem" -pubout -out "$work/public.pem" 2>/dev/null
    sim_start --tenant table --set "account.keys=[\"$work/other.json\", \"$work/public.pem\"]"
    login
    granted "the public half of one of two"
    take "$work/other.json"
    login
    granted "the other one"
    take "$key"
}

claims() {
    start --tenant table
    for audience in "${base}token" https://oauth2.googleapis.com/token/ \
        https://www.googleapis.com/oauth2/v4/token; do
        login "aud=\"$audience\""
        refused "audience $audience" 400 invalid_grant invalid_grant-audience \
            'Invalid JWT: Failed audience check.'
    done
    login aud=
    refused "no audience" 400 invalid_grant invalid_grant-audience
    login "iss=\" $email\""
    refused "a blank" 401 invalid_client invalid_client \
        'The OAuth client was not found.'
    login 'iss="x@acme-horizon.iam.gserviceaccount.com"'
    refused "another account" 400 invalid_grant \
        invalid_grant-account-not-found 'Invalid grant: account not found'
    login iss=
    refused "no issuer" 401 invalid_client invalid_client
    at=$(date +%s)
    for pair in "iat=${at}000 exp=$((at + 3600))000" "iat=$at.5 exp=$((at + 60))" \
        "iat=\"$at\" exp=$((at + 60))" "iat=$at exp=$((at + 3601))" \
        "iat=$at exp=$at" "iat= exp=$((at + 60))" "iat=$at exp=" \
        "iat=$((at - 4000)) exp=$((at - 400))" \
        "iat=$((at + 400)) exp=$((at + 500))"; do
        login "${pair% *}" "${pair#* }"
        refused "$pair" 400 invalid_grant invalid_grant-clock \
            'Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and exp values in the JWT claim.'
    done
    login "iat=$((at - 200))" "exp=$((at + 60))"
    granted "a few minutes do not matter"
    start --tenant skew
    login
    refused "ten minutes" 400 invalid_grant invalid_grant-clock
    behind=$(($(date +%s) - $(date -d "$(header Date)" +%s)))
    same "the clock tells" yes \
        "$([ $behind -gt 500 ] && [ $behind -lt 700 ] && echo yes)"
    now=-600
    login
    granted "by Google's clock"
    now=0
}

# state STATE STATUS ERROR WORD WORDS
state() {
    start --tenant table --set "account.state=$1"
    login sub=
    refused "account: $1" "$2" "$3" "$4" "$5"
}

states() {
    state disabled 400 invalid_grant invalid_grant-robot-disabled \
        'Robot is disabled.'
    state client-disabled 401 disabled_client disabled_client \
        'The OAuth client was disabled.'
    state absent 400 invalid_grant invalid_grant-account-not-found \
        'Invalid grant: account not found'
    state no-client 401 invalid_client invalid_client \
        'The OAuth client was not found.'
    state key-deleted 400 invalid_grant invalid_grant-signature \
        'Invalid JWT Signature.'
}

# subject ADDRESS STATUS ERROR WORD [WORDS]
subject() {
    as "$1" "$auth/calendar.readonly"
    if [ "$2" = 200 ]; then
        granted "$1"
    else
        what=$1
        shift
        refused "$what" "$@"
    fi
}

subjects() {
    start --tenant table
    for who in tech1 TECH2 admin helpdesk frontline; do
        subject $who@acme.example 200
    done
    subject suspended@acme.example 400 invalid_grant \
        invalid_grant-invalid-user 'Invalid email or User ID'
    subject nobody@acme.example 400 invalid_grant invalid_grant-invalid-user
    subject dispatch@acme.example 400 invalid_grant invalid_grant-invalid-user
    subject someone@gmail.com 400 invalid_grant invalid_grant-invalid-user
    subject partner@other.example 401 unauthorized_client unauthorized_client
    subject deleted@acme.example 400 invalid_grant \
        invalid_grant-account-deleted 'The account has been deleted'
    subject former@acme.example 400 invalid_request \
        invalid_request-impersonation \
        'Invalid impersonation &quot;sub&quot; field.'
    subject restricted@acme.example 403 access_denied \
        access_denied-restricted 'Account restricted'
    for who in tech1 '' @acme.example tech1@ 'a b@acme.example' a@b@c; do
        subject "$who" 400 invalid_grant invalid_grant-not-valid-email \
            'Not a valid email.'
    done
    login sub=7
    refused "a number" 400 invalid_grant invalid_grant-not-valid-email
    as nobody@acme.example "$auth/drive"
    refused "subject before delegation" 400 invalid_grant \
        invalid_grant-invalid-user
    start --tenant table --set wire.order=delegation
    as nobody@acme.example "$auth/drive"
    refused "delegation before subject" 401 unauthorized_client \
        unauthorized_client
    start --tenant table --set 'users={"tech1@acme.example": "suspended-late", "tech2@acme.example": null, "new@acme.example": "user"}'
    subject tech1@acme.example 200
    events
    denied "suspended, and noticed late" 401 authError 'Invalid Credentials'
    subject tech2@acme.example 400 invalid_grant invalid_grant-invalid-user
    subject new@acme.example 200
    start --tenant nothing
    login sub=
    granted "e-mail entered: login"
    tech calendar.readonly
    refused "e-mail entered" 401 unauthorized_client unauthorized_client
    start --tenant table --set delegation.entered=nothing
    admin admin.directory.user.readonly
    refused "nothing entered" 401 unauthorized_client unauthorized_client
}

# Each word of the token endpoint: status, error, and whether it has words.
token_words='
200-no-token 200 -
200-html 200 -
502-html 502 -
200-not-json 200 -
200-empty 200 -
302 302 -
access_denied 400 access_denied
access_denied-403 403 access_denied
access_denied-other 403 access_denied
access_denied-restricted 403 access_denied
admin_policy_enforced 400 admin_policy_enforced
org_internal 400 org_internal
org_internal-401 401 org_internal
invalid_grant-account-deleted 400 invalid_grant
invalid_grant-account-not-found 400 invalid_grant
invalid_grant-audience 400 invalid_grant
invalid_grant-clock 400 invalid_grant
invalid_grant-invalid-user 400 invalid_grant
invalid_grant-no-verifier 400 invalid_grant
invalid_grant-not-valid-email 400 invalid_grant
invalid_grant-robot-disabled 400 invalid_grant
invalid_grant-signature 400 invalid_grant
invalid_request-impersonation 400 invalid_request
invalid_request-prn 400 invalid_request
invalid_scope 400 invalid_scope
invalid_scope-older 400 invalid_scope
disabled_client 401 disabled_client
invalid_client 401 invalid_client
unauthorized_client 401 unauthorized_client
unauthorized_client-short 401 unauthorized_client
unauthorized_client-older 401 unauthorized_client
unauthorized_client-other 401 unauthorized_client
invalid_request 400 invalid_request
unsupported_grant_type 400 unsupported_grant_type
internal_failure 500 internal_failure
internal_failure-429 429 internal_failure
internal_failure-503 503 internal_failure
unknown 400 weather_error'

# Each word for a scope of its own, all in one simulator; the first one for the
# login.
chosen_tokens() {
    printf '%s\n' "$token_words" | sed 1d >"$work/words"
    sed -n 's/^\(https:[^\t]*\)\t.*/\1/p' "$folder/scopes.tsv" |
        paste - "$work/words" | sed '/\t$/d; /^\t/d' >"$work/chosen"
    same "words" "$(wc -l <"$work/words")" "$(wc -l <"$work/chosen")"
    list=$(awk -F '[\t ]' '{ printf "%s\"%s\": \"%s\"", (NR > 1 ? ", " : ""),
        $1, $2 }' "$work/chosen")
    start --tenant table --set "token={\"login\": \"org_internal\", $list}"
    login sub=
    refused "login" 400 org_internal org_internal
    while read -r scope word status error; do
        login "scope=\"$scope\""
        if [ "$error" = - ]; then
            same "$word" "$status $word" "$code $(logged answer)"
        else
            refused "$word" "$status" "$error" "$word"
        fi
    done <"$work/chosen"
    start --tenant table --set 'token={"drive": "200", "*": "unknown", "gmail.send": {"answer": "200-with-scope", "after": 1, "times": 1}, "keep": "200-other-scope", "tasks": "invalid_scope-older"}'
    tech drive
    granted "given though not delegated"
    read_ calendar/v3/calendars/primary/events
    denied "and of no use" 403 insufficientPermissions
    tech calendar.readonly
    refused "any" 400 weather_error unknown 'It rains.'
    login sub=
    granted "but the login"
    for wanted in "400 weather_error" "200 $auth/gmail.send" \
        "400 weather_error"; do
        tech gmail.send
        same "after and times" "$wanted" \
            "$code $(field . scope error | tr -d ' ')"
    done
    tech keep
    same "another scope" "200 $auth/tasks.readonly" "$code $(field .scope)"
    tech tasks
    refused "older" 400 invalid_scope invalid_scope-older \
        "$auth/tasks is not a valid audience string."
}

# Each word of a call: status, reason of the errors, reason of the details.
call_words='
400-no-customer 400 badRequest null
400-invalid 400 invalid null
400-invalidParameter 400 invalidParameter null
401-authError 401 authError null
403-rateLimitExceeded 403 rateLimitExceeded null
403-userRateLimitExceeded 403 userRateLimitExceeded null
403-quotaExceeded 403 quotaExceeded null
403-dailyLimitExceeded 403 dailyLimitExceeded null
403-calendarUsageLimitsExceeded 403 calendarUsageLimitsExceeded null
403-usageLimits-unknown 403 someLimitExceeded null
403-api-off 403 accessNotConfigured SERVICE_DISABLED
403-api-off-admin 403 accessNotConfigured SERVICE_DISABLED
403-scope 403 insufficientPermissions ACCESS_TOKEN_SCOPE_INSUFFICIENT
403-scope-details-only 403 null ACCESS_TOKEN_SCOPE_INSUFFICIENT
403-scope-errors-only 403 insufficientPermissions null
403-not-admin 403 forbidden null
403-forbidden 403 forbidden null
403-not-a-calendar-user 403 notACalendarUser null
403-domain-cannot-use-apis 403 domainCannotUseApis null
403-insufficientFilePermissions 403 insufficientFilePermissions null
403-unknown 403 weatherError null
404-notFound 404 notFound null
404-resource 404 notFound null
404-html 404 - -
429-rateLimitExceeded 429 rateLimitExceeded null
500-backendError 500 backendError null
500-internalError 500 internalError null
503-backendError 503 backendError null
200-html 200 - -
502-html 502 - -
200-not-json 200 - -
200-empty 200 - -
200-other-kind 200 - -
200-no-kind 200 - -
200-error 200 - -
302 302 - -'

# all_scopes: a token that opens every call, of an administrator.
all_scopes() {
    login 'sub="admin@acme.example"' "scope=\"$auth/calendar $auth/admin.directory.user $auth/admin.directory.group $auth/admin.directory.orgunit $auth/admin.directory.resource.calendar $auth/admin.directory.rolemanagement $auth/admin.directory.domain $auth/admin.directory.customer\""
}

# reason errors|details: that of the first one, or "null".
reason() {
    said=$(field ".error.$1[0].reason")
    echo "${said:-null}"
}

# Each call one of the words; as many simulators as it takes.
chosen_calls() {
    printf '%s\n' "$call_words" | sed 1d >"$work/words"
    n=$(wc -l <"$work/paths")
    from=1
    while [ $from -le "$(wc -l <"$work/words")" ]; do
        sed -n "$from,$((from + n - 1))p" "$work/words" |
            paste -d ' ' - "$work/paths" | sed '/^ /d' >"$work/chosen"
        list=$(awk '{ printf "%s\"%s\": \"%s\"", (NR > 1 ? ", " : ""), $5, $1 }' \
            "$work/chosen")
        start --tenant table --set "calls={$list}" --set 'token={"*": "200"}'
        all_scopes
        while read -r word status reason detail name path kind; do
            read_ "$path"
            same "$word: $name" "$status $word" "$code $(logged answer)"
            [ "$reason" = - ] || same "$word: reasons" \
                "$status $reason $detail" \
                "$(field .error.code) $(reason errors) $(reason details)"
        done <"$work/chosen"
        from=$((from + n))
    done
    start --tenant table --set 'calls={"users": "403-not-admin"}' \
        --set 'token={"*": "200"}'
    all_scopes
    while read -r name path kind; do
        read_ "$path"
        [ "$name" = users ] && wanted=403 || wanted=200
        same "$name beside users" "$wanted" "$code"
    done <"$work/paths"
    start --tenant table --set 'calls={"*": "503-backendError", "events": {"answer": "429-rateLimitExceeded", "times": 2}, "acl": "200"}' \
        --set retryAfter=7
    tech calendar.readonly
    for wanted in '429 7' '429 7' '503 7'; do
        events
        same "times" "$wanted" "$code $(header Retry-After)"
    done
    read_ "calendar/v3/calendars/primary/acl?$one"
    denied "acl is as usual" 403 insufficientPermissions
    same "no wait for that" '' "$(header Retry-After)"
    start --tenant table --set wire.reasons=errors \
        --set 'calls={"events": "403-scope", "acl": "403-scope-details-only"}'
    tech calendar.readonly
    events
    lacks "errors only" "$work/body" details
    read_ "calendar/v3/calendars/primary/acl?$one"
    holds "what has one place only" "$work/body" details
    start --tenant table --set wire.reasons=details \
        --set 'calls={"events": "403-scope", "acl": "403-not-admin"}'
    tech calendar.readonly
    events
    lacks "details only" "$work/body" errors
    read_ "calendar/v3/calendars/primary/acl?$one"
    holds "what has the other place only" "$work/body" errors
}

# opens SCOPE CALL...: these and no others.
opens() {
    scope=$1
    shift
    admin "$scope"
    seen=
    while read -r name path kind; do
        read_ "$path"
        if [ "$code" = 200 ]; then
            same "$scope: $name" "$kind ok $name []" \
                "$(field .kind) $(logged auth endpoint never)"
            seen="$seen $name"
        else
            same "$scope: $name" "403 1" \
                "$code $(grep -c '"insufficientPermissions"' "$work/body")"
        fi
    done <"$work/paths"
    same "$scope opens" "${*:+ }$*" "$seen"
}

calls() {
    start --tenant table --set 'token={"*": "200"}'
    opens calendar events calendarList calendar acl settings
    opens calendar.readonly events calendarList calendar settings
    for scope in calendar.events calendar.events.readonly \
        calendar.events.owned calendar.events.owned.readonly \
        calendar.events.freebusy; do
        opens $scope events
    done
    opens calendar.calendarlist.readonly calendarList
    opens calendar.calendars calendar
    opens calendar.acls acl
    opens calendar.acls.readonly acl
    opens calendar.settings.readonly settings
    opens calendar.app.created
    opens admin.directory.user users
    opens admin.directory.user.readonly users
    opens cloud-platform users
    opens admin.directory.group.readonly groups
    opens admin.directory.orgunit.readonly orgunits
    opens admin.directory.resource.calendar.readonly resources
    opens admin.directory.rolemanagement.readonly roles
    opens admin.directory.domain.readonly domains
    opens admin.directory.customer.readonly customer
    opens drive
}

refusals() {
    start --tenant table
    tech calendar.readonly
    events
    whole "events" <<END
{
 "kind": "calendar#events"
}
END
    same "events: type" 'application/json; charset=UTF-8' \
        "$(header Content-Type)"
    get "${base}calendar/v3/calendars/primary/events?$one"
    denied "no token" 401 authError 'Invalid Credentials'
    same "no token: log" 'none []' "$(logged auth never)"
    get "${base}calendar/v3/calendars/primary/events?$one&access_token=$token"
    denied "in the address" 401 authError
    same "in the address: log" '["credential-in-address"]' "$(logged never)"
    get "${base}calendar/v3/calendars/primary/events?$one" \
        -H "Authorization: Basic $token"
    denied "Basic" 401 authError
    token=ya29.x
    events
    denied "another token" 401 authError
    same "another token: log" bad "$(logged auth)"
    admin admin.directory.user.readonly
    users
    same "users" "200 admin#directory#users" "$code $(field .kind)"
    read_ "admin/directory/v1/users?$one"
    denied "no customer" 400 badRequest 'Bad Request'
    read_ "admin/directory/v1/users?domain=acme.example&$one"
    same "by domain" 200 "$code"
    read_ "admin/directory/v1/users?domain=other.example&$one"
    denied "another domain" 404 notFound
    events
    denied "a token of another scope" 403 insufficientPermissions \
        'Request had insufficient authentication scopes.'
    whole "scope" <<END
{
 "error": {
  "code": 403,
  "message": "Request had insufficient authentication scopes.",
  "errors": [
   {
    "message": "Request had insufficient authentication scopes.",
    "domain": "global",
    "reason": "insufficientPermissions"
   }
  ],
  "status": "PERMISSION_DENIED",
  "details": [
   {
    "@type": "type.googleapis.com/google.rpc.ErrorInfo",
    "reason": "ACCESS_TOKEN_SCOPE_INSUFFICIENT",
    "domain": "googleapis.com",
    "metadata": {
     "service": "calendar-json.googleapis.com",
     "consumer": "projects/815000000042"
    }
   }
  ]
 }
}
END
    as helpdesk@acme.example "$auth/admin.directory.user.readonly"
    users
    same "may read users" 200 "$code"
    for who in tech1@acme.example -; do
        as $who "$auth/admin.directory.user.readonly"
        users
        denied "$who: no administrator" 403 forbidden \
            'Not Authorized to access this resource/api'
    done
    tech admin.directory.user.readonly
    read_ "admin/directory/v1/users?customer=my_customer&viewType=domain_public&$one"
    same "what all may see" 200 "$code"
    as - "$auth/calendar.readonly"
    events
    same "the account's own calendar" 200 "$code"
    tech calendar.readonly
    read_ "calendar/v3/calendars/tech1@acme.example/events?$one"
    same "one's own" 200 "$code"
    read_ "calendar/v3/calendars/tech2@acme.example/events?$one"
    denied "another's" 404 notFound 'Not Found'
    read_ "calendar/v3/calendars/primary/nothing"
    same "no such path" '404 text/html; charset=UTF-8 ["elsewhere"]' \
        "$code $(header Content-Type) $(logged never)"
    whole "no such path" <<END
<!DOCTYPE html><html><title>Error 404 (Not Found)!!1</title></html>
END
    start --tenant no-calendar
    tech calendar.readonly
    events
    denied "no calendar" 403 notACalendarUser \
        'The user must be signed up for Google Calendar.'
    start --tenant table --set lifetime=0
    tech calendar.readonly
    events
    denied "an old token" 401 authError
}

projects() {
    start --tenant api-off
    tech calendar.readonly
    events
    denied "Calendar off" 403 accessNotConfigured \
        'Google Calendar API has not been used in project 815000000042 before or it is disabled. Enable it by visiting https://console.developers.google.com/apis/api/calendar-json.googleapis.com/overview?project=815000000042 then retry.'
    same "Calendar off: details" \
        'SERVICE_DISABLED calendar-json.googleapis.com usageLimits' \
        "$(field '.error.details[0].reason') $(field '.error.details[0].metadata.service') $(field '.error.errors[0].domain')"
    admin admin.directory.user.readonly
    events
    denied "off comes before the scope" 403 accessNotConfigured
    users
    same "the other is on" 200 "$code"
    start --tenant table --set apis.admin=off --set 'account.projectNumber="7"'
    tech admin.directory.user.readonly
    users
    denied "Admin SDK off, before the administrator" 403 accessNotConfigured \
        'Admin SDK API has not been used in project 7 before or it is disabled.'
    same "Admin SDK off: details" 'admin.googleapis.com projects/7' \
        "$(field '.error.details[0].metadata' service consumer)"
    start --tenant table --set apis.admin=blocked
    admin admin.directory.user.readonly
    users
    denied "blocked" 403 domainCannotUseApis 'Domain cannot use apis.'
    start --tenant table --set budget=2
    tech calendar.readonly
    for wanted in 200 200 403; do
        events
        same "budget" $wanted "$code"
    done
    denied "budget" 403 userRateLimitExceeded 'User Rate Limit Exceeded'
    start --tenant table --set concurrent=1 --latency 1000
    tech calendar.readonly
    first=$token
    curl -s -o "$work/one" -H "Authorization: Bearer $first" \
        "${base}calendar/v3/calendars/primary/events?$one" &
    other=$!
    curl -s -o "$work/two" -H "Authorization: Bearer $first" \
        "${base}calendar/v3/calendars/primary/events?$one"
    wait $other
    same "two at once" 1 "$(cat "$work/one" "$work/two" |
        grep -c '"reason": "quotaExceeded"')"
}

# masked FIELDS BODY: what is left of a list of one event, on one line.
masked() {
    read_ "calendar/v3/calendars/primary/events?maxResults=1&fields=$1"
    same "fields=$1" "$2" "$(tr -d '\n ' <"$work/body")"
    same "fields=$1: log" '["records"]' "$(logged never)"
}

contents() {
    start --tenant table
    tech calendar.readonly
    read_ calendar/v3/calendars/primary/events
    same "without fields" '200 ["records"]' "$code $(logged never)"
    same "without fields: events" 3 \
        "$(grep -c '"summary": "sim-summary-DO-NOT-READ"' "$work/body")"
    read_ 'calendar/v3/calendars/primary/events?maxResults=2&fields=kind'
    same "more than one" '["records"]' "$(logged never)"
    masked items/status '{"items":[{"status":"confirmed"}]}'
    masked 'kind,items(start/dateTime,status)' \
        '{"kind":"calendar#events","items":[{"start":{"dateTime":"2026-01-05T00:00:00Z"},"status":"confirmed"}]}'
    masked 'nextPageToken,nothing' '{"nextPageToken":"1"}'
    masked 'items(attendees/email,nothing/x)' \
        '{"items":[{"attendees":[{"email":"sim-guest-DO-NOT-READ@other.example"}]}]}'
    for fields in 'items(' 'items)' 'a,,b' '/' 'a(b' '(a)' \
        'a(b(c(d(e(f(g(h(i(j(k'; do
        read_ "calendar/v3/calendars/primary/events?fields=$fields"
        denied "fields=$fields" 400 invalidParameter
    done
    read_ "calendar/v3/calendars/primary/events?$one&pageToken=2"
    same "a page more" '["link"]' "$(logged never)"
    read_ 'calendar/v3/calendars/primary/events?maxResults=2&pageToken=2'
    lacks "the last page" "$work/body" nextPageToken
    admin admin.directory.user.readonly
    read_ 'admin/directory/v1/users?customer=my_customer'
    same "users" 7 "$(grep -c '"primaryEmail"' "$work/body")"
    lacks "nobody else's" "$work/body" gmail.com
}

nevers() {
    start --tenant table
    login sub=
    get "${base}oauth2/v2/tokeninfo?access_token=$token"
    same "tokeninfo" "200 $client $client $auth/calendar.readonly online" \
        "$code $(field . issued_to audience scope access_type)"
    same "tokeninfo: log" '["credential-in-address","tokeninfo"]' \
        "$(logged never)"
    get "${base}tokeninfo?access_token=$token"
    same "the newer one" "200 $client $client online" \
        "$code $(field . .azp .aud .access_type)"
    get "${base}oauth2/v2/tokeninfo?access_token=x"
    same "of no token" '400 invalid_token Invalid Value' \
        "$code $(field . .error .error_description)"
    get "${base}revoke?token=$token" -X POST
    same "revoke" '["credential-in-address","write","revoke"]' \
        "$(logged never)"
    tech calendar.readonly
    read_ calendar/v3/freeBusy -H 'Content-Type: application/json' \
        -d '{"items": [{"id": "primary"}]}'
    same "freeBusy" '200 calendar#freeBusy ["write","freeBusy"]' \
        "$code $(field .kind) $(logged never)"
    lacks "freeBusy: log" "$work/log" 'items'
    for method in POST PUT PATCH DELETE; do
        read_ calendar/v3/calendars/primary/events -X $method
        same "$method" '404 ["write","elsewhere"]' "$code $(logged never)"
    done
    read_ admin/directory/v1/users/tech1@acme.example/tokens
    same "tokens" '404 ["elsewhere"]' "$code $(logged never)"
    read_ admin/directory/v1/users/tech1@acme.example/asps/1 -X DELETE
    same "asps" '404 ["write","elsewhere"]' "$code $(logged never)"
}

wires() {
    start --tenant table --set wire.scope=true --set wire.dots=true \
        --set wire.tokenLength=2000
    tech calendar.readonly
    same "with its scope" "$auth/calendar.readonly" "$(field .scope)"
    same "long, with dots" "yes ...." "$([ ${#token} -gt 2000 ] &&
        [ ${#token} -lt 2048 ] && echo yes) $(printf '%s' "$token" |
        tail -c 4)"
    events
    same "and good" 200 "$code"
    start --tenant table \
        --set 'faults=[{"path": "token", "status": 502, "body": "x", "contentType": "text/html"}, {"path": "calendar/*", "times": 2, "status": 500}]'
    tech calendar.readonly
    same "a fault" 502 "$code"
    lacks "a fault: log" "$work/log" "$signature"
    tech calendar.readonly
    granted "the next one"
    for wanted in 500 500 200; do
        events
        same "faults of reads" $wanted "$code"
    done
}

# Every shipped tenant starts and is what its name says.
tenants() {
    start --tenant one-missing
    tech calendar.readonly
    granted "one-missing: the one"
    admin admin.directory.user.readonly
    refused "one-missing: the other" 401 unauthorized_client \
        unauthorized_client
    start --tenant not-admin
    admin admin.directory.user.readonly
    granted "not-admin: a token"
    users
    denied "not-admin" 403 forbidden
    start --tenant wide
    for scope in calendar admin.directory.user gmail.readonly drive; do
        tech $scope
        granted "wide: $scope"
    done
    as tech1@acme.example https://mail.google.com/
    granted "wide: mail"
    tech drive.readonly
    refused "wide: not more than that" 401 unauthorized_client \
        unauthorized_client
    start --tenant throttled
    tech calendar.readonly
    events
    denied "throttled" 403 rateLimitExceeded
    admin admin.directory.user.readonly
    users
    denied "throttled: users" 403 quotaExceeded
    tech drive
    refused "throttled: token" 429 internal_failure internal_failure-429
    start --tenant refused
    login sub=
    refused "refused" 400 invalid_grant invalid_grant-signature
    start --tenant suspended
    login sub=
    granted "suspended: login"
    subject tech1@acme.example 400 invalid_grant invalid_grant-invalid-user
    start --tenant policy
    login sub=
    granted "policy: login"
    tech calendar.readonly
    refused "policy" 400 admin_policy_enforced admin_policy_enforced
    whole "policy" <<END
{
 "error": "admin_policy_enforced"
}
END
    start --tenant demo
    as tech2@acme.example "$auth/calendar.readonly"
    events
    denied "demo" 403 notACalendarUser
    admin admin.directory.user.readonly
    refused "demo: the wider one instead" 401 unauthorized_client \
        unauthorized_client
}

make_keys
take "$key"
command_line
logins
forms
signatures
claims
states
subjects
chosen_tokens
chosen_calls
calls
refusals
projects
contents
nevers
wires
tenants
done_testing
