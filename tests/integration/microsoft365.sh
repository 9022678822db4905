#!/bin/sh
# Microsoft 365 from end to end: every shipped tenant, what is sent of which the
# log tells, logins by secret and by certificate, servers that are tired, broken
# or hostile, and that no report repeats a secret or an address. Environment:
# MICROSOFT365_SIM (default ./microsoft365-sim), and what lib.sh says.
# shellcheck source=tests/integration/lib.sh
. "$(dirname "$0")/lib.sh"

sim=${MICROSOFT365_SIM:-./microsoft365-sim}
rules=$top/rules/horizon-microsoft365.json
export MICROSOFT365_SIM_TENANTS="$top/tests/simulator/microsoft365/tenants"
unset AZURE_AUTHORITY_HOST AZURE_CLIENT_CERTIFICATE_PATH
export AZURE_TENANT_ID=11111111-2222-4333-8444-555555555555
export AZURE_CLIENT_ID=aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee
export AZURE_CLIENT_SECRET='sim~secret-DO-NOT+USE%21'
one=technician=tech1@acme.example
two=technician=tech2@acme.example
out=outsider=director@acme.example
tab=$(printf '\t')
# The arguments of OData are no variables of the shell.
# shellcheck disable=SC2016
mask='$top=1&$select=id'
minute='startDateTime=2000-01-01T00:00:00Z&endDateTime=2000-01-01T00:01:00Z'

# field NAME...: of each request, in the order of the log.
field() { "$pick" -l "$work/log" '[*]' "$@"; }

# at PATH [FIELD]...: of the audit.
at() { "$pick" "$work/audit.json" "$@" | tr '\t' ' '; }

# tally: "pass fail unknown skip".
tally() { at tally pass fail unknown skip; }

# tokens: how many were asked for.
tokens() { field path | grep -c '/oauth2/v2.0/token$'; }

# overlap COLUMNS: the most requests at a time of those that standard input
# lists as begin, end, and what tells one kind from another.
overlap() {
    awk -F "$tab" '{ from[NR] = $1; to[NR] = $2; kind[NR] = $3 }
        END {
            for (i = 1; i <= NR; i++) {
                n = 0
                for (k = 1; k <= NR; k++)
                    n += kind[k] == kind[i] && from[k] <= from[i] &&
                        to[k] > from[i]
                if (n > most)
                    most = n
            }
            print most + 0
        }'
}

# hidden FILE...: what no file may hold: secrets, tokens, assertions, in any
# spelling, and addresses that --subject named.
hidden() {
    for file; do
        for word in 'DO-NOT' 'sim~secret' 'eyJ' 'opaque-token' \
            'client_assertion=[^{]' 'PRIVATE KEY' 'tech[12]@' 'tech[12]%40' \
            'director@' 'director%40' 'guest_partner'; do
            lacks "$name: ${file##*/}" "$file" "$word"
        done
    done
}

# laws: of every scan, whatever comes of it.
laws() {
    same "$name: nothing that only an audit must not do" '[]' \
        "$(field never | sort -u)"
    same "$name: nothing but GET and logins" '' "$(field method path |
        grep -v "^GET$tab" | grep -v "^POST$tab/[^/]*/oauth2/v2.0/token\$")"
    same "$name: the look-up is the first, and gets no credential" \
        "openid-configuration none" \
        "$(field path auth | sed '1!d; s,.*/,,' | tr '\t' ' ')"
    same "$name: no more than two refused logins" '' \
        "$(field endpoint status | grep -c "^token${tab}40[013]" |
            sed -n '/^[012]$/!p')"
    same "$name: no credential in an address" '' \
        "$(field path query | grep -i 'eyJ\|secret\|assertion\|bearer')"
    same "$name: never more than four at once" '' \
        "$(field begin end | overlap | sed -n '/^[0-4]$/!p')"
    same "$name: one at a time on a mailbox" '' \
        "$(field begin end path | grep 'calendarView' | overlap |
            sed -n '/^[01]$/!p')"
    same "$name: requests are those of the log" "$(wc -l <"$work/log")" \
        "$(at requests)"
    same "$name: exit status" "$(wanted_status)" "$status"
    same "$name: what the account is called" "app registration" \
        "$(at target kind)"
    hidden "$work/audit.json" "$work/text" "$work/page" "$work/junit" \
        "$work/sheet" "$work/out" "$work/err"
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
}

# try NAME [OPTION...]: the same with everybody named, and the laws.
try() {
    look "$@" --option scoped=yes --subject "$one" --subject "$two" \
        --subject "$out"
    laws
}

# of NAME ARGUMENT...: the same of table with these changes.
of() {
    name=$1
    shift
    sim_start --tenant table "$@"
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

# others: the verdicts that are not those of table.
others() {
    verdicts | LC_ALL=C comm -13 "$work/table" -
}

# refused REASON TOKENS [PATTERN]: nothing is known, and it is said why.
refused() {
    same "$name: tally" '0 0 7 0' "$(tally)"
    same "$name: why" "unknown $1" \
        "$(verdicts | cut -d ' ' -f 2- | sort -u)"
    same "$name: tokens asked for" "$2" "$(tokens)"
    same "$name: nothing was read" 0 "$(field path | grep -c '^/v1.0/')"
    [ $# -lt 3 ] || says "$3"
}

# ---- every tenant ------------------------------------------------------------

whole_tenants() {
    sim_start --tenant table
    try table
    verdicts >"$work/table"
    because graph.users.held pass granted confirmed
    because graph.calendars.held pass granted confirmed
    because reach.technicians.reached pass granted confirmed
    because reach.outside.spared fail excess confirmed
    while read -r tenant wanted requests counts; do
        sim_start --tenant "$tenant" --set retryAfter=1
        try "$tenant"
        same "$tenant: status" "$wanted" "$status"
        same "$tenant: requests" "$requests" "$(wc -l <"$work/log")"
        same "$tenant: tally" "$counts" "$(tally)"
        others >"$work/differ.$tenant"
    done <<END
table 1 6 5 1 1 0
everything 1 6 5 1 1 0
delegated 1 6 2 3 2 0
no-consent 1 6 2 3 2 0
scoped 2 6 6 0 1 0
policy 1 6 5 1 1 0
secret-id 2 2 0 0 7 0
throttled 2 14 4 0 3 0
demo 1 6 3 3 1 0
END
    while read -r tenant wanted; do
        same "$tenant: what differs" "$wanted" \
            "$(tr '\n' ' ' <"$work/differ.$tenant" | sed 's/ $//')"
    done <<END
table
everything
delegated graph.calendars.held fail not-granted graph.users.held fail not-granted reach.outside.spared unknown absent reach.technicians.reached fail not-granted
no-consent graph.calendars.held fail not-granted graph.users.held fail not-granted reach.outside.spared unknown absent reach.technicians.reached fail not-granted
scoped reach.outside.spared pass granted
policy reach.outside.spared pass granted reach.technicians.reached fail policy
throttled reach.outside.spared unknown absent reach.technicians.reached unknown throttled
demo graph.users.held fail not-granted reach.technicians.reached fail policy
END
}

# ---- the wire ----------------------------------------------------------------

transcript() {
    sim_start --tenant table --latency 30
    look transcript --subject "$one" --subject "$two"
    laws
    same "transcript: no more than twelve" 5 "$(wc -l <"$work/log")"
    field method path query status auth login | sed "s/$tab*\$//" |
        LC_ALL=C sort >"$work/got"
    same "transcript: all that is sent" "$(tr ' ' '\t' <<END | LC_ALL=C sort
GET /$AZURE_TENANT_ID/v2.0/.well-known/openid-configuration  200 none
POST /$AZURE_TENANT_ID/oauth2/v2.0/token  200 ok secret
GET /v1.0/users $mask 200 ok
GET /v1.0/users/tech1@acme.example/calendarView $minute&$mask 200 ok
GET /v1.0/users/tech2@acme.example/calendarView $minute&$mask 200 ok
END
)" "$(cat "$work/got")"
    same "transcript: nothing but what a read needs" \
        '["Accept","Accept-Encoding","Authorization","Host","User-Agent"]' \
        "$(field path headers | sed -n 's,^/v1.0/[^	]*	,,p' | sort -u)"
    "$grantscan" plan --rules "$rules" --endpoint "$base" --subject "$one" \
        --subject "$two" >"$work/plan"
    lacks "the plan names nobody" "$work/plan" 'tech[12]@'
    field path query | sed "s,^/$AZURE_TENANT_ID/,,; s,^/,,; s,$tab\$,,; s,$tab,?,;
        s,users/tech1@acme.example,users/{technician/1},
        s,users/tech2@acme.example,users/{technician/2}," |
        sort >"$work/sent"
    while IFS= read -r line; do
        checked=$((checked + 1))
        grep -qF -e "$line" "$work/plan" || bad "not planned: $line"
    done <"$work/sent"
}

# Whoever is named first, and with whatever letters, the verdict is the same.
orders() {
    sim_start --tenant policy
    look "policy, one order" --subject "$one" --subject "$two"
    verdicts >"$work/first"
    because reach.technicians.reached fail policy
    look "policy, the other" --subject "$two" --subject "$one"
    same "$name" "$(cat "$work/first")" "$(verdicts)"
    look "policy, in capitals" --subject technician=TECH1@ACME.example \
        --subject "$two"
    same "$name" "$(cat "$work/first")" "$(verdicts)"
    lacks "$name: nobody is named" "$work/audit.json" 'TECH1@'
    look "a guest" --subject 'technician=guest_partner.example#EXT#@acme.example'
    same "$name: encoded" 1 "$(field path |
        grep -c '^/v1.0/users/guest_partner.example#EXT#@acme.example/calendarView$')"
    laws
}

# What an audit says is what it was judged by.
offline() {
    for tenant in demo scoped throttled secret-id; do
        sim_start --tenant $tenant --set retryAfter=1
        try "offline, $tenant"
        verdicts >"$work/first"
        "$grantscan" evaluate --rules "$rules" --option scoped=yes \
            --report json="$work/again.json" "$work/audit.json" \
            >"$work/out" 2>"$work/err"
        same "$name: exit status" "$status" $?
        cp "$work/again.json" "$work/audit.json"
        same "$name" "$(cat "$work/first")" "$(verdicts)"
    done
}

# Exchange's own permissions are another token's.
exchange() {
    sim_start --tenant table --set 'permissions.exchange=["full_access_as_app"]'
    look "exchange, not asked for" --subject "$one"
    laws
    same "$name: one token" 1 "$(tokens)"
    same "$name: excess" '' "$(at 'excess[*]' id | grep full_access)"
    look "exchange, asked for" --option exchange-audience=yes --subject "$one"
    laws
    same "$name: two tokens" 2 "$(tokens)"
    same "$name: excess" \
        'excess.Office 365 Exchange Online/full_access_as_app.held' \
        "$(at 'excess[*]' id)"
    says 'full_access_as_app'
    sim_start --tenant table --set tenant.exchange=false
    look "no exchange" --option exchange-audience=yes --subject "$one"
    laws
    because graph.users.held pass granted
    says 'A token for Exchange could not be had'
}

# ---- certificates ------------------------------------------------------------

make_certificates() {
    for each in app other; do
        openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=acme \
            -keyout "$work/$each.key" -out "$work/$each.crt" \
            >"$work/openssl" 2>&1 || {
            bad "openssl: $(tail -n 1 "$work/openssl")"
            return 1
        }
        cat "$work/$each.key" "$work/$each.crt" >"$work/$each.pem"
    done
    openssl pkcs8 -topk8 -passout pass:x -in "$work/app.key" \
        -out "$work/locked.key" 2>"$work/openssl"
    cat "$work/locked.key" "$work/app.crt" >"$work/locked.pem"
    chmod 600 "$work"/*.pem
}

# ways: with what each token was asked for.
ways() { field login | sed '/^$/d' | tr '\n' ' ' | sed 's/ $//'; }

certificates() {
    have openssl || return 0
    make_certificates || return 0
    unset AZURE_CLIENT_SECRET
    export AZURE_CLIENT_CERTIFICATE_PATH="$work/app.pem"
    for form in both PS256 RS256; do
        of "certificate, $form" --set "certificates=[\"$work/app.crt\"]" \
            --set wire.assertion=$form
        same "$name: as table" '' "$(others)"
        wanted=PS256
        [ $form = RS256 ] && wanted='PS256 RS256'
        same "$name: how" "$wanted" "$(ways)"
        says 'Signed in with: a certificate'
    done
    of "certificate, two audiences" --set "certificates=[\"$work/app.crt\"]" \
        --set wire.assertion=RS256
    look "$name" --option exchange-audience=yes
    laws
    of "another certificate" --set "certificates=[\"$work/other.crt\"]"
    refused login-rejected 2 'it is not registered with the app'
    same "$name: how" 'PS256 RS256' "$(ways)"
    of "no certificate there"
    refused login-rejected 2
    for number in 7000222 700024 700016 7000112 53003; do
        of "certificate, $number" --set "certificates=[\"$work/app.crt\"]" \
            --set "refusals=[{\"path\":\"*/token\",\"answer\":$number}]"
        refused login-rejected 1
    done
    of "certificate, an outage in the words of a refusal" \
        --set "certificates=[\"$work/app.crt\"]" --set 'faults=[{"path":
        "*/token","times":-1,"status":503,"headers":{"Retry-After":"1"},
        "body":"{\"error\":\"x\",\"error_description\":\"AADSTS700027: x\"}"}]'
    refused outage 3
    AZURE_CLIENT_CERTIFICATE_PATH=$work/locked.pem
    mistaken "a locked key" AZURE_CLIENT_CERTIFICATE_PATH
    AZURE_CLIENT_CERTIFICATE_PATH=$work/app.key
    mistaken "a key alone" AZURE_CLIENT_CERTIFICATE_PATH
    AZURE_CLIENT_CERTIFICATE_PATH=$work/app.crt
    mistaken "a certificate alone" AZURE_CLIENT_CERTIFICATE_PATH
    AZURE_CLIENT_CERTIFICATE_PATH=$work/none.pem
    mistaken "no such file" AZURE_CLIENT_CERTIFICATE_PATH
    AZURE_CLIENT_CERTIFICATE_PATH=$work/app.pem
    export AZURE_CLIENT_SECRET='sim~secret-DO-NOT+USE%21'
    mistaken "both" AZURE_CLIENT_SECRET
    unset AZURE_CLIENT_CERTIFICATE_PATH
}

# ---- mistakes ----------------------------------------------------------------

# mistaken WHAT PATTERN [OPTION...]: told before anything is sent.
mistaken() {
    name=$1
    pattern=$2
    shift 2
    sim_start --tenant table
    "$grantscan" scan --rules "$rules" --endpoint "$base" --subject "$one" \
        "$@" >"$work/out" 2>"$work/err" </dev/null
    same "$name: exit status" 3 $?
    holds "$name" "$work/err" "$pattern"
    same "$name: nothing was sent" 0 "$(wc -l <"$work/log")"
    hidden "$work/out" "$work/err"
}

# with NAME=VALUE COMMAND...: with the variable set so, for once.
with() {
    pair=$1
    shift
    variable=${pair%%=*}
    eval "before=\$$variable"
    eval "export $variable=\${pair#*=}"
    "$@"
    eval "export $variable=\$before"
}

mistakes() {
    with AZURE_CLIENT_ID= mistaken "no client id" AZURE_CLIENT_ID
    with AZURE_TENANT_ID= mistaken "no tenant id" AZURE_TENANT_ID
    with AZURE_CLIENT_SECRET= mistaken "no secret" AZURE_CLIENT_SECRET
    with AZURE_CLIENT_ID=horizon mistaken "a name" \
        'no Application (client) ID'
    with AZURE_TENANT_ID=common mistaken "everybody's" 'is no tenant'
    with AZURE_TENANT_ID=../acme.example mistaken "a path" \
        'neither a Directory'
    with AZURE_TENANT_ID=$AZURE_CLIENT_ID mistaken "one for the other" \
        'are the same'
    mistaken "a Graph of another cloud" 'does not belong to the cloud' \
        --api-url https://graph.microsoft.us/
    mistaken "a Graph that is none" 'not an address of Microsoft 365' \
        --api-url https://graph.microsoft.com.evil.example/
    sim_start --tenant table
    with AZURE_CLIENT_SECRET=66666666-0000-4000-8000-000000000001 \
        look "a secret's id"
    says 'has the form of a Secret ID'
    same "$name: once" 1 "$(tokens)"
    same "$name: told before it is sent" told "$(awk '
        /has the form of a Secret ID/ { print "told"; exit }
        /oauth2/ { print "sent"; exit }' "$work/err")"
}

# No host but those of Microsoft's gets a credential, whatever is set; on this
# machine only one that was given by --endpoint.
authorities() {
    sim_start --tenant table
    for site in "$base" 127.0.0.1 localhost http://login.microsoftonline.com \
        https://login.microsoftonline.com:8443 \
        https://login.microsoftonline.com.evil.example \
        https://login.microsoftonline.com@evil.example \
        https://evil.example/login.microsoftonline.com \
        login.windows.net sts.windows.net acme.b2clogin.com \
        login.chinacloudapi.cn login.microsoftonline.com/x \
        'login.microsoftonline.com#' '?' 20.190.128.1; do
        for command in scan plan; do
            AZURE_AUTHORITY_HOST=$site "$grantscan" $command --rules "$rules" \
                >"$work/out" 2>"$work/err" </dev/null
            same "authority $site: $command" 3 $?
            holds "authority $site: $command" "$work/err" AZURE_AUTHORITY_HOST
        done
    done
    same "authority: nothing was sent" 0 "$(wc -l <"$work/log")"
    for host in login.microsoftonline.com login.microsoftonline.us \
        login.partner.microsoftonline.cn; do
        AZURE_AUTHORITY_HOST=$host "$grantscan" plan --rules "$rules" \
            >"$work/out" 2>"$work/err"
        same "authority $host" 0 $?
        holds "authority $host" "$work/out" "at https://$host/"
    done
}

# ---- servers that are tired, broken or hostile -------------------------------

# fault PATH STATUS BODY [MEMBER...]: as the simulator takes it; BODY is JSON or
# a text without quotes.
fault() {
    body=$(printf '%s' "$3" | sed 's/[\\"]/\\&/g')
    printf 'faults=[{"path":"%s","times":-1,"status":%s,"body":"%s"%s}]' \
        "$1" "$2" "$body" "${4:-}"
}

squid='<!DOCTYPE html><body id=ERR_ACCESS_DENIED><h1>No</h1></body>'

# Before the token nothing is known, and the cause is named.
before_the_token() {
    while IFS='|' read -r what reason count path code body; do
        of "$what" --set "$(fault "$path" "$code" "$body" \
            ',"headers":{"Retry-After":"1"}')"
        refused "$reason" "$count"
    done <<END
look-up, a page|intercepted|0|*/openid-configuration|200|$squid
look-up, refused|garbage|0|*/openid-configuration|401|
look-up, forbidden|intercepted|0|*/openid-configuration|403|$squid
look-up, another's|garbage|0|*/openid-configuration|200|{"issuer":"https://login.microsoftonline.com@evil.example/$AZURE_TENANT_ID/v2.0"}
look-up, with a name|garbage|0|*/openid-configuration|200|{"issuer":"https://a:b@login.microsoftonline.com/$AZURE_TENANT_ID/v2.0"}
look-up, another tenant|misdirected|0|*/openid-configuration|200|{"issuer":"https://login.microsoftonline.com/22222222-2222-4333-8444-555555555555/v2.0"}
look-up, later|throttled|0|*/openid-configuration|429|
login, a page|intercepted|1|*/token|200|$squid
login, forbidden|intercepted|1|*/token|403|$squid
login, bare|login-rejected|1|*/token|401|
login, cut|login-rejected|1|*/token|401|{"error":"invalid_cl
login, cut 400|login-rejected|1|*/token|400|{"error":"invalid_client","error_desc
login, a list|garbage|1|*/token|200|[]
login, nothing|garbage|1|*/token|204|
login, later|throttled|3|*/token|429|
login, an error inside|api-error|1|*/token|200|{"error":"x","access_token":"a","token_type":"Bearer"}
login, repeats|login-rejected|1|*/token|401|{"error":"invalid_client","error_description":"AADSTS7000215: Invalid secret sim~secret-DO-NOT+USE%21 for tech1@acme.example, director@acme.example, sim~secret-DO-NOT%2BUSE%2521"}
login, repeats plainly|api-error|1|*/token|418|sim~secret-DO-NOT+USE%21 TECH2@acme.example tech1%40acme.example
END
    while IFS='|' read -r what reason count path code header; do
        of "$what" --set "$(fault "$path" "$code" '' ",\"headers\":{$header}")"
        refused "$reason" "$count"
    done <<END
look-up, moved|intercepted|0|*/openid-configuration|302|"Location":"http://127.0.0.1:1/?x"
login, moved|intercepted|1|*/token|307|"Location":"http://127.0.0.1:1/"
login, tomorrow|throttled|1|*/token|429|"Retry-After":"86400"
login, in a year|outage|1|*/token|503|"Retry-After":"31536000"
END
}

# At one read: of the rest nothing is lost.
at_a_read() {
    while IFS='|' read -r what path code body wanted; do
        of "$what" --set "$(fault "$path" "$code" "$body" \
            ',"headers":{"Retry-After":"86400"}')"
        same "$name: not ended" null "$(at stopped)"
        same "$name: what differs" "$wanted" "$(others | grep -v ^reach.outside |
            tr '\n' ' ' | sed 's/ $//')"
    done <<END
users, a page|v1.0/users|403|$squid|graph.users.held unknown intercepted
users, of the login|v1.0/users|403|{"error":"access_denied"}|graph.users.held unknown api-error
users, an error inside|v1.0/users|200|{"error":{"code":"Authorization_RequestDenied"},"value":[]}|graph.users.held unknown api-error
users, nobody|v1.0/users|200|{"value":[]}|
users, tomorrow|v1.0/users|429||
users, down|v1.0/users|503|$squid|
users, a policy|v1.0/users|403|{"error":{"code":"ErrorAccessDenied","message":"[RAOP]"}}|graph.users.held unknown api-error
users, who|v1.0/users|403|{"error":{"code":"x","message":"tech1@acme.example sim~secret-DO-NOT+USE%21"}}|graph.users.held unknown api-error
mailbox, a page|v1.0/users/tech1@*|403|$squid|graph.calendars.held unknown intercepted reach.technicians.reached unknown intercepted
mailbox, garbage|v1.0/users/tech2@*|200|{"value":{}}|graph.calendars.held unknown garbage reach.technicians.reached unknown garbage
mailbox, tomorrow|v1.0/users/tech2@*|429||reach.technicians.reached unknown throttled
mailbox, nobody|v1.0/users/tech2@*|404|{"error":{"code":"ErrorInvalidUser","message":"The requested user 'tech2@acme.example' is invalid."}}|reach.technicians.reached unknown absent
END
    sim_start --tenant table --set "$(fault 'v1.0/users/tech2@*' 401 '')"
    look "a login lost half-way" --subject "$one" --subject "$two"
    laws
    same "$name: nothing fails" 0 "$(at tally fail)"
    because app.login unknown login-lost
}

# Roles that are markup, signs and secrets stand in reports as text.
strange_roles() {
    sim_start --tenant table --set 'token.claims={"roles":["User.Read.All",
        "Calendars.Read","<script>alert(1)</script>","]]>","\u001b[31mX.Write",
        "\u202eAll","a|b`c","sim~secret-DO-NOT+USE%21","tech1@acme.example"],
        "wids":["<b>bold</b>"]}'
    try "strange roles"
    same "$name: as table" '' "$(others)"
    # Two of them are alike once secrets and people are hidden.
    same "$name: all of them" 8 "$(at 'excess[*]' id | wc -l)"
    for file in page text junit sheet audit.json; do
        lacks "$name: $file" "$work/$file" "$(printf '\033')"
    done
    lacks "$name: the page" "$work/page" '<script>alert\|<b>bold'
    lacks "$name: JUnit" "$work/junit" '<script>alert\|<b>bold'
    while IFS='|' read -r what claims wanted; do
        sim_start --tenant table --set "token=$claims"
        try "token, $what"
        same "$name: login, kind and directory" "$wanted" \
            "$(for check in app.login app.app-only graph.users.held; do
                verdict $check | cut -d ' ' -f 1-2
            done | tr '\n' ' ' | sed 's/ $//')"
    done <<END
opaque|{"form":"opaque"}|unknown garbage unknown garbage unknown garbage
encrypted|{"form":"encrypted"}|unknown garbage unknown garbage unknown garbage
version 2|{"form":"v2"}|pass granted pass granted pass granted
audience with a slash|{"audience":"slash"}|pass granted pass granted pass granted
audience by id|{"audience":"id"}|pass granted pass granted pass granted
numbers as texts|{"strings":true}|pass granted pass granted pass granted
of a person|{"claims":{"scp":"Calendars.Read"}}|pass granted fail not-granted unknown garbage
audience a list|{"claims":{"aud":["https://graph.microsoft.com"]}}|unknown garbage unknown garbage unknown garbage
another tenant|{"claims":{"tid":"22222222-2222-4333-8444-555555555555"}}|unknown misdirected unknown misdirected unknown misdirected
letters of the tenant|{"claims":{"appid":"AAAAAAAA-BBBB-4CCC-8DDD-EEEEEEEEEEEE"}}|pass granted pass granted pass granted
nothing|{"omit":["roles"]}|pass granted pass granted unknown conflict
END
}

whole_tenants
transcript
orders
offline
# What stands in for all hosts still stands for one cloud.
clouds() {
    for cloud in us-gov us-dod china; do
        host=login.microsoftonline.us
        [ "$cloud" = china ] && host=login.partner.microsoftonline.cn
        sim_start --tenant table --set "tenant.cloud=\"$cloud\""
        AZURE_AUTHORITY_HOST=https://$host
        export AZURE_AUTHORITY_HOST
        look "$cloud" --subject "$one"
        laws
        because graph.users.held pass granted
        unset AZURE_AUTHORITY_HOST
        look "$cloud, not told" --subject "$one"
        because graph.users.held unknown misdirected
        same "$name: no token was asked for" 0 "$(tokens)"
    done
}

# What an administrator of Exchange saw is stated where nobody is named, and
# only there.
stated() {
    cat >"$work/stated.json" <<END
{"attestations": [
 {"check": "reach.technicians.reached", "value": true, "by": "J. Doe",
  "on": "$(date -u +%F)", "expires": "2099-01-01",
  "note": "Test-ServicePrincipalAuthorization: InScope True for both"},
 {"check": "reach.outside.spared", "value": true, "by": "J. Doe",
  "on": "$(date -u +%F)", "expires": "2099-01-01"}]}
END
    sim_start --tenant policy
    look "stated" --option scoped=yes --attest "$work/stated.json"
    laws
    because reach.technicians.reached pass attested
    because reach.outside.spared pass attested
    look "stated, and seen" --option scoped=yes --attest "$work/stated.json" \
        --subject "$one" --subject "$two"
    because reach.technicians.reached fail policy
    holds "$name: who and why" "$work/words" \
        'technician 2 (te\*\*\*@acme.example) was not: an application access'
    holds "$name: in whose words" "$work/words" \
        'the API said "ErrorAccessDenied; Access to OData is disabled: \[RAOP\]'
}

exchange
clouds
stated
certificates
mistakes
authorities
before_the_token
at_a_read
strange_roles
done_testing
