#!/bin/sh
# The Zoho simulator by itself: its command line, its tenants, and its answers
# to curl, held against the published forms. Environment: ZOHO_SIM (default
# ./zoho-sim), and what lib.sh says.
# shellcheck source=tests/integration/lib.sh
. "$(dirname "$0")/lib.sh"

sim=${ZOHO_SIM:-./zoho-sim}
folder=$top/tests/simulator/zoho
export ZOHO_SIM_TENANTS="$folder/tenants"
have curl || skip 'curl is missing'

client=1000.SIMULATEDHORIZONCLIENT000000000
secret='sim-secret-DO-NOT-USE'
refresh=1000.0123456789abcdef0123456789abcdef.fedcba9876543210fedcba9876543210
portal=600421900
agent=4000000000001017
marked=DO-NOT-READ

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
field() { "$pick" "$work/body" "$@" 2>/dev/null | tr '\t' ' '; }

# members: the keys of the body, in their order.
members() {
    grep -oE '"[A-Za-z_]+":' "$work/body" | tr -d '":' | tr '\n' ' ' |
        sed 's/ $//'
}

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

# post NAME=VALUE...: to the token endpoint.
post() {
    : >"$work/form"
    for pair in "$@"; do
        printf 'data-urlencode = "%s"\n' "$pair" >>"$work/form"
    done
    get "${base}oauth/v2/token" -K "$work/form"
    token=$(field .access_token)
}
login() {
    post grant_type=refresh_token client_id=$client client_secret=$secret \
        refresh_token=$refresh
}

# start ARGUMENT...: a simulator that has given out a token.
start() {
    sim_start "$@"
    login
}

# read_ PATH [ARGUMENT]...: with the token, of the portal.
read_() {
    path=$1
    shift
    get "${base}api/v1/$path" -H "Authorization: Zoho-oauthtoken $token" \
        -H "orgId: $portal" "$@"
}

# The calls: name and path.
cat >"$work/paths" <<END
organizations organizations
accessibleOrganizations accessibleOrganizations
myProfilePermissions myProfilePermissions
myProfile myProfile
myinfo myinfo
personalRole personalRole
agents agents?limit=1
departments departments?limit=200
tickets tickets?limit=1
ticketsSearch tickets/search?id=1&limit=1
contacts contacts?limit=1
contactsSearch contacts/search?id=1&limit=1
accounts accounts?limit=1
layouts layouts?module=tickets&limit=1
webhooks webhooks
agentsTicketsCount agentsTicketsCount?agentIds=$agent
END

# refused WHAT STATUS ERROR WORD: of the token endpoint.
refused() {
    same "$1" "$2 $3 $4" "$code $(field .error) $(logged answer)"
}

# denied WHAT STATUS CODE [MESSAGE]: of Desk.
denied() {
    same "$1" "$2 $3" "$code $(field .errorCode)"
    [ $# -lt 4 ] || same "$1: message" "$4" "$(field .message)"
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

command_line() {
    "$sim" --help >"$work/said"
    holds "--help" "$work/said" '--tenant FILE|NAME'
    "$sim" --version >"$work/said"
    holds "--version" "$work/said" '^zoho-sim '
    same "--list-tenants" 'administrator demo edition evicted light no-scope-member personal-role table throttled write-only wrong-dc wrong-org' \
        "$("$sim" --list-tenants | awk '{ print $1 }' | sort -u | tr '\n' ' ' |
            sed 's/ $//')"
    usage "no tenant" 'which tenant' --port 0
    usage "unknown tenant" 'no tenant "nobody"' --tenant nobody
    usage "unknown scope" \
        'scopes: no scope "Desk.ticket.READ"; did you mean "Desk.tickets.READ"' \
        --tenant table --set 'scopes=["Desk.ticket.READ"]'
    usage "a scope that is none" 'must be a string' --tenant table \
        --set 'scopes=[1]'
    usage "unknown key of a profile" \
        'profile.keys.tickets: no key "veiw"; did you mean "view"' \
        --tenant table --set profile.keys.tickets.veiw=true
    usage "unknown group" \
        'profile.keys: no group "ticket"; did you mean "tickets"' \
        --tenant table --set profile.keys.ticket=null
    usage "a group that is a word" 'must be an object, null or "absent"' \
        --tenant table --set profile.keys.tickets=none
    usage "unknown type" 'must be one of: Administrator, Standard, ' \
        --tenant table --set profile.type=Boss
    usage "unknown state" 'must be one of: fine, absent, ' --tenant table \
        --set client.state=lost
    usage "unknown edition" 'must be one of: FREE, FREE_2019, ' \
        --tenant table --set organization.edition=GOLD
    usage "unknown permission" 'must be one of: Admin, AgentPublic, ' \
        --tenant table --set agent.rolePermissionType=Boss
    usage "unknown department" 'no department "Sales"' --tenant table \
        --set 'agent.departments=["Sales"]'
    usage "unknown answer" 'must be one of: 200, 200-no-token, ' \
        --tenant table --set token=no
    usage "unknown answer of a call" 'must be one of: 200, 200-open, 204, ' \
        --tenant table --set 'calls={"tickets": "no"}'
    usage "unknown call" 'must be one of: \*, organizations, ' \
        --tenant table --set 'calls={"ticket": "200"}'
    usage "what an edition lacks" 'must be one of: organizations, ' \
        --tenant table --set 'organization.closed={"*": "TEAM"}'
    usage "too many records" 'records.tickets: must be from 0 to a thousand' \
        --tenant table --set records.tickets=1001
    usage "unknown form" 'must be one of: spaces, commas, ' --tenant table \
        --set wire.scope=dots
    usage "status of a scope" 'must be 401 or 403' --tenant table \
        --set wire.scopeStatus=400
    usage "unknown key" 'unknown key "agents"; did you mean "agent"' \
        --tenant table --set agents=1
    echo '{}' >"$work/empty.json"
    usage "no name" 'empty.json:1:1: a tenant needs a "name"' \
        --tenant "$work/empty.json"
    holds "no scopes" "$work/said" 'a tenant needs "scopes"'
}

logins() {
    sim_start --tenant write-only
    login
    same "a token by its form" yes "$(printf '%s\n' "$token" |
        grep -qxE '1000\.[0-9a-f]{32}\.[0-9a-f]{32}' && echo yes)"
    whole "a refresh" <<END
{
 "access_token": "$token",
 "scope": "Desk.tickets.READ Desk.tickets.WRITE Desk.search.READ Desk.contacts.READ Desk.accounts.READ Desk.agents.READ Desk.settings.READ Desk.basic.READ",
 "api_domain": "https://www.zohoapis.com",
 "token_type": "Bearer",
 "expires_in": 3600
}
END
    same "a refresh: log" '200 ok token 200 null []' \
        "$code $(logged auth endpoint answer portal never)"
    same "a refresh: log of its form" \
        'grant_type=refresh_token&client_id=***&client_secret=***&refresh_token=***' \
        "$(logged body)"
    for word in $secret $refresh "$token" $client; do
        lacks "a refresh: log" "$work/log" "$word"
    done
    same "type" 'application/json;charset=UTF-8' "$(header Content-Type)"
    first=$token
    login
    same "another one" '200 ["second-refresh"]' "$code $(logged never)"
    checked=$((checked + 1))
    [ "$first" = "$token" ] && bad "two tokens are the same"
    token=$first
    read_ organizations
    same "the first is still good" 200 "$code"
    sim_start --tenant table
    get "${base}oauth/v2/token?grant_type=refresh_token&client_id=$client&client_secret=$secret&refresh_token=$refresh" \
        -X POST
    same "in the address" '200 ["credential-in-address"]' \
        "$code $(logged never)"
    sim_start --tenant table
    login -
    get "${base}oauth/v2/token" -d x=1 -H 'Authorization: Zoho-oauthtoken x'
    same "a token at the login" '["second-refresh","token-at-login"]' \
        "$(logged never)"
    sim_start --tenant table --set refreshes=1
    login
    login
    whole "one too many" <<'END'
{
 "error_description": "You have made too many requests continuously. Please try again after some time.",
 "error": "Access Denied",
 "status": "failure"
}
END
    refused "one too many" 400 'Access Denied' access-denied
    sim_start --tenant table
    n=0
    while [ $n -lt 10 ]; do
        login
        n=$((n + 1))
    done
    same "the tenth" 200 "$code"
    login
    refused "the eleventh" 400 'Access Denied' access-denied
    sim_start --tenant table --set refreshes=20
    login
    first=$token
    n=0
    while [ $n -lt 10 ]; do
        login
        n=$((n + 1))
    done
    read_ organizations
    same "the newest of eleven" 200 "$code"
    token=$first
    read_ organizations
    denied "the oldest of eleven" 401 INVALID_OAUTH
    sim_start --tenant table --set tokens=1
    login
    first=$token
    login
    read_ organizations
    same "the one token" 200 "$code"
    token=$first
    read_ organizations
    denied "the one before it" 401 INVALID_OAUTH
}

mistakes() {
    sim_start --tenant table --set refreshes=100
    post client_id=x client_secret=$secret refresh_token=$refresh
    refused "another client" 200 invalid_client invalid_client
    whole "another client" <<'END'
{
 "error": "invalid_client"
}
END
    same "another client: log" bad "$(logged auth)"
    post client_id=$client client_secret=x grant_type=refresh_token
    refused "another secret" 200 invalid_client_secret invalid_client_secret
    post client_id=$client client_secret=$secret refresh_token=x \
        grant_type=refresh_token
    refused "another refresh token" 200 invalid_code invalid_code
    post client_id=$client client_secret=$secret refresh_token=$refresh
    refused "no grant type" 200 invalid_request invalid_request
    post client_id=$client client_secret=$secret \
        grant_type=authorization_code code=x
    refused "a code" 200 invalid_request invalid_request
    same "a code: log" '["code","second-refresh"]' "$(logged never)"
    post client_id=$client client_secret=$secret refresh_token=$refresh \
        grant_type=refresh_token grant_type=refresh_token
    refused "twice" 200 invalid_request invalid_request
    get "${base}oauth/v2/token" -d "{\"client_id\": \"$client\"}" \
        -H 'Content-Type: application/json'
    refused "no form" 200 invalid_client invalid_client
    same "no form: log" '***' "$(logged body)"
    get "${base}oauth/v2/token"
    same "a GET" '404 ["elsewhere"]' "$code $(logged never)"
    get "${base}oauth/v2/auth?client_id=$client"
    whole "elsewhere" <<'END'
<!doctype html><html><body>Zoho Accounts</body></html>
END
    same "elsewhere: log" '["credential-in-address","elsewhere"]' \
        "$(logged never)"
    get "${base}oauth/v2/token/revoke" -d token=x
    same "revoke" '200 ["write","revoke"]' "$code $(logged never)"
    while read -r state error; do
        start --tenant table --set "client.state=$state"
        refused "$state" 200 "$error" "$error"
    done <<'END'
absent invalid_client
elsewhere invalid_client
secret-rotated invalid_client_secret
evicted invalid_code
revoked invalid_code
elsewhere-code invalid_code
END
    start --tenant table --set client.state=elsewhere-token
    same "a token of another data centre" 200 "$code"
    read_ organizations
    denied "a token of another data centre" 401 INVALID_OAUTH \
        'The OAuth Token you provided is invalid.'
}

# Each answer of the token endpoint by its word: word, status, error, members.
chosen_tokens() {
    cat >"$work/chosen" <<'END'
200-no-token|200||scope api_domain token_type expires_in
200-empty-token|200||access_token scope api_domain token_type expires_in
200-token-and-error|200|general_error|error access_token scope api_domain token_type expires_in
invalid_client|200|invalid_client|error
invalid_client-400|400|invalid_client|error
invalid_client_secret|200|invalid_client_secret|error
invalid_client_secret-400|400|invalid_client_secret|error
invalid_code|200|invalid_code|error
invalid_code-400|400|invalid_code|error
invalid_scope|200|invalid_scope|error
invalid_request|200|invalid_request|error
missing_org_info|200|missing_org_info|error
general_error|200|general_error|error
unknown|200|weather_error|error
access-denied|400|Access Denied|error_description error status
access-denied-200|200|Access Denied|error_description error status
access-denied-other|400|Access Denied|error_description error status
200-html|200||
404-html|404||
500-html|500||
503-html|503||
200-not-json|200||
200-empty|200||
302|302||
END
    while IFS='|' read -r word status error keys; do
        start --tenant table --set "token={\"answer\": \"$word\", \"times\": 1}"
        refused "$word" "$status" "$error" "$word"
        same "$word: members" "$keys" "$(members |
            case $word in *json) cat >/dev/null ;; *) cat ;; esac)"
        [ -z "$token" ] || read_ organizations
        [ -z "$token" ] || denied "$word: no token" 401 INVALID_OAUTH
        login
        same "after $word" '200 200' "$code $(logged answer)"
    done <"$work/chosen"
    start --tenant table --set token.after=1 --set token.answer=302
    same "after" 200 "$code"
    login
    same "after: the next" '302 http://accounts.zoho.example/somewhere/else' \
        "$code $(header Location)"
}

scope_forms() {
    while IFS='|' read -r form text; do
        start --tenant table --set "wire.scope=$form" \
            --set 'scopes=["Desk.tickets.READ", "Desk.basic.READ", "Desk.settings.ALL"]' \
            --set 'moreScopes=["Desk.weather.READ"]'
        same "scope: $form" "$text" "$(grep '"scope"' "$work/body" |
            tr -d ' ')$(sed -n 's/.*"scope": //p' "$work/body" |
            tr -cd ' ' | wc -c | tr -d ' ')"
        read_ layouts?module=tickets
        same "scope: $form changes nothing" 200 "$code"
    done <<'END'
spaces|"scope":"Desk.tickets.READDesk.basic.READDesk.settings.ALLDesk.weather.READ",3
commas|"scope":"Desk.tickets.READ,Desk.basic.READ,Desk.settings.ALL,Desk.weather.READ",0
mixed|"scope":"Desk.tickets.READ,Desk.basic.READDesk.settings.ALL,Desk.weather.READ",4
lower|"scope":"desk.tickets.readdesk.basic.readdesk.settings.alldesk.weather.read",3
upper|"scope":"DESK.TICKETS.READDESK.BASIC.READDESK.SETTINGS.ALLDESK.WEATHER.READ",3
repeated|"scope":"Desk.tickets.READDesk.basic.READDesk.settings.ALLDesk.weather.READDesk.tickets.READDesk.basic.READDesk.settings.ALLDesk.weather.READ",7
absent|0
empty|"scope":"",0
nothing|"scope":null,0
list|"scope":[0
END
    start --tenant no-scope-member
    whole "absent" <<END
{
 "access_token": "$token",
 "api_domain": "https://www.zohoapis.com",
 "token_type": "Bearer",
 "expires_in": 3600
}
END
    start --tenant table --set wire.apiDomain=
    lacks "no api_domain" "$work/body" api_domain
    start --tenant table --set wire.apiDomain=https://www.zohoapis.eu
    same "api_domain" https://www.zohoapis.eu "$(field .api_domain)"
}

# opens SCOPES CALL...: these and no others.
opens() {
    scopes=$1
    shift
    start --tenant administrator --set "scopes=[$scopes]"
    seen=
    while read -r name path; do
        read_ "$path"
        case $code in
        200 | 204)
            same "$scopes: $name" "ok $name $code []" \
                "$(logged auth endpoint answer never)"
            seen="$seen $name"
            ;;
        *)
            denied "$scopes: $name" 403 SCOPE_MISMATCH \
                'The OAuth Token does not contain the scope to perform this operation.'
            ;;
        esac
    done <"$work/paths"
    same "$scopes opens" "${*:+ }$*" "$seen"
}

scopes() {
    for word in READ ALL; do
        opens "\"Desk.basic.$word\"" organizations accessibleOrganizations \
            myProfilePermissions myProfile myinfo personalRole agents \
            departments layouts
        opens "\"Desk.settings.$word\"" organizations \
            accessibleOrganizations myProfilePermissions myProfile \
            personalRole agents departments webhooks
        opens "\"Desk.tickets.$word\"" tickets agentsTicketsCount
        opens "\"Desk.contacts.$word\"" contacts accounts
    done
    opens '"Desk.organization.READ"' organizations accessibleOrganizations
    opens '"Desk.permissions.READ"' myProfilePermissions myProfile personalRole
    opens '"Desk.agents.READ"' agents
    opens '"Desk.departments.READ"' departments
    opens '"Desk.layouts.READ"' layouts
    opens '"Desk.webhooks.READ"' webhooks
    opens '"Desk.events.READ"' webhooks
    opens '"Desk.search.READ"'
    opens '"Desk.tickets.READ", "Desk.search.READ"' tickets ticketsSearch \
        agentsTicketsCount
    opens '"Desk.contacts.READ", "desk.search.read"' contacts contactsSearch \
        accounts
    opens '"Desk.accounts.READ"'
    opens '"Desk.tickets.WRITE", "Desk.tickets.UPDATE", "Desk.basic.UPDATE"'
    start --tenant table --set 'scopes=[]' --set wire.scopeStatus=401
    read_ tickets?limit=1
    denied "the other status" 401 SCOPE_MISMATCH
}

# closes GROUP.KEY CALL...: without that key of the profile.
closes() {
    closed=$1
    shift
    start --tenant administrator --set "profile.keys.$closed=false"
    seen=
    while read -r name path; do
        read_ "$path"
        [ "$code" = 403 ] || continue
        denied "$closed: $name" 403 FORBIDDEN \
            'You are not authorized to access this resource.'
        seen="$seen $name"
    done <"$work/paths"
    same "$closed closes" " $*" "$seen"
}

gates() {
    closes tickets.view tickets ticketsSearch agentsTicketsCount
    closes contacts.view contacts contactsSearch
    closes accounts.view accounts
    closes agents.overview agents
    closes setup.webhooks webhooks
    for value in true null absent '"x"' 0; do
        start --tenant table --set "profile.keys.tickets.view=$value"
        read_ tickets?limit=1
        same "tickets.view $value" 200 "$code"
    done
    for value in null absent; do
        start --tenant table --set "profile.keys.tickets=$value"
        read_ tickets?limit=1
        same "tickets $value" 200 "$code"
    done
    start --tenant table --set 'scopes=["Desk.search.READ"]' \
        --set profile.keys.tickets.view=false
    read_ tickets?limit=1
    denied "the scope comes first" 403 SCOPE_MISMATCH
    start --tenant table --set 'scopes=["Desk.search.READ"]' \
        --set profile.keys.tickets.view=false --set wire.order=profile
    read_ tickets?limit=1
    denied "the profile comes first" 403 FORBIDDEN
    for edition in FREE FREE_2019 NEW_FREE EXPRESS STANDARD; do
        start --tenant table --set organization.edition=$edition
        read_ webhooks
        denied "$edition before the profile" 403 LICENSE_ACCESS_LIMITED
        same "$edition" "WEBHOOK $edition 0 false" \
            "$(field . feature editionType maxAllowedEntity isTrial)"
    done
    for edition in PROFESSIONAL ENTERPRISE ULTIMATE ZOHOONE; do
        start --tenant table --set organization.edition=$edition
        read_ webhooks
        denied "$edition" 403 FORBIDDEN
    done
    start --tenant table --set organization.edition=FREE \
        --set 'organization.closed={"layouts": "TEAM"}'
    read_ layouts?module=tickets
    whole "what the edition lacks" <<'END'
{
 "errorCode": "LICENSE_ACCESS_LIMITED",
 "message": "Your Zoho Desk Edition does not support this feature/operation.",
 "feature": "TEAM",
 "editionType": "FREE",
 "maxAllowedEntity": "10",
 "isTrial": false
}
END
}

tokens() {
    start --tenant table
    get "${base}api/v1/organizations"
    denied "no token" 401 UNAUTHORIZED \
        'You are not authorized to perform this operation.'
    same "no token: log" 'none []' "$(logged auth never)"
    get "${base}api/v1/organizations" -H "Authorization: Bearer $token"
    denied "another scheme" 401 INVALID_OAUTH
    get "${base}api/v1/organizations" -H 'Authorization: Zoho-oauthtoken x'
    denied "another token" 401 INVALID_OAUTH
    same "another token: log" bad "$(logged auth)"
    get "${base}api/v1/organizations?access_token=$token"
    denied "in the address" 401 UNAUTHORIZED
    same "in the address: log" '["credential-in-address"]' "$(logged never)"
    start --tenant table --set tokenUses=2
    for wanted in 200 200 401; do
        read_ organizations
        same "tokenUses" $wanted "$code"
    done
}

portals() {
    start --tenant table
    get "${base}api/v1/myinfo" -H "Authorization: Zoho-oauthtoken $token"
    same "no portal" '200 null ["no-portal"]' "$code $(logged portal never)"
    get "${base}api/v1/myinfo?orgId=$portal" \
        -H "Authorization: Zoho-oauthtoken $token"
    same "as an argument" "200 $portal []" "$code $(logged portal never)"
    get "${base}api/v1/organizations" \
        -H "Authorization: Zoho-oauthtoken $token"
    same "organizations need none" '200 []' "$code $(logged never)"
    get "${base}api/v1/myinfo" -H "Authorization: Zoho-oauthtoken $token" \
        -H 'orgId: 7'
    whole "another portal" <<'END'
{
 "errorCode": "OAUTH_ORG_MISMATCH",
 "message": "The OAuthToken is not valid for specified organization."
}
END
    start --tenant wrong-org
    read_ myinfo
    denied "wrong-org" 403 OAUTH_ORG_MISMATCH
    read_ organizations
    same "wrong-org: portals" '600421901 600421900' \
        "$(field '.data[*].id' | tr '\n' ' ' | sed 's/ $//')"
    read_ accessibleOrganizations
    same "wrong-org: within reach" 600421901 "$(field '.data[*].id')"
}

limits() {
    start --tenant table --set credits=5
    read_ tickets?limit=1
    same "credits" '200 3 2' "$code $(header X-Rate-Limit-Request-Weight-v3) $(header X-Rate-Limit-Remaining-v3)"
    read_ 'tickets/search?id=1&limit=1'
    same "of a search" '204 1 1' "$code $(header X-Rate-Limit-Request-Weight-v3) $(header X-Rate-Limit-Remaining-v3)"
    same "204: no body" '0 ' "$(wc -c <"$work/body" | tr -d ' ') $(header Content-Type)"
    read_ tickets?limit=1
    whole "used up" <<'END'
{
 "errorCode": "THRESHOLD_EXCEEDED",
 "message": "You have exceeded the API limit for the day."
}
END
    same "used up" '429 3600  0' "$code $(header Retry-After) $(header X-Rate-Limit-Request-Weight-v3) $(header X-Rate-Limit-Remaining-v3)"
    read_ myinfo
    same "what it is enough for" '200 0' \
        "$code $(header X-Rate-Limit-Remaining-v3)"
    while read -r edition credits; do
        start --tenant table --set "organization.edition=$edition"
        read_ myinfo
        same "credits of $edition" $((credits - 1)) \
            "$(header X-Rate-Limit-Remaining-v3)"
    done <<'END'
FREE 5000
EXPRESS 25000
STANDARD 50000
PROFESSIONAL 75000
ENTERPRISE 100000
ZOHOONE 100000
END
    start --tenant table --set 'scopes=[]' --set wire.noCredits=true
    read_ tickets?limit=1
    same "no headers" '403 ' "$code $(header X-Rate-Limit-Remaining-v3)"
    start --tenant table --set concurrent=0
    read_ myinfo
    whole "at once" <<'END'
{
 "errorCode": "TOO_MANY_REQUESTS",
 "message": "Too many requests at the same time."
}
END
    same "at once" '429 ' "$code $(header Retry-After)"
    start --tenant table --set concurrent=1 --latency 1000
    for n in one two; do
        curl -s -o "$work/$n" -H "Authorization: Zoho-oauthtoken $token" \
            "${base}api/v1/myinfo" &
        eval "pid_$n=$!"
    done
    # shellcheck disable=SC2154 # set by eval
    wait "$pid_one" "$pid_two"
    same "two at once" 1 "$(cat "$work/one" "$work/two" |
        grep -c TOO_MANY_REQUESTS)"
}

# Each answer of Desk by its word: word, status, code.
chosen_calls() {
    cat >"$work/chosen" <<'END'
200|200|
200-open|200|
204|204|
400-BAD_REQUEST|400|BAD_REQUEST
401-INVALID_OAUTH|401|INVALID_OAUTH
401-UNAUTHORIZED|401|UNAUTHORIZED
401-SCOPE_MISMATCH|401|SCOPE_MISMATCH
403-SCOPE_MISMATCH|403|SCOPE_MISMATCH
403-OAUTH_ORG_MISMATCH|403|OAUTH_ORG_MISMATCH
403-FORBIDDEN|403|FORBIDDEN
403-LICENSE_ACCESS_LIMITED|403|LICENSE_ACCESS_LIMITED
403-ONLY_LIVECHAT_USER|403|ONLY_LIVECHAT_USER
403-INTEGRATION_ADMIN_ERROR|403|INTEGRATION_ADMIN_ERROR
403-unknown|403|WEATHER_ERROR
403-no-code|403|
404-URL_NOT_FOUND|404|URL_NOT_FOUND
405-METHOD_NOT_ALLOWED|405|METHOD_NOT_ALLOWED
413-RESOURCE_SIZE_EXCEEDED|413|RESOURCE_SIZE_EXCEEDED
415-UNSUPPORTED_MEDIA_TYPE|415|UNSUPPORTED_MEDIA_TYPE
422-INVALID_DATA|422|INVALID_DATA
422-UNPROCESSABLE_ENTITY|422|UNPROCESSABLE_ENTITY
422-EMPTY_PAYLOAD|422|EMPTY_PAYLOAD
429-THRESHOLD_EXCEEDED|429|THRESHOLD_EXCEEDED
429-TOO_MANY_REQUESTS|429|TOO_MANY_REQUESTS
500-INTERNAL_SERVER_ERROR|500|INTERNAL_SERVER_ERROR
200-html|200|
401-html|401|
502-html|502|
200-not-json|200|
200-empty|200|
200-other|200|
200-error|200|SCOPE_MISMATCH
302|302|
END
    while IFS='|' read -r word status error; do
        start --tenant table \
            --set "calls={\"agents\": {\"answer\": \"$word\", \"times\": 1}}"
        read_ agents?limit=1
        denied "$word" "$status" "$error"
        same "$word: log" "$word" "$(logged answer)"
        read_ agents?limit=1
        same "after $word" '200 200' "$code $(logged answer)"
    done <"$work/chosen"
    start --tenant table --set 'scopes=[]' --set profile.keys.tickets=absent \
        --set profile.keys.tickets=null \
        --set 'calls={"*": "429-THRESHOLD_EXCEEDED", "tickets": "200-open", "myinfo": {"answer": "401-html", "after": 1}}' \
        --set retryAfter=7
    read_ tickets?limit=1
    same "past all gates" '200 200-open' "$code $(logged answer)"
    read_ agents?limit=1
    same "any other" '429 7 0' \
        "$code $(header Retry-After) $(header X-Rate-Limit-Remaining-v3)"
    read_ myinfo
    same "named, but not yet" 429 "$code"
    read_ myinfo
    whole "then" <<'END'
<!doctype html><html><body>Sign in</body></html>
END
}

example() {
    start --set organization.companyName=Example \
        --set organization.portalName=example --set records.tickets=0 \
        --set records.agents=1 --set agent.firstName=Example \
        --set agent.lastName=Agent --set agent.emailId=agent@example.com \
        --set 'agent.departments=["Support"]' "$@"
}

# What is behind the gates, byte for byte.
contents() {
    example --tenant table --set profile.keys.setup.webhooks=true
    read_ organizations
    whole "organizations" <<'END'
{
 "data": [
  {
   "id": "600421900",
   "companyName": "Example",
   "edition": "ENTERPRISE",
   "isDefault": true,
   "isAdminInOrg": false,
   "isSandboxPortal": false,
   "portalName": "example"
  }
 ]
}
END
    read_ agents?limit=1
    whole "agents" <<'END'
{
 "data": [
  {
   "id": "4000000000001017",
   "firstName": "Example",
   "lastName": "Agent",
   "emailId": "agent@example.com",
   "roleId": "4000000000002001",
   "profileId": "4000000000003001",
   "rolePermissionType": "AgentPublic",
   "status": "ACTIVE",
   "isConfirmed": true,
   "associatedDepartmentIds": [
    "4000000000005001"
   ]
  }
 ]
}
END
    sed '1,2d; $d' "$work/body" | sed '$d; s/^  //' >"$work/agent"
    read_ myinfo
    same "myinfo" "$(cat "$work/agent")" "$(cat "$work/body")"
    read_ departments?limit=200
    whole "departments" <<'END'
{
 "data": [
  {
   "id": "4000000000005001",
   "name": "Support",
   "isEnabled": true
  },
  {
   "id": "4000000000005002",
   "name": "Field service",
   "isEnabled": true
  },
  {
   "id": "4000000000005003",
   "name": "Old",
   "isEnabled": false
  }
 ]
}
END
    read_ 'layouts?module=tickets&limit=1'
    whole "layouts" <<'END'
{
 "data": [
  {
   "id": "4000000000007001",
   "layoutName": "Default",
   "module": "tickets"
  }
 ]
}
END
    read_ personalRole
    whole "personalRole" <<'END'
{
 "id": "4000000000002999",
 "name": "Personal",
 "isDefault": false,
 "isVisible": true,
 "reportsTo": null,
 "shareDataWithPeers": false,
 "immediateSubRoles": []
}
END
    read_ "agentsTicketsCount?agentIds=$agent"
    whole "agentsTicketsCount" <<'END'
{
 "data": [
  {
   "agentId": "4000000000001017",
   "count": "0"
  }
 ]
}
END
    read_ webhooks
    whole "webhooks" <<'END'
{
 "data": [
  {
   "id": "4000000000008001",
   "name": "Other product",
   "url": "https://example.com/hook",
   "isEnabled": true
  }
 ]
}
END
    read_ tickets?limit=1
    same "no tickets" '204 204' "$code $(logged answer)"
    read_ agentsTicketsCount?agentIds=7
    same "no such agent" 204 "$code"
    example --tenant table --set organization.edition=NEW_FREE \
        --set organization.isAdminInOrg=true --set wire.numericIds=true \
        --set organization.isSandboxPortal=null \
        --set organization.portalName= --set 'agent.id="40000000000010171"'
    read_ organizations
    whole "numbers" <<'END'
{
 "data": [
  {
   "id": 600421900,
   "companyName": "Example",
   "edition": "NEW_FREE",
   "isDefault": true,
   "isAdminInOrg": true,
   "isSandboxPortal": null
  }
 ]
}
END
    read_ myinfo
    holds "a number that no double holds" "$work/body" \
        '^ "id": 40000000000010171,$'
    holds "a list of numbers" "$work/body" '^  4000000000005001$'
}

# keys of a profile: "group.key=value" in their order.
keys() {
    sed -n 's/^  *"\([A-Za-z]*\)": {$/\1/p; t
        s/^  *"\([A-Za-z]*\)": \(.*[^,]\),*$/ \1=\2/p' "$work/body" |
        awk '/^ / { sub(/^ /, ""); print group "." $0; next } { group = $1 }'
}

profiles() {
    start --tenant table
    read_ myProfilePermissions
    keys >"$work/keys"
    same "usual keys" 218 "$(wc -l <"$work/keys" | tr -d ' ')"
    same "true" 'tickets.changeOwner tickets.handleUnassigned tickets.edit tickets.closeTicket tickets.view tickets.unassignedChangeOwner agents.overview setup.fetchAcrossDepartment accounts.view timeEntry.view timeEntry.create contacts.view' \
        "$(sed -n 's/=true$//p' "$work/keys" | tr '\n' ' ' | sed 's/ $//')"
    same "first and last" \
        'crmInteg.crmContactsActivityEvents=false activities.reshareSharedCustomViews=false' \
        "$(sed -n '1p; $p' "$work/keys" | tr '\n' ' ' | sed 's/ $//')"
    same "a form" permissions "$(members | cut -d ' ' -f 1)"
    for type in Administrator Custom; do
        start --tenant table --set profile.extent=all \
            --set "profile.type=$type" --set profile.keys='{}'
        read_ myProfilePermissions
        [ $type = Custom ] && wanted=false || wanted=true
        same "all keys of $type" "390 $wanted" \
            "$(keys | wc -l | tr -d ' ') $(keys | sed 's/.*=//' | sort -u)"
    done
    start --tenant table --set profile.extent=all --set profile.rest=null \
        --set profile.keys='{}'
    read_ myProfilePermissions
    same "the rest null" null "$(keys | sed 's/.*=//' | sort -u)"
    start --tenant table --set profile.extent=named \
        --set 'profile.keys={"contacts": null, "tickets": {"closeTicket": "true", "view": true, "edit": null, "export": "absent"}, "comments": "absent"}' \
        --set 'profile.more={"newGroup": {"x": true}}'
    read_ myProfilePermissions
    whole "holes" <<'END'
{
 "permissions": {
  "tickets": {
   "edit": null,
   "closeTicket": "true",
   "view": true
  },
  "contacts": null,
  "newGroup": {
   "x": true
  }
 }
}
END
    start --tenant table --set profile.extent=named --set profile.form=object \
        --set 'profile.keys={"tickets": {"view": true, "edit": false}, "contacts": {"view": true}}'
    read_ myProfilePermissions
    whole "the whole profile" <<'END'
{
 "default": false,
 "permissions": {
  "tickets": {
   "edit": false,
   "view": true
  },
  "contacts": {
   "view": true
  }
 },
 "name": "Horizon integration",
 "description": null,
 "id": "4000000000003001",
 "isVisible": true,
 "type": "Custom"
}
END
    start --tenant administrator --set profile.extent=named \
        --set 'profile.keys={"tickets": {"view": true}}'
    read_ myProfile
    whole "myProfile" <<'END'
{
 "default": true,
 "permissions": {
  "tickets": {
   "view": true
  }
 },
 "name": "Support Administrator",
 "description": "",
 "isVisible": true,
 "id": "4000000000003000",
 "type": "Administrator"
}
END
}

# What is somebody's is marked, and the log tells who asked for it.
nevers() {
    start --tenant table
    while read -r name path; do
        read_ "$path"
        same "$name is asked for little" '[]' "$(logged never)"
    done <"$work/paths"
    for path in agents tickets contacts accounts tickets?limit=2 \
        'tickets/search?subject=x' 'contacts/search?id=4000000000010001'; do
        read_ "$path"
        same "$path" '200 ["records"]' "$code $(logged never)"
        holds "$path" "$work/body" $marked
    done
    read_ tickets
    same "three of them" 3 "$(grep -c ticketNumber "$work/body")"
    read_ 'tickets?from=2&limit=5'
    same "from the third" 1 "$(grep -c ticketNumber "$work/body")"
    read_ tickets/search?id=4000000000009002
    same "by id" '102' "$(field '.data[*].ticketNumber')"
    for parameter in limit=0 limit=201 limit=x limit= from=-1; do
        read_ "tickets?$parameter"
        same "$parameter" "422 /${parameter%%=*}" \
            "$code $(field '.errors[0].fieldName')"
    done
    read_ layouts
    whole "no module" <<'END'
{
 "errorCode": "INVALID_DATA",
 "message": "Error.",
 "errors": [
  {
   "fieldName": "/module",
   "errorType": "invalid",
   "errorMessage": ""
  }
 ]
}
END
    read_ agentsTicketsCount
    same "no agents" 422 "$code"
    for method in POST PUT PATCH DELETE; do
        read_ webhooks -X $method
        denied "$method" 405 METHOD_NOT_ALLOWED 'This method is not allowed.'
        same "$method: log" '["write","elsewhere"]' "$(logged never)"
    done
    read_ tickets/4000000000009001
    denied "a ticket" 404 URL_NOT_FOUND \
        'The URL you requested could not be found.'
    same "a ticket: log" '["elsewhere"]' "$(logged never)"
    read_ tickets/4000000000009001 -X PATCH -d x=1
    same "a write" '404 ["write","elsewhere"]' "$code $(logged never)"
}

wires() {
    sim_start --tenant table \
        --set 'faults=[{"path": "oauth/v2/token", "status": 502, "body": "x", "contentType": "text/html"}, {"path": "api/v1/agents", "times": 2, "status": 500}]'
    login
    same "a fault" 502 "$code"
    lacks "a fault: log" "$work/log" $secret
    login
    same "the next one" '200 ["second-refresh"]' "$code $(logged never)"
    for wanted in 500 500 200; do
        read_ agents?limit=1
        same "faults of reads" $wanted "$code"
    done
}

# Every shipped tenant starts and is what its name says.
tenants() {
    start --tenant table
    holds "table: scopes" "$work/body" 'Desk.tickets.UPDATE'
    read_ webhooks
    denied "table: webhooks" 403 FORBIDDEN
    start --tenant write-only
    lacks "write-only" "$work/body" 'UPDATE\|ALL'
    holds "write-only" "$work/body" 'Desk.tickets.WRITE'
    start --tenant administrator
    while read -r name path; do
        read_ "$path"
        same "administrator: $name" 2 "$(printf %.1s "$code")"
    done <"$work/paths"
    read_ organizations
    same "administrator" true "$(field '.data[0].isAdminInOrg')"
    start --tenant light
    read_ myinfo
    same "light" Light "$(field .rolePermissionType)"
    read_ accounts?limit=1
    denied "light" 403 FORBIDDEN
    start --tenant evicted
    refused "evicted" 200 invalid_code invalid_code
    start --tenant wrong-dc
    refused "wrong-dc" 200 invalid_client invalid_client
    start --tenant throttled
    refused "throttled" 400 'Access Denied' access-denied
    start --tenant personal-role
    read_ myinfo
    same "personal-role" 'AgentPersonal 4000000000002999' \
        "$(field . rolePermissionType roleId)"
    read_ personalRole
    same "personal-role: its id" 4000000000002999 "$(field .id)"
    start --tenant edition
    read_ webhooks
    denied "edition: webhooks" 403 LICENSE_ACCESS_LIMITED
    read_ "agentsTicketsCount?agentIds=$agent"
    same "edition" 'TEAM NEW_FREE' "$(field . feature editionType)"
    read_ myProfilePermissions
    same "edition: what it does not know" 10 "$(keys | wc -l | tr -d ' ')"
    start --tenant demo
    lacks "demo" "$work/body" 'Desk.agents.READ'
    holds "demo" "$work/body" 'Desk.settings.ALL'
    read_ myinfo
    same "demo: its departments" '["4000000000005001"]' \
        "$(field .associatedDepartmentIds)"
}

command_line
logins
mistakes
chosen_tokens
scope_forms
scopes
gates
tokens
portals
limits
chosen_calls
contents
profiles
nevers
wires
tenants
done_testing
