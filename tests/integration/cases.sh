#!/bin/sh
# For each right (entity and access) that decides a check, and each of None,
# Restricted and unreadable: exactly the checks that rest on it change, to
# fail, fail and unknown. The cases come from the rules file itself.
# shellcheck source=tests/integration/lib.sh
. "$(dirname "$0")/lib.sh"

# claims: "CHECK ENTITY ACCESS" for each grant in the rules.
claims() {
    r=0
    while rule=$("$pick" "$rules" "rules[$r].id"); do
        c=0
        while access=$("$pick" "$rules" "rules[$r].checks[$c].access"); do
            g=0
            while grant=$("$pick" "$rules" "rules[$r].checks[$c].grants[$g]" \
                entity); do
                "$pick" "$rules" \
                    "rules[$r].checks[$c].grants[$g].accesses[*]" |
                    sed "s/^/$rule.$access $grant /"
                g=$((g + 1))
            done
            c=$((c + 1))
        done
        r=$((r + 1))
    done
}

# The tenant that grants each claim and nothing else, made from the claims.
write_tenant() {
    {
        echo '{"name": "Generated", "zone": {"name": "Simulated",'
        echo '"number": 2, "ci": 30595}, "securityLevel": {"default": "None",'
        echo '"entities": {'
        cut -d ' ' -f 2,3 "$work/claims" | LC_ALL=C sort -u | awk '
            $1 != entity {
                printf "%s\"%s\": {", entity == "" ? "" : "},\n", $1
                entity = $1
                comma = ""
            }
            {
                printf "%s\"%s\": \"All\"", comma, $2
                comma = ", "
            }
            END { print "}" }'
        echo '}}, "webhooks": {"canCreate": true, "maximum": 50},'
        echo '"user": {"id": 101, "licenseType": 7}}'
    } >"$work/tenant.json"
}

scan_all() {
    scan --option livelinks=yes --option project-writes=yes
}

# expect ENTITY ACCESS VERDICT REASON: the whole list as it has to be now.
# Besides the claims: the read of Resources is also that of the own row, so
# without it nobody knows the licence.
expect() {
    awk -v entity="$1" -v access="$2" -v now="$3 $4" '
        NR == FNR {
            if ($2 == entity && $3 == access)
                hit[$1] = 1
            next
        }
        $1 in hit { print $1, now; next }
        $1 == "api-user.api-only" && entity == "Resources" &&
        access == "view" && now == "fail not-granted" {
            print $1, "unknown api-error"
            next
        }
        { print }
    ' "$work/claims" "$work/plain"
}

# try ENTITY ACCESS VERDICT REASON ARGUMENT...
try() {
    entity=$1 access=$2 want=$3 why=$4
    shift 4
    sim_start --tenant "$work/tenant.json" "$@"
    scan_all
    same "$entity $access: $why" \
        "$(expect "$entity" "$access" "$want" "$why")" "$(verdicts)"
}

claims >"$work/all"
# The API offers these to nobody: no setting can change them.
grep -v '^service-desk.service-call-assignments.edit ' "$work/all" \
    >"$work/claims"
same "claims of grants in the rules" 47 "$(wc -l <"$work/all")"
write_tenant
sim_start --tenant "$work/tenant.json"
scan_all
verdicts >"$work/plain"
same "with all of them granted nothing fails" "" "$(grep ' fail ' "$work/plain")"
same "and what is unknown is for a person" \
    "admin.webhooks.max api-user.impersonation" \
    "$(sed -n 's/ unknown needs-attestation$//p' "$work/plain" |
        tr '\n' ' ' | sed 's/ $//')"

cut -d ' ' -f 2,3 "$work/claims" | LC_ALL=C sort -u >"$work/rights"
while read -r e a; do
    key=securityLevel.entities.$e.$a
    try "$e" "$a" fail not-granted --set "$key=None"
    try "$e" "$a" fail restricted --set "$key=Restricted"
    try "$e" "$a" unknown garbage \
        --set "wire.unreadable=[\"$e.$a\"]" \
        --set "wire.unreadableAlone=[\"$e.$a\"]"
done <"$work/rights"
echo "$(wc -l <"$work/rights") rights"

done_testing
