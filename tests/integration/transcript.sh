#!/bin/sh
# What a scan sends, as the other end sees it; and that nothing it says or
# writes holds a credential.
# shellcheck source=tests/integration/lib.sh
. "$(dirname "$0")/lib.sh"

# field NAME...: of each request, in the order of the log.
field() { "$pick" -l "$work/log" '[*]' "$@"; }

# transcript WHAT: the laws of the wire.
transcript() {
    field n >"$work/n"
    same "$1: at most 45 requests" yes \
        "$([ "$(wc -l <"$work/n")" -le 45 ] && echo yes)"
    same "$1: one zone look-up, and it is the first" 1 \
        "$(field path | grep -n -i zoneinformation | cut -d : -f 1)"
    same "$1: without credentials" "none" \
        "$("$pick" -l "$work/log" '[0].auth')"
    same "$1: without their headers" "" \
        "$("$pick" -l "$work/log" '[0].headers[*]' |
            grep -i -e secret -e username -e apiintegrationcode)"
    same "$1: then the login" /ATServicesRest/V1.0/ThresholdInformation \
        "$("$pick" -l "$work/log" '[1].path')"
    same "$1: once" 1 "$(field path | grep -c ThresholdInformation)"
    same "$1: alone" "$("$pick" -l "$work/log" '[1].end')" \
        "$(field end begin | sort -n | sed -n 2p | cut -f 1)"
    same "$1: credentials everywhere else" ok \
        "$(field auth | sed 1d | sort -u)"
    same "$1: GET, and POST to a query" "" \
        "$(field method path | grep -v -e '^GET	' \
            -e '^POST	/ATServicesRest/V1.0/[A-Za-z]*/query$')"
    same "$1: no field with a secret" "" \
        "$(field body query | grep -i secret)"
    same "$1: nobody is impersonated" false \
        "$(field impersonation | sort -u)"
    same "$1: nor by header" "" "$(grep -i impersonationresource "$work/log")"
    same "$1: never two at once on an endpoint" "" "$(overlaps)"
    lacks "$1: no secret in an address" "$work/log" "$AUTOTASK_SECRET"
    lacks "$1: no code in an address" "$work/log" "$AUTOTASK_INTEGRATION_CODE"
}

# overlaps: pairs of requests to one endpoint that were open together. The
# two numbers of the log count everything that happens, in order.
overlaps() {
    field endpoint begin end | LC_ALL=C sort -t '	' -k 1,1 -k 2,2n | awk '
        $1 == endpoint && $2 < end { print endpoint, $2, end }
        { endpoint = $1; end = $3 }'
}

# at_once: how many requests were open together, at most.
at_once() {
    field begin end | awk '
        { from[NR] = $1; to[NR] = $2 }
        END {
            for (i = 1; i <= NR; i++) {
                n = 0
                for (k = 1; k <= NR; k++)
                    n += from[k] <= from[i] && to[k] > from[i]
                if (n > most)
                    most = n
            }
            print most
        }'
}

sim_start --tenant full --latency 20
scan --option livelinks=yes --option project-writes=yes
transcript "everything granted"
same "two at a time" 2 "$(at_once)"
sim_start --tenant table --latency 5 --set wire.global='"404"'
scan
transcript "each alone"
sim_start --tenant table --latency 5 --set 'faults=[{"path":"*/query",
    "times":9,"status":429,"headers":{"Retry-After":"0"}}]'
scan
transcript "with retries"

# A login that is lost on the way, early or late: two requests are refused at most,
# and what is told is what was seen.
for before in 0 1 2 7 14; do
    sim_start --tenant full --latency 60 --set "faults=[
        {\"path\":\"*/query\",\"times\":$before,\"status\":0},
        {\"path\":\"*/query\",\"times\":-1,\"status\":401}]"
    scan
    told=$("$pick" "$work/audit.json" requests)
    for _ in 1 2 3 4 5 6 7 8 9 10; do # it is in the log when it is answered
        [ "$(wc -l <"$work/log")" -ge "$told" ] || sleep 0.1
    done
    refused=$(field status | grep -c 401)
    same "lost after $before reads: refused" yes \
        "$([ "$refused" -ge 1 ] && [ "$refused" -le 2 ] && echo yes)"
    same "lost after $before reads: told" "$(wc -l <"$work/log")" "$told"
    same "lost after $before reads: why" login-lost \
        "$("$pick" "$work/audit.json" stopped)"
done

# What plan says is what is sent.
"$grantscan" plan --rules "$rules" >"$work/plan" 2>"$work/err" </dev/null
same "plan ends well" 0 $?
same "plan says nothing else" "" "$(cat "$work/err")"
sim_start --tenant full
scan
planned() {
    sed -n 's/^    \(GET\|POST\) *//p' "$work/plan" |
        sed 's/?.*//; s,^[a-z]*/v1.0/,,; s,^V1.0/,,' | sort -u
}
field path | sed 's,.*[vV]1.0/,,' | sort -u >"$work/sent"
planned >"$work/planned"
same "nothing is sent that was not planned" "" \
    "$(LC_ALL=C comm -23 "$work/sent" "$work/planned")"
same "the sure ones of the plan are sent" "" "$(
    LC_ALL=C comm -13 "$work/sent" "$work/planned" |
        grep -v '/entityInformation$\|^Modules$'
)"
holds "plan tells the total" "$work/plan" "^[0-9]* requests, .*nothing was sent"
lacks "plan holds no user" "$work/plan" acme

# Nothing holds a credential, whatever the tenant repeats of what it was sent.
user=$AUTOTASK_USERNAME
telltale="no $user, $AUTOTASK_SECRET, $AUTOTASK_INTEGRATION_CODE,
    api-user%40acme.example"
telltale=$(echo "$telltale" | tr '\n' ' ')
for path in 'Companies/query' 'EntityInformation' 'ThresholdInformation' \
    '*zoneInformation*'; do
    for error in "{\\\"errors\\\":[\\\"$telltale\\\"]}" "<p>$telltale</p>"; do
        sim_start --tenant table --set \
            "faults=[{\"path\":\"$path\",\"times\":-1,\"status\":500,
            \"body\":\"$error\"}]"
        scan -v --report text=- --report html="$work/r.html" \
            --report junit="$work/r.xml"
        for file in audit.json r.html r.xml out err; do
            for word in "$user" "$AUTOTASK_SECRET" \
                "$AUTOTASK_INTEGRATION_CODE" 'api-user%40' 'api-user@'; do
                lacks "$path in $file" "$work/$file" "$word"
            done
        done
    done
done
sim_start --tenant table --set "zone.name=$user $AUTOTASK_SECRET"
scan -v --report text=- --report html="$work/r.html"
for file in audit.json r.html out err; do
    lacks "zone's name in $file" "$work/$file" "$AUTOTASK_SECRET"
    lacks "zone's name in $file" "$work/$file" "$user"
done
# -v shows each exchange, and the answers' words are told.
same "-v shows each exchange" "$(wc -l <"$work/log")" \
    "$(grep -c '^grantscan: \(GET\|POST\) ' "$work/err")"

done_testing
