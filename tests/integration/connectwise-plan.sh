#!/bin/sh
# The plan for ConnectWise: it names the host that CONNECTWISE_SITE comes to,
# refuses a site that will not do, needs no other credential, and lists nothing
# that could write. Nothing is sent.
# shellcheck source=tests/integration/lib.sh
. "$(dirname "$0")/lib.sh"

rules=$top/rules/horizon-connectwise.json
unset CONNECTWISE_SITE CONNECTWISE_COMPANY CONNECTWISE_PUBLIC_KEY \
    CONNECTWISE_PRIVATE_KEY CONNECTWISE_CLIENT_ID

# planned STATUS PART [OPTION...]: the plan's exit status, and what it says.
planned() {
    wanted=$1
    part=$2
    shift 2
    checked=$((checked + 1))
    "$grantscan" plan --rules "$rules" "$@" >"$work/out" 2>&1
    status=$?
    [ "$status" -eq "$wanted" ] || bad "plan $*: exit status $status"
    grep -qF -e "$part" "$work/out" || bad "plan $*: does not say $part"
}

planned 3 'CONNECTWISE_SITE is not set'
planned 0 'company look-up at http://127.0.0.1:1/' \
    --endpoint http://127.0.0.1:1/
CONNECTWISE_SITE=https://NA.myconnectwise.net/v4_6_release/apis/3.0/
export CONNECTWISE_SITE
planned 0 'company look-up at https://api-na.myconnectwise.net/'
if grep -E '^ +(POST|PUT|PATCH|DELETE) ' "$work/out"; then
    bad 'the plan lists more than GET'
fi
grep -q 'GET  system/mySecurity?pageSize=1000&page=1$' "$work/out" ||
    bad 'the plan does not list the role'
if grep -E 'GET  system/(myMembers|callbacks)($|[^?]*$)' "$work/out"; then
    bad 'a record is asked for without a mask of fields'
fi
for site in na.myconnectwise.net.evil.example na-myconnectwise.net \
    http://cw.example.com user@cw.example.com 'cw example' ''; do
    CONNECTWISE_SITE=$site
    planned 3 CONNECTWISE_SITE
    planned 0 127.0.0.1 --endpoint http://127.0.0.1:1/
done

# An address by hand is one of the host that the site comes to, and no other:
# not of another region, not over http, not at another port.
by_hand() {
    CONNECTWISE_SITE=$1
    planned "$2" "$3" --api-url "$4"
}
own=https://cw.example.com
cloud=https://api-na.myconnectwise.net
refused='no credential is sent anywhere else'
by_hand cw.example.com 0 'system/info' $own/v4_6_release/apis/3.0/
by_hand cw.example.com 0 'system/info' $own:443/v4_6_release/apis/3.0/
by_hand cw.example.com:8443 0 'system/info' $own:8443/v4_6_release/apis/3.0/
by_hand na.myconnectwise.net 0 'system/info' $cloud/v2025_1/apis/3.0/
by_hand acme.myconnectwise.net 0 'system/info' \
    https://api-acme.myconnectwise.net/v2025_1/apis/3.0/
by_hand cw.example.com 3 "$refused" $own:8443/v4_6_release/apis/3.0/
by_hand cw.example.com 3 "$refused" http://cw.example.com/v4_6_release/apis/3.0/
by_hand cw.example.com 3 "$refused" $cloud/v2025_1/apis/3.0/
by_hand cw.example.com 3 "$refused" https://cw.example.com.evil.example/apis/3.0/
by_hand cw.example.com 3 "$refused" https://cw.example.com@evil.example/apis/3.0/
by_hand cw.example.com 3 "$refused" http://127.0.0.1:1/apis/3.0/
by_hand na.myconnectwise.net 3 "$refused" \
    https://api-eu.myconnectwise.net/v2025_1/apis/3.0/

# A scan says which are missing, all at once, before anything is sent.
CONNECTWISE_SITE=na.myconnectwise.net
"$grantscan" scan --rules "$rules" >"$work/out" 2>&1
status=$?
checked=$((checked + 1))
[ "$status" -eq 3 ] || bad "scan without credentials: exit status $status"
for name in COMPANY PUBLIC_KEY PRIVATE_KEY CLIENT_ID; do
    grep -q "CONNECTWISE_$name is not set" "$work/out" ||
        bad "scan does not say that CONNECTWISE_$name is missing"
done
done_testing
