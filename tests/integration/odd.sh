#!/bin/sh
# Answers that make no sense are kept where that was asked for, and nothing of
# what they say.
# shellcheck source=tests/integration/lib.sh
. "$(dirname "$0")/lib.sh"

body='{\"items\": [{\"companyName\": \"Miller & Sons 4711\", '
body=$body'\"sim-secret-DO-NOT-USE\": 1, \"id\": 12345, '
body=$body'\"SIMULATEDTRACKINGIDENTIFIER\": 2, <td>Jane'
sim_start --tenant table --set 'faults=[{"path":"Companies/query","times":-1,
    "status":200,"body":"'"$body"'"}]'
scan --keep-odd "$work/odd"
same "it is one file" "odd-01.txt" "$(ls "$work/odd")"
same "it is its owner's alone" -rw------- \
    "$(find "$work/odd/odd-01.txt" -printf '%M\n' 2>/dev/null ||
        echo -rw-------)"
file=$work/odd/odd-01.txt
holds "what was asked" "$file" '^[A-Z]* .*Companies/query$'
holds "what came" "$file" '^status 200, [0-9]* bytes$'
holds "names of members stay, and the shape" "$file" \
    '{"items": \[{"companyName": "x & x 0",'
holds "tags stay" "$file" '<td>x$'
for word in Miller Sons 4711 12345 Jane secret SIMULATED "$AUTOTASK_USERNAME"; do
    lacks "no word of it: $word" "$file" "$word"
done
scan
same "not without the option" "odd-01.txt" "$(ls "$work/odd")"
sim_start --tenant table
scan --keep-odd "$work/none"
same "what makes sense is not kept" "" "$(ls "$work/none")"
scan --keep-odd "$work/a/b"
same "a folder that cannot be made" 3 "$status"
holds "a folder that cannot be made" "$work/err" '--keep-odd: .* cannot be made'

done_testing
