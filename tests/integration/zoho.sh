#!/bin/sh
# Zoho Desk from end to end: every shipped tenant, what is sent of which the log
# tells, and that no report repeats a secret or a name. Environment: ZOHO_SIM
# (default ./zoho-sim), and what lib.sh says.
# shellcheck source=tests/integration/lib.sh
. "$(dirname "$0")/lib.sh"

sim=${ZOHO_SIM:-./zoho-sim}
rules=$top/rules/horizon-zoho.json
export ZOHO_SIM_TENANTS="$top/tests/simulator/zoho/tenants"
export ZOHO_CLIENT_ID=1000.SIMULATEDHORIZONCLIENT000000000
export ZOHO_CLIENT_SECRET=sim-secret-DO-NOT-USE
export ZOHO_REFRESH_TOKEN=1000.0123456789abcdef0123456789abcdef.fedcba9876543210fedcba9876543210
export ZOHO_ORG_ID=600421900
unset ZOHO_DC

# field NAME...: of each request, in the order of the log.
field() { "$pick" -l "$work/log" '[*]' "$@" | tr '\t' ' '; }

# at PATH [FIELD]...: of the audit.
at() { "$pick" "$work/audit.json" "$@" | tr '\t' ' '; }

# others: the verdicts that are not those of table, on one line.
others() {
    verdicts | LC_ALL=C comm -13 "$work/table" - | tr '\n' ' ' | sed 's/ $//'
}

# laws: of every scan, whatever comes of it.
laws() {
    same "$name: nothing that an audit must not do" '[]' \
        "$(field never | sort -u)"
    same "$name: one refresh, and first" "POST /oauth/v2/token" \
        "$(field method path | sed -n '1p; /token/{1!p}')"
    same "$name: nothing but reads behind it" '' \
        "$(field method | sed 1d | grep -v '^GET$')"
    same "$name: nothing beside the first two" '' "$(field begin end |
        awk 'NR <= 2 { end = $2; next } $1 < end')"
    same "$name: never more than two at once" '' "$(field begin end | awk '
        { from[NR] = $1; to[NR] = $2 }
        END {
            for (i = 1; i <= NR; i++) {
                n = 0
                for (k = 1; k <= NR; k++)
                    n += from[k] <= from[i] && to[k] > from[i]
                if (n > 2)
                    print n
            }
        }')"
    same "$name: the organization is named" '' "$(field portal | sed 1,2d |
        grep -v -x "$ZOHO_ORG_ID")"
    same "$name: requests are those of the log" "$(wc -l <"$work/log")" \
        "$(at requests)"
    same "$name: exit status" "$(wanted_status)" "$status"
    for file in audit.json text page junit sheet out err; do
        lacks "$name" "$work/$file" 'DO-NOT\|1000\.[0-9a-f]\{32\}'
    done
}

# try TENANT [OPTION...]
try() {
    name=$1
    shift
    : >"$work/log"
    scan -v --report text="$work/text" --report html="$work/page" \
        --report junit="$work/junit" --report worksheet="$work/sheet" "$@"
    tr '\n' ' ' <"$work/text" | tr -s ' ' >"$work/words"
    laws
}

# all REASON: the same of each check.
all() {
    same "$name: why" "unknown $1" "$(verdicts | cut -d ' ' -f 2- | sort -u)"
    same "$name: tried once" 1 "$(wc -l <"$work/log")"
}

sim_start --tenant table
try table
verdicts >"$work/table"
same "table: status" 0 "$status"
same "table: no excess" '' "$(at 'excess[*]' id)"
while IFS='|' read -r tenant wanted differ; do
    sim_start --tenant "$tenant"
    try "$tenant"
    same "$tenant: status" "$wanted" "$status"
    same "$tenant: what differs" "$differ" "$(others)"
done <<END
table|0|
administrator|0|
write-only|2|scopes.tickets.write-effective unknown needs-attestation
no-scope-member|2|scopes.accounts.read unknown needs-attestation scopes.agents.read unknown needs-attestation scopes.basic.read unknown needs-attestation scopes.settings.read unknown needs-attestation scopes.tickets.write unknown needs-attestation scopes.tickets.write-effective unknown needs-attestation
personal-role|1|reach.departments.all fail not-granted reach.records.all fail not-granted
edition|2|profile.time-entries.add unknown absent
light|1|profile.accounts.view fail not-granted profile.agents.overview fail not-granted profile.tickets.assign fail not-granted profile.tickets.close fail not-granted profile.tickets.edit fail not-granted profile.time-entries.add fail not-granted reach.records.all unknown needs-attestation
END

sim_start --tenant administrator
try administrator
same "administrator: one critical row" 'excess.administrator' \
    "$(at 'excess[*]' id risk | sed -n 's/ critical$//p')"
holds "$name" "$work/words" 'holds the rights of an administrator'
holds "$name" "$work/words" 'The token has Desk.basic.ALL, Desk.contacts.ALL'
same "administrator: scopes are another gate" 'Agent profile' \
    "$("$pick" "$work/audit.json" 'excess[*]' under section |
        sed -n 's/^excess.administrator\t//p' | sort -u)"
holds "administrator: a part would do" "$work/words" \
    'Desk.tickets.ALL, Held: yes (high). More than is asked for\. '
holds "administrator: where scopes are taken away" "$work/sheet" \
    '^Screen: api-console.*Scope: Desk\.tickets\.READ,Desk\.tickets\.WRITE,'

# Where scopes are not told, that is said beside what was judged, everywhere.
sim_start --tenant no-scope-member
try no-scope-member
same "no-scope-member: scopes are open" open "$(at coverage world)"
tr '\n' ' ' <"$work/sheet" | tr -s ' ' >"$work/sheet.words"
for file in words page junit sheet.words; do
    holds "$name: $file" "$work/$file" \
        'more may be held that the provider does not list'
done
sim_start --tenant table
try table
same "table: nothing is open" closed "$(at coverage world)"

sim_start --tenant wrong-org
try wrong-org
same "wrong-org" "fail not-granted declared" \
    "$(verdict account.organisation)"
same "wrong-org: scopes stay" "pass granted declared" \
    "$(verdict scopes.tickets.read)"
holds "$name" "$work/words" 'a refresh does not help'

sim_start --tenant evicted
try evicted
all login-rejected
holds "$name" "$work/words" 'the oldest'
sim_start --tenant wrong-dc
try wrong-dc
all login-rejected
holds "$name" "$work/words" 'another data center (ZOHO_DC)'
sim_start --tenant throttled
try throttled
all throttled
holds "$name" "$work/words" 'again in ten minutes'

# Where Zoho does not tell the scopes, a person can: an audit says which.
sim_start --tenant no-scope-member
try untold
"$grantscan" attest new "$work/audit.json" --rules "$rules" >"$work/template"
sed 's/"by": ""/"by": "Jane"/; s/null/true/' "$work/template" >"$work/stated"
same "untold: asked about" 6 "$(grep -c '"check": ' "$work/template")"
holds "untold: asked about" "$work/template" \
    'Desk.basic.READ: Held is not known: .* as it has to be (Desk.basic.READ)'
sim_start --tenant no-scope-member
try stated --attest "$work/stated"
same "stated: status" 0 "$status"
same "stated" "pass attested attested" "$(verdict scopes.basic.read)"

# What the header of every answer counts down is left to the product: the first
# one ends it, while at most one other request is under way.
sim_start --tenant table --set credits=5000
try few
same "few: status" 2 "$status"
same "few: why" 'unknown budget' \
    "$(verdict reach.records.all | cut -d ' ' -f 1-2)"
same "few: what was declared stays" "pass granted declared" \
    "$(verdict scopes.agents.read)"
holds "$name" "$work/words" 'API credits that this Desk has a day are left'
sim_start --tenant table --set credits=5000
try all --max-usage 100
same "few, and all the same: status" 0 "$status"

done_testing
