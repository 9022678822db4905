#!/bin/sh
# How long a scan takes, how much it asks, how much memory it needs, at several
# latencies; how long the reports of many checks take, and the import of large
# tables: run.sh SOURCE BUILD-FOLDER [PROVIDER/TENANT]... Not a test: times
# depend on the machine.
set -eu
src=$(cd "$1" && pwd)
build=$(cd "$2" && pwd)
shift 2
[ $# -gt 0 ] || set -- autotask/full connectwise/table connectwise/full \
    google/table microsoft365/table zoho/table
runs=7
checks=5000
work=$(mktemp -d)
simulator=

clean() {
    if [ -n "$simulator" ]; then
        kill "$simulator" 2>/dev/null || :
        wait "$simulator" 2>/dev/null || :
        simulator=
    fi
}
trap 'clean; rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

# A provider a line: where its tenants are, the requests that wait for each other
# before the reads begin, the hops of its shortest path, its credentials as
# NAME=KEY-IN-THE-TENANT; NAME=--make-key is a file that the simulator makes,
# and is given back.
#
# Two paths are what a scan is held against. The shortest is what no scan can do
# without, one after the other, were any number of requests sent at once.
# Autotask: zone, login, the survey alone, the reads, and a read that needs a
# ticket's id. ConnectWise: company, login, the role, the reads. Google: a
# token of the account itself, one for a scope, a read. Microsoft 365: tenant,
# token, the reads. Zoho: the refresh, the organizations, the agent, a count of
# that agent's tickets. The permitted path is the shortest where so many are
# under way as the provider may have: two of those that carry the login, so that
# no more than two can be refused (scanner/engine/scan.h), more where a token
# does (in_flight of the provider). The goal is told of that one: at 50 and 150 ms
# at most 1.25 times its time, and at most 16 MiB of memory.
providers() {
    cat <<'END'
autotask tests/simulator/tenants 3 5 AUTOTASK_USERNAME=username AUTOTASK_SECRET=secret AUTOTASK_INTEGRATION_CODE=integrationCode
connectwise tests/simulator/connectwise/tenants 3 4 CONNECTWISE_COMPANY=company CONNECTWISE_PUBLIC_KEY=publicKey CONNECTWISE_PRIVATE_KEY=privateKey CONNECTWISE_CLIENT_ID=clientId
google tests/simulator/google/tenants 1 3 GOOGLE_APPLICATION_CREDENTIALS=--make-key
microsoft365 tests/simulator/microsoft365/tenants 2 3 AZURE_TENANT_ID=tenantId AZURE_CLIENT_ID=clientId AZURE_CLIENT_SECRET=secretValue
zoho tests/simulator/zoho/tenants 2 4 ZOHO_CLIENT_ID=clientId ZOHO_CLIENT_SECRET=clientSecret ZOHO_REFRESH_TOKEN=refreshToken ZOHO_ORG_ID=orgId
END
}

# in_flight: how many requests of the provider are under way at a time, as the
# source has it: a number, or the name of one.
in_flight() {
    own=$(sed -n 's/^ *\.in_flight = \([A-Z0-9_]*\),$/\1/p' \
        "$src/scanner/$provider/provider.c")
    case ${own:=SCAN_REFUSED_MOST} in
    *[!0-9]*)
        cat "$src/scanner/engine/scan.h" "$src/scanner/$provider/"*.h |
            sed -n "s/.*[ {]$own = \([0-9]*\).*/\1/p" | head -n 1
        ;;
    *) echo "$own" ;;
    esac
}

# choose PROVIDER/TENANT: sets provider, tenant and its paths; its credentials are
# those that the simulator knows, nothing of which is a secret.
choose() {
    provider=${1%%/*}
    providers | grep "^$provider " >"$work/provider" || {
        echo "run.sh: no provider '$provider'" >&2
        exit 1
    }
    read -r _ folder alone hops credentials <"$work/provider"
    flight=$(in_flight)
    tenant=$src/$folder/${1#*/}.json
    rm -f "$work/credentials" "$work/key"
    (umask 077 && : >"$work/credentials")
    for pair in $credentials; do
        printf '%s=%s\n' "${pair%%=*}" "$(value "${pair#*=}")" \
            >>"$work/credentials"
    done
}

# The first text of that key in the tenant, or a key that is made.
value() {
    if [ "$1" = --make-key ]; then
        "$build/$provider-sim" --tenant "$tenant" --make-key "$work/key"
        echo "$work/key"
        return
    fi
    sed -n "s/.*\"$1\": *\"\([^\"]*\)\".*/\1/p" "$tenant" | head -n 1
}

# subjects: on whom reads are tried, a provider a line.
subjects() {
    sed -n "s/^$provider //p" <<'END'
google --subject technician=tech1@acme.example --subject administrator=admin@acme.example
microsoft365 --subject technician=tech1@acme.example --subject technician=tech2@acme.example
END
}

# start LATENCY
start() {
    rm -f "$work/port"
    set -- "$1" --tenant "$tenant"
    if [ -e "$work/key" ]; then set -- "$@" --key "$work/key"; fi
    "$build/$provider-sim" --latency "$@" --port 0 \
        --port-file "$work/port" >"$work/simulator" 2>&1 &
    simulator=$!
    until [ -s "$work/port" ]; do
        kill -0 "$simulator" 2>/dev/null || {
            cat "$work/simulator" >&2
            exit 1
        }
        sleep 0.05
    done
}

# measure COMMAND [ARGUMENT]...: sets ms, kib and status.
measure() {
    "$build/bench-measure" "$work/measured" "$@"
    read -r ms kib status <"$work/measured"
    case $status in
    0 | 1 | 2) ;;
    *)
        echo "run.sh: $2 ended with status $status" >&2
        exit 1
        ;;
    esac
}

# ask RULES OPTION...: a measured scan of the simulator that runs.
ask() {
    rules=$1
    shift
    measure "$build/grantscan" scan --quiet --rules "$rules" \
        --credentials "$work/credentials" \
        --endpoint "http://127.0.0.1:$(cat "$work/port")/" "$@"
}

scan() {
    # shellcheck disable=SC2046 # words without blanks
    ask "$src/rules/horizon-$provider.json" \
        --report json="$work/audit.json" --report html="$work/report.html" \
        --report junit="$work/junit.xml" $(subjects)
    requests=$(sed -n 's/^[[:space:]]*"requests":[[:space:]]*\([0-9]*\).*/\1/p' "$work/audit.json")
    echo "$ms $kib $requests" >>"$work/runs"
}

# at LATENCY: scans, and prints one line.
at() {
    start "$1"
    : >"$work/runs"
    i=0
    while [ "$i" -lt "$runs" ]; do
        scan
        i=$((i + 1))
    done
    clean
    sort -n "$work/runs" | awk -v latency="$1" -v hops="$hops" \
        -v alone="$alone" -v flight="$flight" '
        function against(path) {
            return sprintf("%6d ms %5s", path,
                path > 0 ? sprintf("%.2f", middle / path) : "-")
        }
        { ms[NR] = $1; if ($2 > kib) kib = $2; if ($3 > req) req = $3 }
        END {
            middle = ms[int((NR + 1) / 2)]
            permitted = latency * (alone + int((req - alone + flight - 1) / flight))
            missed = ""
            if (permitted > 0 && middle > 1.25 * permitted)
                missed = missed "  time: goal missed"
            if (kib > 16 * 1024)
                missed = missed "  memory: goal missed"
            printf "%4d ms %8.1f (%6.1f) ms %s %s %5d %6.2f MiB%s\n",
                latency, middle, ms[NR], against(permitted),
                against(latency * hops), req, kib / 1024, missed
        }'
}

for scenario; do
    choose "$scenario"
    printf 'tenant %s, %s scans each; median (worst) of the wall time\n' \
        "$scenario" "$runs"
    printf '%s requests at a time are permitted (goal: 1.25 times that path, 16 MiB)\n\n' \
        "$flight"
    printf '%7s %21s %15s %15s %5s %10s\n' 'latency' 'wall time' \
        'permitted path' 'shortest path' 'sent' 'memory'
    for latency in 0 50 150; do
        at "$latency"
    done
    echo
done

# What import is asked to read at most: tables and texts of 2 MB that give it the
# most to do.
page() {
    awk -v kind="$1" 'BEGIN {
        if (kind == "cells") {
            print "| Object | View | Add | Edit | Delete |\n|---|---|---|---|---|"
            for (i = 0; i < 990; i++) {
                printf "| Tickets, Contacts, Companies | "
                for (k = 0; k < 170; k++) printf "View All * "
                print "| All | Yes | no words * | x |"
            }
        } else if (kind == "names") {
            print "| Object | Level |\n|---|---|"
            for (i = 0; i < 900; i++) {
                printf "| Tickets"
                for (k = 0; k < 90; k++) printf ", Contacts, Companies"
                print " | View |"
            }
        } else if (kind == "text") {
            for (i = 0; i < 45000; i++)
                printf "The product needs ticket notes of companies. "
        } else {
            print "<table>"
            for (i = 0; i < 990; i++) {
                printf "<tr><td>Tickets<td>"
                for (k = 0; k < 200; k++) printf "All words "
            }
        }
    }' | head -c 2090000
}

echo 'import of 2 MB (goal: a second, 100 MiB)'
echo
for kind in cells names text html; do
    form=md
    if [ "$kind" = html ]; then form=html; fi
    page "$kind" >"$work/page.$form"
    measure "$build/grantscan" rules import "$work/page.$form" \
        --provider autotask >/dev/null 2>&1
    printf '%-12s %8.1f ms %6.1f MiB\n' "$kind" "$ms" \
        "$(awk -v kib="$kib" 'BEGIN { print kib / 1024 }')"
done
echo

# The formats as the program lists them.
formats() {
    "$build/grantscan" report --help |
        sed -n '/^formats of/,/^$/s/^  \([a-z]\{1,\}\).*/\1/p'
}

# rendered NAME OPTION...: measures and prints one line.
rendered() {
    name=$1
    shift
    measure "$build/grantscan" report "$work/many.json" "$@"
    printf '%-12s %8.1f ms %14d bytes %6.1f MiB\n' "$name" "$ms" \
        "$(cat "$work"/many.out.* 2>/dev/null | wc -c)" \
        "$(awk -v kib="$kib" 'BEGIN { print kib / 1024 }')"
    rm -f "$work"/many.out.*
}

awk -v checks="$checks" -f "$src/tests/bench/rules.awk" \
    "$src/scanner/autotask/entities.tsv" >"$work/many.rules"
choose autotask/full
start 0
ask "$work/many.rules" --max-requests 10000 --report json="$work/many.json"
clean
printf '%s checks: scan %.1f ms, %.1f MiB; the reports of it (goal: all of them in 2 s)\n\n' \
    "$checks" "$ms" "$(awk -v kib="$kib" 'BEGIN { print kib / 1024 }')"
set --
for format in $(formats); do
    rendered "$format" --report "$format=$work/many.out.$format"
    set -- "$@" --report "$format=$work/many.out.$format"
done
rendered together "$@"
