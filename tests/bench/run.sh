#!/bin/sh
# How long a scan takes, how much it asks, how much memory it needs, at several
# latencies; and how long the reports of many checks take: run.sh SOURCE
# BUILD-FOLDER [TENANT]. Not a test: times depend on the machine.
#
# The critical path is what no scan can do without, one after the other: zone,
# login, the survey alone, the reads, and a read that needs a ticket's id.
set -eu
src=$(cd "$1" && pwd)
build=$(cd "$2" && pwd)
tenant=${3:-full}
runs=7
hops=5
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

start() {
    rm -f "$work/port"
    "$build/autotask-sim" --tenant "$src/tests/simulator/tenants/$tenant.json" \
        --port 0 --port-file "$work/port" --latency "$1" \
        >"$work/simulator" 2>&1 &
    simulator=$!
    until [ -s "$work/port" ]; do
        kill -0 "$simulator" 2>/dev/null || {
            cat "$work/simulator" >&2
            exit 1
        }
        sleep 0.05
    done
}

# Names that the tenants agree on; nothing of this is a secret.
value() {
    sed -n "s/.*\"$1\": *\"\([^\"]*\)\".*/\1/p" \
        "$src/tests/simulator/tenants/$tenant.json" | head -n 1
}
AUTOTASK_USERNAME=${AUTOTASK_USERNAME:-$(value username)}
AUTOTASK_SECRET=${AUTOTASK_SECRET:-$(value secret)}
AUTOTASK_INTEGRATION_CODE=${AUTOTASK_INTEGRATION_CODE:-$(value integrationCode)}
export AUTOTASK_USERNAME AUTOTASK_SECRET AUTOTASK_INTEGRATION_CODE

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

scan() {
    measure "$build/grantscan" scan --quiet \
        --rules "$src/rules/horizon-autotask.json" \
        --endpoint "http://127.0.0.1:$(cat "$work/port")/" \
        --report json="$work/audit.json" --report html="$work/report.html" \
        --report junit="$work/junit.xml"
    requests=$(sed -n 's/^[[:space:]]*"requests":[[:space:]]*\([0-9]*\).*/\1/p' "$work/audit.json")
    echo "$ms $kib $requests" >>"$work/runs"
}

printf 'tenant %s, %s scans each; median (worst) of the wall time\n\n' \
    "$tenant" "$runs"
printf '%10s %18s %14s %8s %9s %10s\n' 'latency' 'wall time' \
    'critical path' 'ratio' 'requests' 'memory'
for latency in 0 50 150; do
    start "$latency"
    : >"$work/runs"
    i=0
    while [ "$i" -lt "$runs" ]; do
        scan
        i=$((i + 1))
    done
    clean
    sort -n "$work/runs" | awk -v latency="$latency" -v hops="$hops" '
        { ms[NR] = $1; if ($2 > kib) kib = $2; if ($3 > req) req = $3 }
        END {
            middle = ms[int((NR + 1) / 2)]; path = latency * hops
            ratio = "-"
            if (path > 0)
                ratio = sprintf("%.2f", middle / path)
            printf "%7d ms %8.1f (%5.1f) ms %11d ms %8s %9d %6.1f MiB\n",
                latency, middle, ms[NR], path, ratio, req, kib / 1024
        }'
done

# The formats as the program lists them.
formats() {
    "$build/grantscan" report --help | tr -s ' \n' ' ' |
        sed -n 's/.*write a report (\([^)]*\)).*/\1/p' | tr -d ','
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
start 0
measure "$build/grantscan" scan --quiet --rules "$work/many.rules" \
    --max-requests 10000 --endpoint "http://127.0.0.1:$(cat "$work/port")/" \
    --report json="$work/many.json"
clean
printf '\n%s checks: scan %.1f ms, %.1f MiB; the reports of it (goal: all of them in 2 s)\n\n' \
    "$checks" "$ms" "$(awk -v kib="$kib" 'BEGIN { print kib / 1024 }')"
set --
for format in $(formats); do
    rendered "$format" --report "$format=$work/many.out.$format"
    set -- "$@" --report "$format=$work/many.out.$format"
done
rendered together "$@"
