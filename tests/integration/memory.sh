#!/bin/sh
# What is left of a secret in the memory of the program when it ends: nothing,
# in whatever spelling, wherever it came from, over http and over TLS, and
# whether or not the login was accepted.
# shellcheck source=tests/integration/lib.sh
. "$(dirname "$0")/lib.sh"

remains=${REMAINS:-./remains}
# The sanitizers have an allocator of their own, which keeps what was freed.
if grep -q __asan_init "$grantscan"; then
    echo "skipped: built with sanitizers"
    exit 77
fi
command -v openssl >/dev/null || skip "openssl is missing"
unset SSL_CERT_FILE SSL_CERT_DIR CURL_CA_BUNDLE

# Nothing that another part of the program could hold by chance; with letters
# that percent, JSON and base64 spell differently.
secret='mR7+q/X2 v&9"kLz0?Wd'
code='TRACK~ING%/IDENTIFIER+0815'
printf 'SECRET=%s\nCODE=%s\n' "$secret" "$code" >"$work/words"
sed -e 's|"sim-secret-DO-NOT-USE"|"mR7+q/X2 v\&9\\"kLz0?Wd"|' \
    -e "s|\"SIMULATEDTRACKINGIDENTIFIER\"|\"$code\"|" \
    "$top/tests/simulator/tenants/table.json" >"$work/tenant.json"
printf '%s=%s\n' AUTOTASK_USERNAME "$AUTOTASK_USERNAME" \
    AUTOTASK_SECRET "$secret" AUTOTASK_INTEGRATION_CODE "$code" \
    >"$work/credentials"
chmod 600 "$work/credentials"

openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes \
    -days 2 -keyout "$work/tls.key" -out "$work/tls.pem" -subj /CN=localhost \
    -addext subjectAltName=IP:127.0.0.1 >"$work/openssl" 2>&1 || {
    cat "$work/openssl"
    exit 1
}

unset AUTOTASK_USERNAME AUTOTASK_SECRET AUTOTASK_INTEGRATION_CODE

# look ARGUMENT...: a scan, and what is left of it; sets seen.
look() {
    rm -f "$work/audit.json"
    # shellcheck disable=SC2086 # nothing, or one word
    seen=$("$remains" $asking "$work/words" "$grantscan" scan \
        --rules "$rules" --endpoint "$base" --cacert "$work/tls.pem" \
        --report json="$work/audit.json" --report html="$work/audit.html" \
        --report junit="$work/audit.xml" "$@" 2>"$work/err" </dev/null |
        grep -v '^grantscan\|^$' | tail -n 15)
    case $seen in
    *"cannot look"*) skip "no process can be traced here" ;;
    esac
}

# given COMMAND...: with the credentials in the environment.
given() {
    AUTOTASK_USERNAME=api-user@acme.example AUTOTASK_SECRET=$secret \
        AUTOTASK_INTEGRATION_CODE=$code "$@"
}
by_environment() { given look "$@"; }

# listens PID: the port on which a process listens, or nothing.
listens() {
    for fd in /proc/"$1"/fd/*; do
        readlink "$fd"
    done 2>/dev/null | sed -n 's/^socket:\[\(.*\)\]$/\1/p' |
        while read -r inode; do
            awk -v inode="$inode" '$10 == inode && $4 == "0A" {
                sub(/.*:/, "", $2); print $2 }' /proc/net/tcp
        done | while read -r hex; do
            echo $((0x$hex))
        done
}

# answers: what is typed when it asks, a line each.
answers() { printf '%s\n' api-user@acme.example "$secret" "$code"; }

# by_hand: typed by a person at a terminal.
by_hand() {
    answers >"$work/answers"
    set --
    while IFS= read -r line; do
        set -- "$@" --type "$line"
    done <"$work/answers"
    seen=$("${TYPIST:-./typist}" --columns 200 "$@" \
        "$remains" "$work/words" "$grantscan" scan \
        --rules "$rules" --endpoint "$base" --cacert "$work/tls.pem" \
        --report json="$work/audit.json" 2>/dev/null | tr -d '\r' |
        grep -E '^(nothing|status|[A-Z]+ as) ?' | tail -n 15)
}

# each WHERE WANTED: by every source.
each() {
    by_environment
    same "$1, from the environment" "$2" "$seen"
    look --credentials "$work/credentials"
    same "$1, from a file" "$2" "$seen"
    look --credentials-command "cat '$work/credentials'"
    same "$1, from a command" "$2" "$seen"
    by_hand
    same "$1, from a person" "$2" "$seen"
}

asking=
sim_start --tenant "$work/tenant.json"
each "over http" "nothing
status 2"

# That it could be found: while the program waits for its first answer.
asking=--asking
by_environment
same "the test can fail" "SECRET as raw
CODE as raw
status 0" "$seen"

asking=
sim_start --tenant "$work/tenant.json" --tls-cert "$work/tls.pem" \
    --tls-key "$work/tls.key"
base=https://127.0.0.1:$(cat "$work/port")/
each "over TLS" "nothing
status 2"

# HTTP/2, whose library keeps headers for later ones to point at: files are
# answers enough for a login and some refusals.
if have nghttpd; then
    two=$work/two/ATServicesRest/V1.0
    mkdir -p "$two"
    printf '{"%s": 10000, "%s": 60, "%s": 5}' externalRequestThreshold \
        requestThresholdTimeframe currentTimeframeRequestCount \
        >"$two/ThresholdInformation"
    sim_stop
    nghttpd -a 127.0.0.1 -d "$work/two" 0 "$work/tls.key" "$work/tls.pem" \
        >"$work/sim.err" 2>&1 &
    sim_pid=$!
    tries=0
    port=
    while [ -z "$port" ] && [ $tries -lt 1500 ]; do
        tries=$((tries + 1))
        sleep 0.01
        port=$(listens $sim_pid)
    done
    base=https://127.0.0.1:$port/
    by_environment --api-url "${base}ATServicesRest/"
    same "over HTTP/2" "nothing
status 2" "$seen"
    same "over HTTP/2: the login was accepted" "pass granted declared" \
        "$(verdict api-user.login)"
fi

# A login that is refused; and what never came to be sent.
sim_start --tenant "$work/tenant.json" --tls-cert "$work/tls.pem" \
    --tls-key "$work/tls.key"
base=https://127.0.0.1:$(cat "$work/port")/
code=TRACKING-IDENTIFIER-of-nobody
printf 'SECRET=%s\nCODE=%s\n' "$secret" "$code" >"$work/words"
by_environment
same "a refused login" "nothing
status 2" "$seen"
same "a refused login: that it was" "unknown login-rejected" \
    "$(verdict api-user.login | cut -d ' ' -f 1-2)"
by_environment --rules "$work/nothing"
same "nothing sent" "nothing
status 3" "$seen"
by_environment --credentials "$work"
same "a file that cannot be read" "nothing
status 3" "$seen"

# ---- another system: keys and a client id, sent as Basic -------------------

sim=${CONNECTWISE_SIM:-./connectwise-sim}
export CONNECTWISE_SIM_TENANTS="$top/tests/simulator/connectwise/tenants"
rules=$top/rules/horizon-connectwise.json
public='Pb7~wN/q4+Zs'
private='vK9+t/H3 d&8"mRx5?Lc'
client='C1~IENT%/0f0e-GUID+4711'
basic=$(printf '%s' "exampleit+$public:$private" | base64 | tr -d '\n')
printf '%s=%s\n' PUBLIC "$public" PRIVATE "$private" CLIENT "$client" \
    BASIC "$basic" >"$work/words"
sed -e "s|\"SimPublicKeyA1b2\"|\"$public\"|" \
    -e 's|"SimPrivate-DO-NOT-USE"|"vK9+t/H3 d\&8\\"mRx5?Lc"|' \
    -e "s|\"51ab51ab-0000-4000-8000-51ab51ab51ab\"|\"$client\"|" \
    "$CONNECTWISE_SIM_TENANTS/table.json" >"$work/tenant.json"
printf 'CONNECTWISE_%s=%s\n' COMPANY exampleit PUBLIC_KEY "$public" \
    PRIVATE_KEY "$private" CLIENT_ID "$client" >"$work/credentials"
unset CONNECTWISE_SITE

given() {
    CONNECTWISE_COMPANY=exampleit CONNECTWISE_PUBLIC_KEY=$public \
        CONNECTWISE_PRIVATE_KEY=$private CONNECTWISE_CLIENT_ID=$client "$@"
}

# shellcheck disable=SC2317 # called by by_hand
answers() { printf '%s\n' exampleit "$public" "$private" "$client"; }

# accepted WHAT
accepted() {
    same "$1: the login was accepted" "pass granted declared" \
        "$(verdict api-member.login)"
}

sim_start --tenant "$work/tenant.json"
each "ConnectWise over http" "nothing
status 2"
accepted "ConnectWise over http"

asking=--asking
by_environment
same "the test can fail for ConnectWise" "PUBLIC as raw
PUBLIC as base64
PRIVATE as raw
PRIVATE as base64
CLIENT as raw
BASIC as raw
status 0" "$seen"

asking=
sim_start --tenant "$work/tenant.json" --tls-cert "$work/tls.pem" \
    --tls-key "$work/tls.key"
base=https://127.0.0.1:$(cat "$work/port")/
each "ConnectWise over TLS" "nothing
status 2"
accepted "ConnectWise over TLS"

# A key of nobody.
public=Pb7-of-nobody
basic=$(printf '%s' "exampleit+$public:$private" | base64 | tr -d '\n')
printf '%s=%s\n' PUBLIC "$public" PRIVATE "$private" CLIENT "$client" \
    BASIC "$basic" >"$work/words"
by_environment
same "a refused ConnectWise login" "nothing
status 2" "$seen"
same "a refused ConnectWise login: that it was" "unknown login-rejected" \
    "$(verdict api-member.login | cut -d ' ' -f 1-2)"

# ---- Microsoft 365: a secret or a key in a form, and tokens that are learned --

sim=${MICROSOFT365_SIM:-./microsoft365-sim}
export MICROSOFT365_SIM_TENANTS="$top/tests/simulator/microsoft365/tenants"
rules=$top/rules/horizon-microsoft365.json
tenant=11111111-2222-4333-8444-555555555555
app=aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee
secret='wQ8~r+T/x5 y&9"Lk3?Zd%21'
unset AZURE_AUTHORITY_HOST AZURE_CLIENT_SECRET AZURE_CLIENT_CERTIFICATE_PATH

# b64: standard input, as tokens have it.
b64() { base64 | tr -d '\n=' | tr '+/' '-_'; }

# A token that is known before; its claims are read, and its end is nobody's.
sign=TheEnd0fAtokenThatNobodySigned4711ab
token=$(printf '{"typ":"JWT","alg":"RS256"}' | b64).$(printf '{"aud":"https://graph.microsoft.com","tid":"%s","appid":"%s","roles":["User.Read.All","Calendars.Read"]}' \
    $tenant $app | b64).$sign
answer=$(printf '"body":"{%s,%s}"' '\"token_type\":\"Bearer\"' \
    "\\\"access_token\\\":\\\"$token\\\"")
faults="faults=[{\"path\":\"*/token\",\"times\":-1,\"status\":200,$answer},
    {\"path\":\"v1.0/*\",\"times\":-1,\"status\":200,
     \"body\":\"{\\\"value\\\":[{\\\"id\\\":\\\"1\\\"}]}\"}]"
printf '%s=%s\n' SECRET "$secret" TOKEN "$token" SIGN "$sign" >"$work/words"
sed -e 's|"sim~secret-DO-NOT+USE%21"|"wQ8~r+T/x5 y\&9\\"Lk3?Zd%21"|' \
    "$MICROSOFT365_SIM_TENANTS/table.json" >"$work/tenant.json"
printf 'AZURE_%s=%s\n' CLIENT_ID "$app" TENANT_ID "$tenant" \
    CLIENT_SECRET "$secret" >"$work/credentials"

given() {
    AZURE_CLIENT_ID=$app AZURE_TENANT_ID=$tenant \
        AZURE_CLIENT_SECRET=$secret "$@"
}

# shellcheck disable=SC2317 # called by by_hand
answers() { printf '%s\n' "$app" "$tenant" "$secret"; }

# welcome WHAT: the login was accepted, and the token read.
welcome() {
    same "$1: the login was accepted" "pass granted declared" \
        "$(verdict app.login)"
    same "$1: the token was used" "pass granted confirmed" \
        "$(verdict graph.users.held)"
}

sim_start --tenant "$work/tenant.json" --set "$faults"
each "Microsoft 365, a known token" "nothing
status 2"
welcome "Microsoft 365, a known token"

asking=--asking
by_environment
same "the test can fail for Microsoft 365" "SECRET as raw
status 0" "$seen"

asking=
sim_start --tenant "$work/tenant.json" --tls-cert "$work/tls.pem" \
    --tls-key "$work/tls.key"
base=https://127.0.0.1:$(cat "$work/port")/
# So tokens of the simulator begin, and what they are in a header.
printf '%s=%s\n' SECRET "$secret" TOKEN eyJ0eXAiOi BEARER 'Bearer eyJ' \
    >"$work/words"
each "Microsoft 365 over TLS" "nothing
status 2"
welcome "Microsoft 365 over TLS"

# A certificate: no line of its key, and no assertion that it signed.
openssl req -x509 -newkey rsa:2048 -nodes -days 2 -keyout "$work/app.key" \
    -out "$work/app.crt" -subj /CN=acme >"$work/openssl" 2>&1
cat "$work/app.key" "$work/app.crt" >"$work/app.pem"
chmod 600 "$work/app.pem"
{
    sed -n '/^-/d; 3s/^/KEY=/p; 9s/^/KEY=/p; 16s/^/KEY=/p' "$work/app.key"
    # So assertions begin, and tokens.
    printf '%s=%s\n' ASSERTION eyJhbGciOi TOKEN eyJ0eXAiOi BEARER 'Bearer eyJ'
} >"$work/words"
given() {
    AZURE_CLIENT_ID=$app AZURE_TENANT_ID=$tenant \
        AZURE_CLIENT_CERTIFICATE_PATH=$work/app.pem "$@"
}
for form in PS256 RS256; do
    sim_start --tenant "$work/tenant.json" \
        --set "certificates=[\"$work/app.crt\"]" --set wire.assertion=$form
    by_environment
    same "Microsoft 365, a certificate, $form" "nothing
status 2" "$seen"
    welcome "Microsoft 365, a certificate, $form"
done
sim_start --tenant "$work/tenant.json"
by_environment
same "Microsoft 365, a certificate that is refused" "nothing
status 2" "$seen"
same "Microsoft 365: that it was" "unknown login-rejected" \
    "$(verdict app.login | cut -d ' ' -f 1-2)"
asking=--asking
by_environment
same "the test can fail for a key" "KEY as raw" \
    "$(printf '%s\n' "$seen" | sort -u | sed -n '/^KEY as raw$/p')"

# ---- Google: a key in a file of JSON, what it signed, and tokens --------------

sim=${GOOGLE_SIM:-./google-sim}
export GOOGLE_SIM_TENANTS="$top/tests/simulator/google/tenants"
rules=$top/rules/horizon-google.json
"$sim" --tenant table --make-key "$work/key.json"
"$pick" "$work/key.json" .private_key >"$work/app.key"
# number NAME: 24 bytes of a number of the key.
number() {
    openssl rsa -in "$work/app.key" -noout -text 2>"$work/openssl" |
        awk -v name="$1:" '$1 == name { inside = 1; next }
            inside && /^[^ ]/ { exit }
            inside { gsub(/[ :]/, ""); all = all $0 }
            END { print substr(all, 41, 48) }'
}
{
    sed -n '/^-/d; 4s/^/KEY=/p; 10s/^/KEY=/p; 17s/^/KEY=/p' "$work/app.key"
    for each_ in privateExponent prime1 prime2 exponent1 exponent2 coefficient
    do
        printf '%s=0x%s\n' "$each_" "$(number $each_)"
    done
    # So assertions begin, and tokens.
    printf '%s=%s\n' ASSERTION eyJhbGciOi TOKEN 'Bearer ya29.'
} >"$work/words"
same "lines of a key" 3 "$(grep -c '^KEY=' "$work/words")"
same "numbers of a key" 6 "$(grep -cE '^[a-z]+[12E]?[a-z]*=0x[0-9a-f]{48}$' \
    "$work/words")"
given() {
    GOOGLE_APPLICATION_CREDENTIALS=$work/key.json "$@" \
        --subject technician=tech1@acme.example \
        --subject administrator=admin@acme.example
}

# used WHAT: the login was, and tokens were used.
used() {
    same "$1: the login was accepted" "pass granted" \
        "$(verdict key.login | cut -d ' ' -f 1-2)"
    same "$1: the tokens were used" "pass granted confirmed" \
        "$(verdict delegation.directory.held)"
}

asking=
sim_start --tenant table --key "$work/key.json"
by_environment
same "Google" "nothing
status 0" "$seen"
used "Google"
printf 'GOOGLE_APPLICATION_CREDENTIALS=%s\n' "$work/key.json" \
    >"$work/credentials"
look --credentials "$work/credentials" \
    --subject technician=tech1@acme.example \
    --subject administrator=admin@acme.example
same "Google, from a file" "nothing
status 0" "$seen"
used "Google, from a file"
sim_start --tenant table --key "$work/key.json" \
    --tls-cert "$work/tls.pem" --tls-key "$work/tls.key"
base=https://127.0.0.1:$(cat "$work/port")/
by_environment
same "Google over TLS" "nothing
status 0" "$seen"
used "Google over TLS"
sim_start --tenant refused --key "$work/key.json"
by_environment
same "Google, a key that is refused" "nothing
status 2" "$seen"
same "Google: that it was" "unknown login-rejected" \
    "$(verdict key.login | cut -d ' ' -f 1-2)"
asking=--asking
by_environment
same "the test can fail for Google" "ASSERTION as raw
KEY as raw" "$(printf '%s\n' "$seen" | sort -u | grep -E '^(KEY|ASSERTION) as raw$')"
same "and for the numbers" "prime1 as number" \
    "$(printf '%s\n' "$seen" | sort -u | grep '^prime1 as number$')"

# ---- Zoho: what is in its one form, and the token of the answer ---------------

sim=${ZOHO_SIM:-./zoho-sim}
export ZOHO_SIM_TENANTS="$top/tests/simulator/zoho/tenants"
rules=$top/rules/horizon-zoho.json
secret='hT5~r+J/x9 g&3"Nb7?Ks%21'
refresh=1000.7+q/X2~v9kLz0Wd.mR8kLz0
unset ZOHO_DC
# A token that is known before.
token=1000.TheTokenThatIsKnownBefore4711ab.0815cd
answer=$(printf '"body":"{%s,%s,%s}"' '\"token_type\":\"Bearer\"' \
    '\"scope\":\"Desk.basic.READ\"' "\\\"access_token\\\":\\\"$token\\\"")
faults="faults=[{\"path\":\"*/token\",\"times\":-1,\"status\":200,$answer},
    {\"path\":\"api/v1/*\",\"times\":-1,\"status\":200,
     \"body\":\"{\\\"data\\\":[{\\\"id\\\":\\\"1\\\"}]}\"}]"
printf '%s=%s\n' SECRET "$secret" REFRESH "$refresh" TOKEN "$token" \
    >"$work/words"
printf 'ZOHO_%s=%s\n' CLIENT_ID 1000.SIMULATEDHORIZONCLIENT000000000 \
    CLIENT_SECRET "$secret" REFRESH_TOKEN "$refresh" ORG_ID 600421900 \
    >"$work/credentials"

given() {
    ZOHO_CLIENT_ID=1000.SIMULATEDHORIZONCLIENT000000000 \
        ZOHO_CLIENT_SECRET=$secret ZOHO_REFRESH_TOKEN=$refresh \
        ZOHO_ORG_ID=600421900 "$@"
}

# shellcheck disable=SC2317 # called by by_hand
answers() {
    printf '%s\n' 1000.SIMULATEDHORIZONCLIENT000000000 "$secret" "$refresh" \
        600421900
}

# desk TENANT [ARGUMENT...]: a simulator that knows them.
desk() {
    sed -e 's|"sim-secret-DO-NOT-USE"|"hT5~r+J/x9 g\&3\\"Nb7?Ks%21"|' \
        -e "s|\"1000.0123[^\"]*\"|\"$refresh\"|" \
        "$ZOHO_SIM_TENANTS/$1.json" >"$work/tenant.json"
    shift
    sim_start --tenant "$work/tenant.json" "$@"
}

# opened WHAT: the login was accepted, and the token was used.
opened() {
    same "$1: the login was accepted" "pass granted" \
        "$(verdict account.login | cut -d ' ' -f 1-2)"
    same "$1: the token was used" "pass granted confirmed" \
        "$(verdict scopes.basic.read)"
}

asking=
desk table --set "$faults"
each "Zoho, a known token" "nothing
status 1"
opened "Zoho, a known token"
asking=--asking
by_environment
same "the test can fail for Zoho" "REFRESH as raw
SECRET as raw" "$(printf '%s\n' "$seen" | sort -u | grep -E '^(SECRET|REFRESH) as raw$')"

asking=
# So tokens of the simulator begin in a header.
printf '%s=%s\n' SECRET "$secret" REFRESH "$refresh" \
    TOKEN 'Zoho-oauthtoken 1000.' >"$work/words"
desk table
by_environment
same "Zoho" "nothing
status 0" "$seen"
opened "Zoho"
desk table --tls-cert "$work/tls.pem" --tls-key "$work/tls.key"
base=https://127.0.0.1:$(cat "$work/port")/
each "Zoho over TLS" "nothing
status 0"
opened "Zoho over TLS"
desk table --set client.state=evicted
by_environment
same "Zoho, a token that is refused" "nothing
status 2" "$seen"
same "Zoho: that it was" "unknown login-rejected" \
    "$(verdict account.login | cut -d ' ' -f 1-2)"

done_testing
