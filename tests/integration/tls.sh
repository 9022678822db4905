#!/bin/sh
# Certificates: a tenant over https passes only with its own authority given,
# under its own name, and in time; and the switch to trust anybody is not there.
# shellcheck source=tests/integration/lib.sh
. "$(dirname "$0")/lib.sh"

command -v openssl >/dev/null || skip "openssl is missing"
unset SSL_CERT_FILE SSL_CERT_DIR CURL_CA_BUNDLE

# certificate NAME SAN DAYS: NAME.pem and NAME.key, signed by ca.
certificate() {
    openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes \
        -keyout "$work/$1.key" -out "$work/$1.csr" -subj "/CN=$1" &&
        printf 'subjectAltName=%s\n' "$2" >"$work/$1.ext" &&
        openssl x509 -req -in "$work/$1.csr" -CA "$work/ca.pem" \
            -CAkey "$work/ca.key" -CAcreateserial -days "$3" \
            -extfile "$work/$1.ext" -out "$work/$1.pem"
}

authority() {
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes \
        -days 2 -keyout "$work/$1.key" -out "$work/$1.pem" -subj "/CN=$1"
}

{
    authority ca && authority other &&
        certificate good IP:127.0.0.1,DNS:localhost 2 &&
        certificate elsewhere DNS:webservices2.autotask.net 2
} >"$work/openssl" 2>&1 || {
    cat "$work/openssl"
    exit 1
}

# serve NAME: a tenant with that certificate.
serve() {
    sim_start --tenant table --tls-cert "$work/$1.pem" --tls-key "$work/$1.key"
    base=https://127.0.0.1:$(cat "$work/port")/
}

# refused WHAT: nothing but unknown for TLS, and nothing got through.
refused() {
    same "$1: exit status" 2 "$status"
    same "$1: unknown for TLS" "unknown tls none" "$(verdict api-user.login)"
    same "$1: no verdict" "" "$(verdicts | grep -e ' pass ' -e ' fail ')"
    same "$1: nothing got through" 0 "$(wc -l <"$work/log")"
}

sim_start --tenant table
scan
verdicts >"$work/table"

serve good
: >"$work/keys"
export SSLKEYLOGFILE="$work/keys"
scan --cacert "$work/ca.pem"
unset SSLKEYLOGFILE
same "keys of connections are written nowhere" "" "$(cat "$work/keys")"
same "with the authority" "$(cat "$work/table")" "$(verdicts)"
same "by its other name" 2 "$(
    base=https://localhost:$(cat "$work/port")/
    scan --cacert "$work/ca.pem"
    echo "$status"
)"
same "over https from the first to the last" \
    "https://127.0.0.1:$(cat "$work/port")/ATServicesRest/" \
    "$("$pick" "$work/audit.json" "target.traits[label=Endpoint].value" |
        sed 's/localhost/127.0.0.1/')"
serve good
scan
refused "without the authority"
scan --cacert "$work/other.pem"
refused "with another authority"
serve elsewhere
scan --cacert "$work/ca.pem"
refused "with another host's certificate"

# An http zone is no way out of an https endpoint for credentials elsewhere,
# and a server that speaks no TLS is none.
sim_start --tenant table
base=https://127.0.0.1:$(cat "$work/port")/
scan --timeout 5
refused "no TLS at all"

done_testing
