#!/bin/sh
# The Microsoft 365 simulator by itself: its command line, its tenants, and its
# answers to curl, held against the published forms. Environment:
# MICROSOFT365_SIM (default ./microsoft365-sim), and what lib.sh says.
# shellcheck source=tests/integration/lib.sh
. "$(dirname "$0")/lib.sh"

sim=${MICROSOFT365_SIM:-./microsoft365-sim}
folder=$top/tests/simulator/microsoft365
export MICROSOFT365_SIM_TENANTS="$folder/tenants"
have curl || skip 'curl is missing'

tenant=11111111-2222-4333-8444-555555555555
app=aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee
object=99999999-8888-4777-8666-555555555555
secret='sim~secret-DO-NOT+USE%21'
secret_id=66666666-0000-4000-8000-000000000001
graph=https://graph.microsoft.com
minute='startDateTime=2000-01-01T00:00:00Z&endDateTime=2000-01-01T00:01:00Z'
# The arguments of OData are no variables of the shell.
# shellcheck disable=SC2016
top_='$top' select='$select' token_='$skiptoken'
one="$top_=1&$select=id"

# get URL [ARGUMENT]...: status in code; head and body in $work.
get() {
    url=$1
    shift
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

# keys: the names of the members of the body and what is below, in order.
keys() {
    grep -oE '"[@A-Za-z_.]+":' "$work/body" | tr -d '":' | tr '\n' ' ' |
        sed 's/ $//'
}

# post FIELD=VALUE...: to the token endpoint of $where; values are encoded.
where=$tenant
post() {
    : >"$work/form"
    for pair in "$@"; do
        printf 'data-urlencode = "%s"\n' "$pair" >>"$work/form"
    done
    get "${base}$where/oauth2/v2.0/token" -K "$work/form"
}

# at TENANT COMMAND [ARGUMENT]...: with this tenant in the address.
at() {
    where=$1
    shift
    "$@"
    where=$tenant
}

# login [FIELD=VALUE]...: a whole form, with these in place of its own.
login() {
    set -- "$@" "client_id=$app" "scope=$graph/.default" \
        "client_secret=$secret" grant_type=client_credentials
    : >"$work/fields"
    for pair in "$@"; do
        grep -q "^${pair%%=*}=" "$work/fields" ||
            printf '%s\n' "$pair" >>"$work/fields"
    done
    # A field without a value is left out.
    sed '/=$/d; s/.*/data-urlencode = "&"/' "$work/fields" >"$work/form"
    get "${base}$where/oauth2/v2.0/token" -K "$work/form"
    token=
    [ "$code" = 200 ] && token=$(field .access_token)
}

# claims: of the token, in $work/claims.
claims() {
    part=$(echo "$token" | cut -d. -f2 | tr '_-' '/+')
    while [ $((${#part} % 4)) -ne 0 ]; do part=$part=; done
    printf '%s' "$part" | base64 -d >"$work/claims"
}
claim() { "$pick" "$work/claims" . "$@" | tr '\t' ' '; }

# read_ PATH [ARGUMENT]...: of Graph with the token.
read_() {
    path=$1
    shift
    get "${base}v1.0/$path" -H "Authorization: Bearer $token" "$@"
}

# calendar MAILBOX: the read that a scan makes.
calendar() { read_ "users/$1/calendarView?$minute&$one"; }

# enter ARGUMENT...: a simulator with these arguments, and a login.
enter() {
    sim_start "$@"
    login
}

# refused WHAT STATUS ERROR NUMBER: of the token endpoint, and the whole form.
refused() {
    same "$1" "$2 $3 [$4] $4" \
        "$code $(field . .error .error_codes) $(logged code)"
    holds "$1: description" "$work/body" "\"AADSTS$4: [^\"]*\\\\r\\\\nTrace ID: [0-9a-f-]\\{36\\}\\\\r\\\\nCorrelation ID: [0-9a-f-]\\{36\\}\\\\r\\\\nTimestamp: 20[0-9-]* [0-9:]*Z\""
}

# denied WHAT STATUS CODE [WORDS]: of Graph.
denied() {
    same "$1" "$2 $3" "$code $(field .error.code)"
    [ $# -lt 4 ] || holds "$1: words" "$work/body" "\"message\":\"[^\"]*$4"
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
    holds "--version" "$work/said" '^microsoft365-sim '
    same "--list-tenants" 'delegated demo everything no-consent policy scoped secret-id table throttled' \
        "$("$sim" --list-tenants | awk '{ print $1 }' | sort -u | tr '\n' ' ' |
            sed 's/ $//')"
    usage "no tenant" 'which tenant' --port 0
    usage "unknown tenant" 'no tenant "nobody"' --tenant nobody
    usage "unknown permission" \
        'permissions.graph: no permission "Calendar.Read"; did you mean "Calendars.Read"' \
        --tenant table --set 'permissions.graph=["Calendar.Read"]'
    usage "of the other resource" 'no permission "User.Read.All.x"' \
        --tenant table --set 'permissions.exchange=["User.Read.All.x"]'
    usage "a delegated name" 'permissions.graph: no permission "User.Read"' \
        --tenant table --set 'permissions.graph=["User.Read"]'
    usage "unknown role" 'must be one of: Application Calendars.Read, ' \
        --tenant table --set 'rbac=[{"role": "Calendars.Read"}]'
    usage "unknown right" 'must be one of: RestrictAccess, DenyAccess' \
        --tenant table --set 'policies=[{"right": "Deny"}]'
    usage "unknown answer" 'must be one of: none, denied, ' --tenant table \
        --set 'refusals=[{"answer": "no"}]'
    usage "unknown number" 'the number of an AADSTS error' --tenant table \
        --set 'refusals=[{"answer": 1234}]'
    usage "unknown cloud" 'must be one of: global, us-gov, us-dod, china' \
        --tenant table --set tenant.cloud=germany
    usage "unknown kind" 'must be one of: mailbox, none, ' --tenant table \
        --set 'users={"x@acme.example": "room"}'
    usage "no value" 'a secret needs a "secretValue"' --tenant table \
        --set 'secrets=[{}]'
    usage "no time" '"ends" must be a time as' --tenant table \
        --set 'secrets=[{"secretValue": "x", "ends": "2027"}]'
    usage "no certificate" 'No such file' --tenant table \
        --set "certificates=[\"$work/none\"]"
    usage "no PEM" 'no certificate with an RSA key' --tenant table \
        --set "certificates=[\"$folder/tenants/table.json\"]"
    usage "events" 'must be from 0 to a thousand' --tenant table \
        --set events=1001
    usage "unknown key" 'unknown key "polices"; did you mean "policies"' \
        --tenant table --set polices=1
    echo '{}' >"$work/empty.json"
    usage "no name" 'empty.json:1:1: a tenant needs a "name"' \
        --tenant "$work/empty.json"
    holds "no permissions" "$work/said" 'a tenant needs "permissions"'
}

discovery() {
    sim_start --tenant table
    for word in $tenant acme.example ACME.Example; do
        get "$base$word/v2.0/.well-known/openid-configuration"
        same "$word" "200 https://login.microsoftonline.com/$tenant/v2.0 EU null microsoftonline.com graph.microsoft.com" \
            "$code $(field . .issuer .tenant_region_scope .tenant_region_sub_scope .cloud_instance_name .msgraph_host)"
        same "$word: token endpoint" \
            "https://login.microsoftonline.com/$tenant/oauth2/v2.0/token" \
            "$(field .token_endpoint)"
    done
    same "discovery: log" 'none discovery []' "$(logged auth endpoint never)"
    for word in no-such.example 22222222-3333-4444-8555-666666666666; do
        get "$base$word/v2.0/.well-known/openid-configuration"
        refused "$word" 400 invalid_tenant 90002
    done
    get "${base}x%20y/v2.0/.well-known/openid-configuration"
    refused "malformed" 400 invalid_request 900023
    get "${base}common/v2.0/.well-known/openid-configuration"
    same "common" '200 https://login.microsoftonline.com/{tenantid}/v2.0 ["shared-tenant"]' \
        "$code $(field .issuer) $(logged never)"
    get "${base}consumers/v2.0/.well-known/openid-configuration"
    same "consumers" 'https://login.microsoftonline.com/9188040d-6c67-4c5b-b112-36a304b66dad/v2.0' \
        "$(field .issuer)"
    get "$base$tenant/v2.0/.well-known/openid-configuration" \
        -H 'Authorization: Bearer x'
    same "a token there" '["token-at-login"]' "$(logged never)"
    get "$base$tenant/v2.0/elsewhere"
    same "elsewhere" '404 text/html' "$code $(header Content-Type)"
}

# cloud WORD AUTHORITY GRAPH REGION SUB EXCHANGE
cloud() {
    enter --tenant table --set "tenant.cloud=$1"
    refused "$1: another's Graph" 400 invalid_request 90038
    get "$base$tenant/v2.0/.well-known/openid-configuration"
    same "$1" "https://$2/$tenant/v2.0 $4 $5 $3" \
        "$(field . .issuer .tenant_region_scope .tenant_region_sub_scope .msgraph_host)"
    login "scope=https://$3/.default"
    claims
    same "$1: token" "200 https://$3" "$code $(claim aud)"
    calendar tech1@acme.example
    same "$1: read" 200 "$code"
    holds "$1: context" "$work/body" "\"https://$3/v1.0/\\\$metadata#users"
    login "scope=https://$6/.default"
    claims
    same "$1: Exchange" "200 https://$6" "$code $(claim aud)"
}

clouds() {
    cloud us-gov login.microsoftonline.us graph.microsoft.us USGov DODCON \
        outlook.office365.us
    cloud us-dod login.microsoftonline.us dod-graph.microsoft.us USGov DOD \
        outlook-dod.office365.us
    cloud china login.partner.microsoftonline.cn \
        microsoftgraph.chinacloudapi.cn AS null partner.outlook.cn
    sim_start --tenant table --set tenant.region=NA --set tenant.subRegion=GCC
    get "$base$tenant/v2.0/.well-known/openid-configuration"
    same "GCC" 'NA GCC graph.microsoft.com' \
        "$(field . .tenant_region_scope .tenant_region_sub_scope .msgraph_host)"
}

secrets() {
    enter --tenant table
    same "a login" '200 Bearer 3599 3599' \
        "$code $(field . .token_type .expires_in .ext_expires_in)"
    same "no scope in it" 'token_type expires_in ext_expires_in access_token' \
        "$(keys)"
    same "a login: log" 'ok token secret []' "$(logged auth endpoint login never)"
    lacks "a login: log" "$work/log" 'DO-NOT'
    lacks "a login: log" "$work/log" "$token"
    holds "a login: log" "$work/log" 'client_secret=\*\*\*'
    at acme.example login
    same "by domain" 200 "$code"
    login "client_secret=x$secret"
    refused "wrong secret" 401 invalid_client 7000215
    holds "wrong secret: words" "$work/body" "client secret value, not the client secret ID, for a secret added to app '$app'"
    same "wrong secret: log" 'bad secret []' "$(logged auth login never)"
    login "client_secret=$secret_id"
    refused "Secret ID" 401 invalid_client 7000215
    same "Secret ID: log" '["secret-id"]' "$(logged never)"
    get "$base$tenant/oauth2/v2.0/token" -d "client_secret=$secret" \
        -d "client_id=$app" -d "scope=$graph/.default" \
        -d grant_type=client_credentials
    refused "not encoded" 401 invalid_client 7000215
    login client_id=22222222-3333-4444-8555-666666666666
    refused "wrong app" 400 unauthorized_client 700016
    holds "wrong app: words" "$work/body" "'22222222-3333-4444-8555-666666666666' was not found in the directory 'Acme, table'"
    at no-such.example login
    refused "wrong tenant" 400 invalid_request 90002
    at common login
    refused "common" 400 invalid_request 50059
    sim_start --tenant table --set wire.common=accepted
    at organizations login
    same "common accepted" '200 ["shared-tenant"]' "$code $(logged never)"
    at consumers login
    refused "consumers" 400 unauthorized_client 700016
    enter --tenant secret-id
    refused "the tenant of it" 401 invalid_client 7000215
    enter --tenant table --set \
        "secrets=[{\"secretValue\": \"$secret\", \"ends\": \"2026-01-01T00:00:00Z\"}]"
    refused "expired" 401 invalid_client 7000222
    enter --tenant table --set app.disabled=true
    refused "disabled" 400 unauthorized_client 7000112
    enter --tenant table --set app.absent=true
    refused "absent" 400 unauthorized_client 700016
}

forms() {
    sim_start --tenant table
    for name in grant_type client_id scope; do
        login "$name="
        refused "without $name" 400 invalid_request 900144
        holds "without $name" "$work/body" "parameter: '$name'"
    done
    login client_secret=
    refused "without a credential" 401 invalid_client 7000216
    login grant_type=password
    refused "another grant" 400 unsupported_grant_type 70003
    login "scope=$graph/User.Read.All"
    refused "a scope by name" 400 invalid_scope 1002012
    login "scope=$graph/.default openid"
    refused "two scopes" 400 invalid_scope 70011
    login scope=https://elsewhere.example/.default
    refused "another resource" 400 invalid_resource 500011
    for name in "$graph//" 00000003-0000-0000-c000-000000000000/; do
        login "scope=$name.default"
        same "$name" 200 "$code"
    done
    post "client_id=$app" "client_id=$app"
    refused "twice" 400 invalid_request 9000411
    login client_assertion=x
    refused "two credentials" 400 invalid_request 9002313
    get "$base$tenant/oauth2/v2.0/token" -d '{}' \
        -H 'Content-Type: application/json'
    refused "JSON" 400 invalid_request 9002313
    same "JSON: log" '***' "$(logged body)"
    get "$base$tenant/oauth2/v2.0/token" -X POST
    refused "nothing" 400 invalid_request 900144
    get "$base$tenant/oauth2/v2.0/token?client_secret=x"
    refused "GET" 400 invalid_request 900561
    same "GET: log" '["credential-in-address"]' "$(logged never)"
    enter --tenant table --set tenant.exchange=false
    login scope=https://outlook.office365.com/.default
    refused "no Exchange" 400 invalid_resource 500011
    holds "no Exchange" "$work/body" \
        'resource principal named https://outlook.office365.com was not'
}

# Number, status, error.
numbers='7000215 401 invalid_client
7000216 401 invalid_client
7000218 401 invalid_client
7000222 401 invalid_client
700027 401 invalid_client
700024 401 invalid_client
700023 401 invalid_client
50027 401 invalid_client
50048 401 invalid_client
900144 400 invalid_request
90014 400 invalid_request
700016 400 unauthorized_client
700011 400 unauthorized_client
70001 400 unauthorized_client
7000112 400 unauthorized_client
1000031 400 unauthorized_client
90002 400 invalid_request
900023 400 invalid_request
50059 400 invalid_request
50128 400 invalid_request
90038 400 invalid_request
900382 400 invalid_request
900432 400 invalid_request
90051 400 invalid_request
500011 400 invalid_resource
500014 400 invalid_resource
650052 400 invalid_resource
70011 400 invalid_scope
1002012 400 invalid_scope
50105 400 invalid_grant
53003 400 access_denied
530032 401 access_denied
65001 400 invalid_grant
50034 400 invalid_grant
50126 400 invalid_grant
50076 400 invalid_grant
50196 400 invalid_grant
90006 503 temporarily_unavailable
90012 503 temporarily_unavailable
90024 503 temporarily_unavailable
90033 503 temporarily_unavailable
50033 503 temporarily_unavailable
90055 429 temporarily_unavailable
9999999 401 invalid_client'

# Each number, one after the other, from one list.
on_purpose() {
    list=$(echo "$numbers" |
        sed 's/ .*//; s/.*/{"path": "*\/token", "answer": &, "times": 1}/' |
        tr '\n' ',')
    sim_start --tenant table --set "refusals=[${list%,}]" --set retryAfter=7
    echo "$numbers" >"$work/numbers"
    while read -r number http error; do
        login
        refused "$number on purpose" "$http" "$error" "$number"
        wanted=
        [ "$http" -lt 429 ] || wanted=7
        same "$number: seconds" "$wanted" "$(header Retry-After)"
    done <"$work/numbers"
    login
    same "and then a token" 200 "$code"
    same "known to the table" '' "$(grep -o '{[0-9]\{4,\}, [45]' \
        "$folder/aadsts.c" | tr -d '{,' | while read -r number _; do
        echo "$numbers" | grep -q "^$number " || echo "$number"
    done | grep -vxE '9000411|9002313|900561|70003')"
    sim_start --tenant table \
        --set 'refusals=[{"path": "*/token", "answer": 53003}]'
    login
    same "53003: keys" 'error error_description error_codes timestamp trace_id correlation_id error_uri suberror' \
        "$(keys)"
    same "53003" 'https://login.microsoftonline.com/error?code=53003 message_only' \
        "$(field . .error_uri .suberror)"
    sim_start --tenant table \
        --set 'refusals=[{"path": "*/token", "answer": "page-503"}]'
    login
    same "a page" '503 text/html' "$code $(header Content-Type)"
}

tokens() {
    enter --tenant table
    claims
    same "claims" 'aud iss iat nbf exp aio app_displayname appid appidacr idp idtyp oid rh roles sub tid uti ver xms_tcdt' \
        "$(grep -oE '"[a-z_]+":' "$work/claims" | tr -d '":' | tr '\n' ' ' |
            sed 's/ $//')"
    same "values" "$graph https://sts.windows.net/$tenant/ $app 1 app $object $object $tenant 1.0" \
        "$(claim aud iss appid appidacr idtyp oid sub tid ver)"
    same "roles" '["User.Read.All","Calendars.Read"]' "$(claim roles)"
    same "valid from five minutes ago to the end" "0 3900" \
        "$(($(claim iat) - $(claim nbf))) $(($(claim exp) - $(claim iat)))"
    first=$token
    login
    same "each is another" 1 "$([ "$first" != "$token" ] && echo 1)"
    login scope=https://outlook.office365.com/.default
    claims
    same "of Exchange" 'https://outlook.office365.com ' "$(claim aud roles)"
    for name in delegated no-consent; do
        enter --tenant $name
        claims
        same "$name" '200 app  ' "$code $(claim idtyp roles scp)"
    done
    enter --tenant everything
    claims
    same "wids" '["29232cdf-9323-42fd-ade2-1d097af3e4de"]' "$(claim wids)"
    login scope=https://outlook.office365.com/.default
    claims
    same "roles of Exchange" '["full_access_as_app","Exchange.ManageAsApp"]' \
        "$(claim roles)"
    enter --tenant table --set token.form=v2
    claims
    same "v2" "00000003-0000-0000-c000-000000000000 https://login.microsoftonline.com/$tenant/v2.0 $app 1 2.0 " \
        "$(claim aud iss azp azpacr ver appid)"
    for form in slash/ id; do
        enter --tenant table --set token.audience=${form%/}
        claims
        wanted=$graph/
        [ $form = id ] && wanted=00000003-0000-0000-c000-000000000000
        same "audience $form" "$wanted" "$(claim aud)"
        calendar tech1@acme.example
        same "audience $form: read" 200 "$code"
    done
    for form in opaque/0 encrypted/4; do
        enter --tenant table --set token.form=${form%/*}
        same "$form: dots" "${form#*/}" \
            "$(printf '%s' "$token" | tr -dc . | wc -c)"
        calendar tech1@acme.example
        same "$form: read" 200 "$code"
    done
    enter --tenant table --set token.strings=true
    holds "numbers as texts" "$work/body" '"expires_in":"3599"'
    enter --tenant table --set 'permissions.unknown=["Oracle.Read.All"]' \
        --set 'token.claims={"scp": "User.Read", "idtyp": "user"}' \
        --set 'token.omit=["oid"]'
    claims
    same "over them" '["User.Read.All","Calendars.Read","Oracle.Read.All"] User.Read user ' \
        "$(claim roles scp idtyp oid)"
}

b64() { openssl base64 -A | tr '+/' '-_' | tr -d '='; }

# assertion ALG HEADER [CLAIM=VALUE]...: signed; a value is JSON.
assertion() {
    alg=$1
    head=$(printf '{"alg":"%s","typ":"JWT",%s}' "$alg" "$2" | b64)
    shift 2
    count=$((count + 1))
    now=$(date +%s)
    set -- "$@" "aud=\"${base}$where/oauth2/v2.0/token\"" "iss=\"$app\"" \
        "sub=\"$app\"" "jti=\"$count\"" "nbf=$now" "iat=$now" \
        "exp=$((now + 300))"
    : >"$work/pairs"
    for pair in "$@"; do
        grep -q "^\"${pair%%=*}\":" "$work/pairs" ||
            printf '"%s":%s\n' "${pair%%=*}" "${pair#*=}" >>"$work/pairs"
    done
    body=$(printf '{%s}' "$(grep -v ':$' "$work/pairs" | tr '\n' ',' |
        sed 's/,$//')" | b64)
    if [ "$alg" = PS256 ]; then
        set -- -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:32
    else
        set --
    fi
    made=$head.$body.$(printf '%s' "$head.$body" |
        openssl dgst -sha256 -sign "$work/key.pem" "$@" | b64)
}

# present [FIELD=VALUE]...: the assertion, as a login.
present() {
    login "$@" client_secret= "client_assertion=$made" \
        client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer
}

# rejected WHAT NUMBER WORDS: of the assertion.
rejected() {
    present
    refused "$1" 401 invalid_client "$2"
    holds "$1: words" "$work/body" "$3"
}

certificates() {
    have openssl || return 0
    for name in key other; do
        openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=acme \
            -keyout "$work/$name.pem" -out "$work/$name.crt" \
            >"$work/openssl" 2>&1 || {
            bad "openssl: $(tail -n 1 "$work/openssl")"
            return
        }
    done
    openssl x509 -in "$work/key.crt" -outform DER >"$work/der"
    sha1=$(openssl dgst -sha1 -binary "$work/der" | b64)
    sha256=$(openssl dgst -sha256 -binary "$work/der" | b64)
    hex=$(openssl dgst -sha1 "$work/der" | sed 's/.* //' |
        tr '[:lower:]' '[:upper:]')
    s256="\"x5t#S256\":\"$sha256\""
    old="\"x5t\":\"$sha1\""
    count=0
    sim_start --tenant table --set "certificates=[\"$work/key.crt\"]"
    for alg in PS256 RS256; do
        thumb=$s256
        [ $alg = RS256 ] && thumb=$old
        assertion "$alg" "$thumb"
        present
        claims
        same "$alg" "200 2 ok $alg []" \
            "$code $(claim appidacr) $(logged auth login never)"
        calendar tech1@acme.example
        same "$alg: read" 200 "$code"
        assertion "$alg" "$thumb"
        at acme.example present
        refused "$alg: for another URL" 401 invalid_client 700023
        at acme.example assertion "$alg" "$thumb"
        at acme.example present
        same "$alg: by domain" 200 "$code"
        at acme.example rejected "$alg: again" 50027 'It was used before'
        same "$alg: again: log" '["assertion-again"]' "$(logged never)"
        assertion "$alg" "$thumb"
        made=${made%?????????}AAAAAAAAA
        rejected "$alg: bad signature" 700027 \
            "\[Reason - The key was found, but use of the key to verify the signature failed., Thumbprint of key used by client: '"
        assertion "$alg" "$thumb"
        made=${made%%.*}.$(printf '{"iss":"%s"}' "$app" | b64).${made##*.}
        rejected "$alg: other claims" 700027 'verify the signature failed'
    done
    lacks "no assertion in the log" "$work/log" "$made"
    # Pairs are strict: the hash of one form says nothing in the other.
    for wrong in "PS256 $old" "PS256 \"x5t#S256\":\"$sha1\"" "RS256 $s256" \
        "RS256 \"x5t\":\"$sha256\"" 'RS256 "kid":"x"'; do
        assertion "${wrong%% *}" "${wrong#* }"
        rejected "$wrong" 700027 '\[Reason - The key was not found., Thumbprint of key used by client: '
    done
    assertion RS256 "\"x5t\":\"$sha256\""
    present
    holds "the digest that was sent" "$work/body" "client: '[0-9A-F]\\{64\\}'"
    for wrong in none HS256; do
        assertion "$wrong" "$s256"
        rejected "$wrong" 50027 'algorithm is not supported'
    done
    for wrong in x x.y x.y.z.w 'e30.e30.' "$(echo '[]' | b64).e30.x"; do
        made=$wrong
        rejected "garbled: $wrong" 50027 'JWT token is invalid or malformed'
    done
    now=$(date +%s)
    for wrong in "exp=$((now - 400)) nbf=$((now - 700))" \
        "nbf=$((now + 400)) exp=$((now + 700))"; do
        # Two claims.
        # shellcheck disable=SC2086
        assertion PS256 "$s256" $wrong
        rejected "$wrong" 700024 'within its valid time range. Current time: 20'
    done
    for wrong in iss sub; do
        assertion PS256 "$s256" "$wrong=\"22222222\""
        rejected "$wrong" 50048 'Subject must match Issuer'
    done
    for wrong in exp nbf jti; do
        assertion PS256 "$s256" "$wrong="
        rejected "no $wrong" 50027 'It lacks'
    done
    assertion PS256 "$s256" \
        "aud=\"https://login.microsoftonline.com/$tenant/oauth2/v2.0/token\""
    rejected "aud" 700023 'audience claim does not match'
    assertion PS256 "$s256"
    present client_assertion_type=jwt
    refused "another type" 400 invalid_request 900144
    enter --tenant table --set "certificates=[\"$work/other.crt\"]"
    assertion PS256 "$s256"
    rejected "not registered" 700027 'The key was not found'
    assertion RS256 "$old"
    rejected "not registered" 700027 "client: '$hex'"
    # Who may hold one, may not hold the other's key.
    assertion PS256 "\"x5t#S256\":\"$(openssl x509 -in "$work/other.crt" \
        -outform DER | openssl dgst -sha256 -binary | b64)\""
    rejected "another's key" 700027 'verify the signature failed'
    sim_start --tenant table --set "certificates=[\"$work/key.crt\"]" \
        --set wire.assertion=RS256
    assertion PS256 "$s256"
    rejected "RS256 alone" 700027 'The key was not found'
    assertion RS256 "$old"
    present
    same "RS256 alone" 200 "$code"
    ended "after a certificate"
    sim_start --tenant table --set "certificates=[\"$work/key.crt\"]" \
        --set clock=900
    assertion PS256 "$s256"
    rejected "the clock is off" 700024 'Current time'
    same "and the answer tells" 1 "$([ "$(date -d "$(header Date)" +%s)" -gt \
        $(($(date +%s) + 800)) ] && echo 1)"
    sim_start --tenant table --set "certificates=[\"$work/key.crt\"]" \
        --set clock=864000
    now=$(($(date +%s) + 864000))
    assertion PS256 "$s256" "nbf=$now" "exp=$((now + 300))"
    rejected "an old certificate" 700027 'Reason - The key used is expired'
    sim_start --tenant table --set "certificates=[\"$work/key.crt\"]" \
        --set 'permissions.graph=["Application.Read.All"]'
    login
    read_ "applications(appId='$app')?$select=keyCredentials"
    same "told of" "$hex" "$(field '.keyCredentials[0].customKeyIdentifier')"
}

bearers() {
    enter --tenant table
    good=$token
    get "${base}v1.0/users?$one"
    denied "none" 401 InvalidAuthenticationToken 'Access token is empty'
    same "none: log" 'none users []' "$(logged auth endpoint never)"
    holds "none: header" "$work/head" '^WWW-Authenticate: Bearer realm='
    get "${base}v1.0/users?$one" -u a:b
    denied "no bearer" 401 InvalidAuthenticationToken 'Access token is empty'
    for token in x "${good%.*}" "a.b.c" "$(printf '%s' "$good" |
        sed 's/\..*\./.%%%./')"; do
        read_ "users?$one"
        denied "garbled" 401 InvalidAuthenticationToken \
            'CompactToken parsing failed with error code: 80049217'
    done
    same "garbled: log" bad "$(logged auth)"
    token=${good%??????}AAAAAA
    read_ "users?$one"
    denied "forged" 401 InvalidAuthenticationToken 'Invalid signature'
    login scope=https://outlook.office365.com/.default
    read_ "users?$one"
    denied "of Exchange" 401 InvalidAuthenticationToken 'Invalid audience'
    enter --tenant table --set 'token.claims={"aud": "https://outlook.office365.com"}'
    read_ "users?$one"
    denied "another audience" 401 InvalidAuthenticationToken 'Invalid audience'
    enter --tenant table --set token.lifetime=-100
    read_ "users?$one"
    denied "expired" 401 InvalidAuthenticationToken \
        'Lifetime validation failed, the token is expired'
    enter --tenant table \
        --set 'token.claims={"tid": "22222222-3333-4444-8555-666666666666"}'
    read_ "users?$one"
    denied "of another tenant" 401 Authorization_IdentityNotFound \
        'identity of the calling application could not be established'
}

users() {
    enter --tenant table
    read_ "users?$one" -H 'client-request-id: 12345678-aaaa-4bbb-8ccc-000000000001'
    same "users" '200 77777777-0000-4000-8000-000000000001' \
        "$code $(field '.value[*]' .id)"
    same "users: keys" '@odata.context @odata.nextLink value id' "$(keys)"
    holds "users: link" "$work/body" \
        "\"@odata.nextLink\":\"${base}v1.0/users?\$top=1&$select=id&\$skiptoken=1\""
    same "users: headers" '1 12345678-aaaa-4bbb-8ccc-000000000001' \
        "$(header x-ms-resource-unit) $(header client-request-id)"
    holds "users: request-id" "$work/head" '^request-id: [0-9a-f-]\{36\}$'
    same "users: log" 'ok users []' "$(logged auth endpoint never)"
    read_ 'users?%24top=1&%24select=id'
    same "users: encoded" '200 []' "$code $(logged never)"
    read_ "users?$top_=1&$select=displayName&$token_=6"
    same "the last page" 'admin ["link","records"]' \
        "$(field '.value[*]' .displayName) $(logged never)"
    lacks "the last page" "$work/body" nextLink
    read_ users
    same "all" "2 7" "$(header x-ms-resource-unit) $(field '.value[*]' .id | wc -l)"
    same "all: log" '["records"]' "$(logged never)"
    for wrong in "$top_=0" "$top_=x" "$top_=1000"; do
        read_ "users?$wrong"
        denied "$wrong" 400 Request_BadRequest
    done
    read_ "users?$select=id,shoe"
    denied "unknown property" 400 BadRequest "property named 'shoe'"
    read_ "users/tech1@acme.example?$select=userPrincipalName"
    same "one" '200 tech1@acme.example' "$code $(field .userPrincipalName)"
    read_ users/nobody@acme.example
    denied "nobody" 404 Request_ResourceNotFound \
        "'nobody@acme.example' does not exist"
    for name in User.ReadBasic.All User.ReadWrite.All Directory.Read.All \
        Directory.ReadWrite.All DeviceManagementApps.Read.All; do
        enter --tenant table --set "permissions.graph=[\"$name\"]"
        read_ "users?$one"
        same "$name" 200 "$code"
    done
    enter --tenant table --set 'permissions.graph=["Calendars.Read"]'
    read_ "users?$one"
    denied "denied" 403 Authorization_RequestDenied \
        'Insufficient privileges to complete the operation'
    same "denied: inner" 3 "$(field '.error.innerError' date request-id \
        client-request-id | wc -w)"
    enter --tenant table --set 'permissions.graph=["Calendars.Read"]' \
        --set 'directoryRoles=["88d8e3e3-8f55-4a1e-953a-9b9898b8876b"]'
    read_ "users?$one"
    same "by a role of the directory" 200 "$code"
    enter --tenant table --set 'permissions.graph=["Calendars.Read"]' \
        --set 'directoryRoles=["0997a1d0-0d1d-4acb-b408-d5ca73121e90"]'
    read_ "users?$one"
    same "the filler is none" 403 "$code"
}

calendars() {
    enter --tenant table
    calendar tech1@acme.example
    same "calendar" '200 []' "$code $(field .value)"
    holds "calendar: context" "$work/body" "^{\"@odata.context\":\"$graph/v1.0/\\\$metadata#users('tech1%40acme.example')/calendarView(id)\""
    same "calendar: log" 'ok calendarView []' "$(logged auth endpoint never)"
    calendar 77777777-0000-4000-8000-000000000001
    same "by id" 200 "$code"
    calendar tech1%40acme.example
    same "encoded" 200 "$code"
    for wrong in '' 'startDateTime=2000-01-01T00:00:00Z' \
        'startDateTime=2000-01-01T00:00:00Z&endDateTime=soon' \
        'startDateTime=2000-01-02T00:00:00Z&endDateTime=2000-01-01T00:00:00Z'; do
        read_ "users/tech1@acme.example/calendarView?$one&$wrong"
        denied "dates: $wrong" 400 ErrorInvalidParameter
    done
    calendar nobody@acme.example
    denied "nobody" 404 ErrorInvalidUser "user 'nobody@acme.example' is invalid"
    calendar dispatch@acme.example
    denied "a list" 404 ErrorInvalidUser
    calendar 'guest_partner.example%23EXT%23@acme.example'
    denied "a guest" 404 MailboxNotEnabledForRESTAPI \
        'inactive, soft-deleted, or is hosted on-premise'
    calendar unlicensed@acme.example
    denied "no licence" 404 MailboxNotEnabledForRESTAPI
    calendar admin@acme.example
    denied "an administrator" 403 ErrorAccessDenied '\[RAOP\]'
    enter --tenant table \
        --set 'users={"tech1@acme.example": "old", "tech2@acme.example": "odata", "new@acme.example": "mailbox", "director@acme.example": null}'
    calendar tech1@acme.example
    denied "no mailbox, in other words" 404 MailboxNotEnabledForRESTAPI \
        'REST API is not yet supported'
    holds "its inner error" "$work/body" '"innererror":'
    calendar tech2@acme.example
    denied "its own block" 403 ErrorAccessDenied 'Access to OData is disabled\."'
    calendar new@acme.example
    same "another user" 200 "$code"
    calendar director@acme.example
    denied "no such user any more" 404 ErrorInvalidUser
    enter --tenant table --set events=3
    read_ "users/tech1@acme.example/calendarView?startDateTime=2026-01-01T00:00:00Z&endDateTime=2026-02-01T00:00:00Z&$one"
    same "an event" 'AAMkAGsimulated0= ["window"]' \
        "$(field '.value[*]' .id) $(logged never)"
    holds "an event: link" "$work/body" \
        "&$one&\\\$skip=1\",\"value\""
    calendar tech1@acme.example
    same "none in that minute" '[]' "$(field .value)"
    for name in delegated no-consent; do
        enter --tenant $name
        calendar tech1@acme.example
        denied "$name" 401 NoPermissionsInAccessToken \
            'The token contains no permissions, or permissions can not'
        same "$name: diagnostics" '2000008;reason="The token contains no permissions, or permissions can not be understood.";error_category="invalid_grant"' \
            "$(header x-ms-diagnostics)"
        read_ "users?$one"
        denied "$name: users" 403 Authorization_RequestDenied
    done
    enter --tenant delegated --set wire.noRole=denied
    calendar tech1@acme.example
    denied "no role, the other way" 403 ErrorAccessDenied
    enter --tenant delegated --set wire.noRole=insufficient
    calendar tech1@acme.example
    denied "no role, a third way" 403 ErrorInsufficientPermissionsInAccessToken
    enter --tenant table --set 'permissions.graph=["User.Read.All"]'
    calendar tech1@acme.example
    denied "another role" 403 ErrorAccessDenied \
        'Access is denied. Check credentials and try again'
    calendar nobody@acme.example
    denied "rights come first" 403 ErrorAccessDenied
    enter --tenant table --set 'permissions.graph=["User.Read.All"]' \
        --set wire.order=data
    calendar nobody@acme.example
    denied "or data" 404 ErrorInvalidUser
    for name in Calendars.ReadWrite Calendars.ReadBasic.All; do
        enter --tenant table --set "permissions.graph=[\"$name\"]"
        calendar tech1@acme.example
        same "$name" 200 "$code"
    done
    for name in Calendars.Read.All Calendars.ReadWrite.All Mail.ReadWrite; do
        enter --tenant table --set "permissions.graph=[\"$name\"]"
        calendar tech1@acme.example
        denied "$name" 403 ErrorAccessDenied
    done
}

# reaches TENANT TECH1 TECH2 DIRECTOR [ARGUMENT]...: the statuses.
reaches() {
    name=$1
    wanted="$2 $3 $4"
    shift 4
    enter --tenant "$name" "$@"
    got=
    for mailbox in tech1 tech2 director; do
        calendar $mailbox@acme.example
        got="$got $code"
    done
    same "$name $*" "$wanted" "${got# }"
}

reach() {
    reaches table 200 200 200
    reaches scoped 200 200 403
    denied "scoped" 403 ErrorAccessDenied 'Check credentials'
    reaches policy 200 403 403
    denied "policy" 403 ErrorAccessDenied \
        'Access to OData is disabled: \[RAOP\] : Blocked by tenant configured AppOnly AccessPolicy settings'
    reaches everything 200 200 200
    reaches demo 200 403 200
    # A tenant-wide grant makes the scope void, and one that opens no calendar
    # opens none.
    reaches scoped 200 200 200 --set 'permissions.graph=["Calendars.Read"]'
    reaches scoped 403 403 403 \
        --set 'rbac=[{"role": "Application Mail.Read", "mailboxes": ["tech1@acme.example"]}]'
    reaches scoped 200 403 403 --set 'permissions={}' \
        --set 'rbac=[{"role": "Application Exchange Full Access", "mailboxes": ["TECH1@acme.example"]}]'
    # A policy narrows neither that nor the basic permission.
    reaches policy 200 200 403 \
        --set 'rbac=[{"role": "Application Calendars.ReadWrite", "mailboxes": ["tech2@acme.example"]}]'
    reaches policy 200 200 200 --set 'permissions.graph=["Calendars.ReadBasic.All"]'
    reaches policy 200 200 403 \
        --set 'policies=[{"right": "RestrictAccess", "mailboxes": ["tech1@acme.example"]}, {"right": "RestrictAccess", "mailboxes": ["tech2@acme.example"]}]'
    reaches policy 403 200 403 \
        --set 'policies=[{"right": "RestrictAccess", "mailboxes": ["tech1@acme.example", "tech2@acme.example"]}, {"right": "DenyAccess", "mailboxes": ["tech1@acme.example"]}]'
}

# Word, status, code.
answers='denied 403 ErrorAccessDenied
directory-denied 403 Authorization_RequestDenied
raop 403 ErrorAccessDenied
odata 403 ErrorAccessDenied
extension 403 ExtensionError
insufficient 403 ErrorInsufficientPermissionsInAccessToken
insufficient-401 401 ErrorInsufficientPermissionsInAccessToken
no-permissions 401 NoPermissionsInAccessToken
forbidden 403 Forbidden
access-denied 403 accessDenied
insufficient-claims 403 insufficient_claims
empty-403 403
token-empty 401 InvalidAuthenticationToken
garbled 401 InvalidAuthenticationToken
expired 401 InvalidAuthenticationToken
audience 401 InvalidAuthenticationToken
signature 401 InvalidAuthenticationToken
identity 401 Authorization_IdentityNotFound
no-mailbox 404 MailboxNotEnabledForRESTAPI
no-mailbox-old 404 MailboxNotEnabledForRESTAPI
invalid-user 404 ErrorInvalidUser
resource 404 Request_ResourceNotFound
not-found 404 ResourceNotFound
item 404 ErrorItemNotFound
no-dates 400 ErrorInvalidParameter
bad-request 400 Request_BadRequest
segment 400 BadRequest
property 400 BadRequest
me 400 BadRequest
method 405 Request_BadRequest
throttled 429 TooManyRequests
concurrency 429 ApplicationThrottled
activity 429 activityLimitReached
server 500 InternalServerError
bad-gateway 502 UnknownError
unavailable 503 serviceNotAvailable
gateway 504 UnknownError
bandwidth 509 bandwidthLimitExceeded
error-inside 200 generalException
no-value 200
page 200
page-503 503
redirect 302'

refusals() {
    list=$(echo "$answers" |
        sed 's/ .*//; s/.*/{"path": "v1.0\/users\/*", "answer": "&", "times": 1}/' |
        tr '\n' ',')
    enter --tenant table --set "refusals=[${list%,}]" --set retryAfter=3
    echo "$answers" >"$work/answers"
    while read -r word http name; do
        calendar tech1@acme.example
        got=$(field .error.code 2>/dev/null || :)
        same "$word on purpose" "$http $name" "$code $got"
        wanted=
        case $http in 429 | 503) wanted=3 ;; esac
        [ "$word" = page-503 ] && wanted=
        same "$word: seconds" "$wanted" "$(header Retry-After)"
    done <"$work/answers"
    calendar tech1@acme.example
    same "and then as usual" 200 "$code"
    enter --tenant table --set 'retryAfter=""' --set \
        'refusals=[{"path": "v1.0/users", "answer": "throttled", "after": 1, "times": 1}]'
    for wanted in 200 429 200; do
        read_ "users?$one"
        same "after and times" $wanted "$code"
        [ $wanted = 200 ] || same "throttled: headers" \
            " Tenant_Application/ReadWrite/$app/$tenant ResourceUnitLimitExceeded" \
            "$(header Retry-After) $(header x-ms-throttle-scope) $(header x-ms-throttle-information)"
    done
    enter --tenant table --set 'refusals=[{"path": "v1.0/*", "answer": "forbidden"}]'
    read_ "users?$one"
    holds "an empty message" "$work/body" '"message":""'
    enter --tenant throttled
    read_ "users?$one"
    denied "throttled" 429 TooManyRequests
    same "throttled: seconds" 1 "$(header Retry-After)"
    calendar tech1@acme.example
    denied "throttled: mailbox" 429 ApplicationThrottled MailboxConcurrency
    enter --tenant table --set \
        'faults=[{"path": "v1.0/users", "status": 503, "body": "<p>", "contentType": "text/html"}]'
    read_ "users?$one"
    same "fault" '503 <p>' "$code $(cat "$work/body")"
}

# Five at once where four may be: the fifth comes while the others wait.
limits() {
    enter --tenant table --set concurrent=0
    calendar tech1@acme.example
    denied "none at once" 429 ApplicationThrottled MailboxConcurrency
    read_ "users?$one"
    same "but for users" 200 "$code"
    enter --tenant table --latency 700
    for i in 1 2 3 4 5 6; do
        curl -sg -o /dev/null -w '%{http_code}\n' \
            -H "Authorization: Bearer $token" \
            "${base}v1.0/users/tech$((i % 2 + 1))@acme.example/calendarView?$minute&$one" \
            >"$work/at.$i" &
        pids="${pids:-} $!"
    done
    # The processes of before.
    # shellcheck disable=SC2086
    wait $pids
    same "four at once" '4 200;2 429;' "$(cat "$work"/at.? | sort | uniq -c |
        awk '{ printf "%s %s;", $1, $2 }')"
}

principals() {
    enter --tenant table
    for path in "servicePrincipals/$object" "servicePrincipals(appId='$app')" \
        "servicePrincipals(appId=%27$app%27)"; do
        read_ "$path?$select=id,appId,accountEnabled"
        same "$path" "200 $object $app true" \
            "$code $(field . id appId accountEnabled)"
        same "$path: keys" '@odata.context id appId accountEnabled' "$(keys)"
    done
    same "own: log" 'servicePrincipals []' "$(logged endpoint never)"
    read_ servicePrincipals/99999999-0000-4000-8000-000000000001
    denied "another's" 403 Authorization_RequestDenied
    read_ "servicePrincipals/$object/appRoleAssignments"
    denied "own assignments" 403 Authorization_RequestDenied
    read_ "applications(appId='$app')?$select=passwordCredentials"
    denied "own application" 403 Authorization_RequestDenied
    enter --tenant table --set wire.self=false --set wire.assignments=true
    read_ "servicePrincipals/$object"
    denied "own, refused" 403 Authorization_RequestDenied
    read_ "servicePrincipals(appId='$app')/appRoleAssignments"
    same "own assignments, allowed" \
        'df021288-bdef-4463-88db-98f22de89214;798ee544-9d2d-430c-a058-570e29e34338;' \
        "$(field '.value[*]' appRoleId | tr '\n' ';')"
    enter --tenant everything
    read_ "servicePrincipals/$object/appRoleAssignments"
    same "of two resources" '200 13 2 dc890d15-9560-4a4c-9b7f-a736ec74ec40' \
        "$code $(field '.value[*]' resourceDisplayName | sort | uniq -c |
            awk '{ printf "%s ", $1 }')$(field '.value[13].appRoleId')"
    holds "of two resources: keys" "$work/body" "\"deletedDateTime\":null,.*\"principalId\":\"$object\",\"principalType\":\"ServicePrincipal\",\"resourceDisplayName\":\"Microsoft Graph\""
    read_ "applications(appId='$app')?$select=passwordCredentials,keyCredentials"
    same "credentials" "200 $secret_id 2099-12-31T00:00:00Z sim null []" \
        "$code $(field '.passwordCredentials[0]' keyId endDateTime hint secretText) $(field .keyCredentials)"
    lacks "credentials" "$work/body" 'DO-NOT'
    read_ servicePrincipals/99999999-0000-4000-8000-000000000001
    denied "nobody" 404 Request_ResourceNotFound
    read_ "applications(appId='22222222-3333-4444-8555-666666666666')"
    denied "no application" 404 Request_ResourceNotFound
}

elsewhere() {
    enter --tenant table
    for path in nothing users/tech1@acme.example/messages servicePrincipals \
        'users/tech1@acme.example/calendar/x'; do
        read_ "$path"
        last=${path##*example/}
        denied "$path" 400 BadRequest \
            "Resource not found for the segment '${last%%/*}'"
    done
    read_ me
    denied "me" 400 BadRequest '/me request is only valid with delegated'
    same "me: log" '["me"]' "$(logged never)"
    read_ users -d '{}'
    denied "a write" 405 Request_BadRequest
    same "a write: log" '["write","records"]' "$(logged never)"
    get "${base}v1.0/users?access_token=x&$one"
    same "in the address" '["credential-in-address"]' "$(logged never)"
    get "${base}beta/users"
    same "another version" 404 "$code"
    lacks "nothing secret in the log" "$work/log" "$token"
    lacks "nothing secret in the log" "$work/log" 'DO-NOT'
}

# ended WHAT: the simulator that runs ends as it should, and had nothing to say.
ended() {
    kill "$sim_pid"
    wait "$sim_pid"
    same "$1: the end" "0 1" "$? $(wc -l <"$work/sim.err")"
    sim_pid=
}

command_line
discovery
clouds
secrets
forms
on_purpose
tokens
certificates
bearers
users
calendars
reach
refusals
limits
principals
elsewhere
ended "after these"
done_testing
