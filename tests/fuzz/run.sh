#!/bin/sh
# Fuzzes each target for a while: run.sh BUILD-FOLDER SECONDS, where the folder
# was configured with CC=clang --enable-sanitizers --enable-fuzzer. Starts from
# the seeds and from what earlier runs found (BUILD-FOLDER/corpus). A finding
# is a file in BUILD-FOLDER; make it a seed along with its fix.
set -eu
seeds=$(cd "$(dirname "$0")/seeds" && pwd)
seconds=$2
cd "$1"

for target in rules answer report; do
    mkdir -p "corpus/$target"
    "./fuzz-$target" -max_total_time="$seconds" -timeout=10 \
        -rss_limit_mb=2048 -artifact_prefix="$target-" -print_final_stats=1 \
        "corpus/$target" "$seeds/$target" >"$target.log" 2>&1 &
    echo $! >"$target.pid"
done
failed=0
for target in rules answer report; do
    wait "$(cat "$target.pid")" || failed=$((failed + 1))
    echo "fuzz-$target:"
    tail -n 40 "$target.log"
done
echo "# PASS: $((3 - failed))"
echo "# FAIL: $failed"
[ "$failed" -eq 0 ]
