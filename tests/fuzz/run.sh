#!/bin/sh
# Fuzzes each target for a while: run.sh BUILD-FOLDER SECONDS, where the folder
# was configured with CC=clang --enable-sanitizers --enable-fuzzer; the targets
# are FUZZ_TARGETS (make fuzz), as many at a time as there are processors.
# Starts from the seeds and from what earlier runs found (BUILD-FOLDER/corpus).
# A finding is a file in BUILD-FOLDER; make it a seed along with its fix.
set -eu
seeds=$(cd "$(dirname "$0")/seeds" && pwd)
seconds=$2
cd "$1"
jobs=$(nproc 2>/dev/null || echo 2)

if ! ./fuzz-json -help=1 2>&1 | grep -q max_total_time; then
    echo "no fuzzer is linked in: configure CC=clang --enable-sanitizers" \
        "--enable-fuzzer"
    exit 1
fi

# The rest is the inner shell's.
# shellcheck disable=SC2016
one='
    target=${2#fuzz-}
    mkdir -p "corpus/$target"
    "./fuzz-$target" -max_total_time="$1" -timeout=20 -rss_limit_mb=2048 \
        -artifact_prefix="$target-" -print_final_stats=1 \
        "corpus/$target" "$0/$target" >"$target.log" 2>&1
    status=$?
    if [ "$status" -ne 0 ]; then
        echo "fuzz-$target: status $status"
        tail -n 40 "$target.log"
        exit 1
    fi
    echo "fuzz-$target: $(sed -n \
        "s/^stat::number_of_executed_units: *//p" "$target.log") inputs"'
failed=0
# The list of targets is meant to be split.
# shellcheck disable=SC2086
printf '%s\n' $FUZZ_TARGETS |
    xargs -n 1 -P "$jobs" sh -c "$one" "$seeds" "$seconds" || failed=1
total=$(echo "$FUZZ_TARGETS" | wc -w)
echo "# TOTAL: $total"
if [ "$failed" -ne 0 ]; then
    echo '# FAIL: 1'
    exit 1
fi
echo "# PASS: $total"
