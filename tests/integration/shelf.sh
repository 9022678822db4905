#!/bin/sh
# The shelf: tables of several vendors at once, on one account. Who needs what,
# what nobody needs, and what can go when one of them goes. Environment:
# CONNECTWISE_SIM, MICROSOFT365_SIM, GOOGLE_SIM, ZOHO_SIM (default
# ./connectwise-sim and so on), and what lib.sh says.
# shellcheck source=tests/integration/lib.sh
. "$(dirname "$0")/lib.sh"

shelf=$top/rules

# at KEY...: values at a path of the audit.
at() {
    "$pick" "$work/audit.json" "$@"
}

# together PROVIDER NAME...: a scan by these rules of the shelf, on $people; sets
# status.
people=
together() {
    provider=$1
    shift
    for name in "$@"; do
        set -- "$@" --rules "$shelf/$provider/$name.json"
        shift
    done
    for who in $people; do set -- "$@" --subject "$who"; done
    "$grantscan" scan "$@" --endpoint "$base" --quiet --report text="$work/text" \
        --report json="$work/audit.json" >"$work/out" 2>"$work/err" </dev/null
    status=$?
}

# ---- each by itself -----------------------------------------------------------

n=0
for file in "$shelf"/autotask/*.json "$shelf"/connectwise/*.json \
    "$shelf"/google/*.json "$shelf"/microsoft365/*.json \
    "$shelf"/zoho/*.json; do
    n=$((n + 1))
    "$grantscan" rules check "$file" >"$work/out" 2>&1
    same "$file is good" 0 $?
    provider=${file%/*}
    same "$file is in its provider's folder" "${provider##*/}" \
        "$("$pick" "$file" provider)"
    same "$file says where from and when" "https 2026-11-2x" \
        "$("$pick" "$file" 'sources[*]' url date |
            sed 's,:.*	, ,; s,[67]$,x,')"
done
if [ "$n" -lt 29 ]; then bad "only $n tables on the shelf"; fi

# ---- ConnectWise -------------------------------------------------------------

sim=${CONNECTWISE_SIM:-./connectwise-sim}
export CONNECTWISE_SIM_TENANTS="$top/tests/simulator/connectwise/tenants"
unset CONNECTWISE_SITE
export CONNECTWISE_COMPANY=exampleit
export CONNECTWISE_PUBLIC_KEY=SimPublicKeyA1b2
export CONNECTWISE_PRIVATE_KEY=SimPrivate-DO-NOT-USE
export CONNECTWISE_CLIENT_ID=51ab51ab-0000-4000-8000-51ab51ab51ab

sim_start --tenant full
together connectwise chatstyle n-able-rmm team-gps
same "three vendors on an account that holds everything" 0 "$status"
same "all of their checks pass that are not under a condition" 60 "$(at tally pass)"
tr -s '\n ' ' ' <"$work/text" >"$work/flat"
holds "what all of them need" "$work/flat" \
    'ChatStyle, N-able RMM and Team GPS (6): Companies/Company Maintenance'
holds "what goes with one of them" "$work/flat" \
    'Team GPS alone (5): Companies/Surveys: Add, Inquire; Project/Project'
sim_start --tenant table
together connectwise chatstyle n-able-rmm team-gps timesanity
same "a role made for another product falls short" 1 "$status"
at 'excess[*]' id | LC_ALL=C sort >"$work/four"
together connectwise chatstyle n-able-rmm timesanity
at 'excess[*]' id | LC_ALL=C sort >"$work/three"
same "what is held without need with four of them is with three" "" \
    "$(LC_ALL=C comm -23 "$work/four" "$work/three")"
together connectwise chatstyle datto-partner-portal manageengine \
    n-able-n-central n-able-passportal n-able-rmm rewst signl4 syncsmart \
    team-gps timesanity
same "all of the shelf" 11 "$(at 'rulesets[*]' id | wc -l)"
same "every check has its finding" 290 "$(at 'findings[*]' id | wc -l)"
same "a condition of the vendor is an option, off" "skip option-off" \
    "$(at 'findings[rules=manageengine-endpoint-central-msp-connectwise]' \
        id verdict reason | sed -n 's/^companies.configurations.add	//p' |
        tr '\t' ' ')"
same "so is that of a footnote" "skip option-off" \
    "$(at 'findings[rules=chatstyle-connectwise]' id verdict reason |
        sed -n 's/^system.table-setup.add	//p' | tr '\t' ' ')"

# ---- Autotask ----------------------------------------------------------------

sim=${AUTOTASK_SIM:-./autotask-sim}
sim_start --tenant full
together autotask interquest rewst
same "all of the shelf" 2 "$(at 'rulesets[*]' id | wc -l)"
same "no right is missing, but people have to be asked" "2 0" \
    "$status $(at tally fail)"
same "a setting that the API does not show" "unknown needs-attestation" \
    "$(at 'findings[id=other.can-create-webhooks.stated]' verdict reason |
        tr '\t' ' ')"

# ---- Microsoft 365 -----------------------------------------------------------

sim=${MICROSOFT365_SIM:-./microsoft365-sim}
export MICROSOFT365_SIM_TENANTS="$top/tests/simulator/microsoft365/tenants"
export AZURE_TENANT_ID=11111111-2222-4333-8444-555555555555
export AZURE_CLIENT_ID=aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee
export AZURE_CLIENT_SECRET='sim~secret-DO-NOT+USE%21'
sim_start --tenant table
together microsoft365 condeco webex-scheduler
same "all of the shelf" 2 "$(at 'rulesets[*]' id | wc -l)"
same "an app made for another product lacks one permission" \
    "general.directory-read-all.held" "$(at 'findings[verdict=fail]' id)"
same "and a name of several APIs is asked about" "unknown needs-attestation" \
    "$(at 'findings[id=general.user-read-all.stated]' verdict reason |
        tr '\t' ' ')"

# ---- Google Workspace --------------------------------------------------------

sim=${GOOGLE_SIM:-./google-sim}
export GOOGLE_SIM_TENANTS="$top/tests/simulator/google/tenants"
export GOOGLE_APPLICATION_CREDENTIALS="$work/google.json"
"$sim" --tenant wide --make-key "$GOOGLE_APPLICATION_CREDENTIALS"
sim_start --tenant wide --key "$GOOGLE_APPLICATION_CREDENTIALS"
together google cyclr teamplot
same "nobody was named: nothing is known" "2 0" "$status $(at tally fail)"
same "and that is why" needs-subject \
    "$(at 'findings[*]' reason | sort -u)"
people='technician=tech1@acme.example administrator=admin@acme.example'
together google cyclr teamplot
same "a key made for another product lacks one scope" \
    "domain-wide-delegation.admin-directory-group-readonly.held" \
    "$(at 'findings[verdict=fail]' id)"
same "what one of them asks for is no excess of the other" "" \
    "$(at 'excess[*]' id | grep -x -e excess.calendar.held \
        -e excess.calendar.readonly.held)"
same "what neither asks for is" 2 "$(at 'excess[*]' id | grep -c mail)"
together google calendarbridge cascadia-marquee commvault cyclr \
    forcepoint-dspm forticnp sense sim teamplot uma
same "all of the shelf" 10 "$(at 'rulesets[*]' id | wc -l)"
same "every check has its finding" 38 "$(at 'findings[*]' id | wc -l)"

# ---- Zoho Desk ---------------------------------------------------------------

sim=${ZOHO_SIM:-./zoho-sim}
people=
export ZOHO_SIM_TENANTS="$top/tests/simulator/zoho/tenants"
export ZOHO_CLIENT_ID=1000.SIMULATEDHORIZONCLIENT000000000
export ZOHO_CLIENT_SECRET=sim-secret-DO-NOT-USE
export ZOHO_REFRESH_TOKEN=1000.0123456789abcdef0123456789abcdef.fedcba9876543210fedcba9876543210
export ZOHO_ORG_ID=600421900
sim_start --tenant table
together zoho sim
same "a token made for another product lacks three scopes" \
    "scopes.aaaserver-profile-read.held scopes.desk-webhooks-create.held \
scopes.desk-webhooks-delete.held" \
    "$(at 'findings[verdict=fail]' id | LC_ALL=C sort | tr '\n' ' ' |
        sed 's/ $//')"
same "what the product does not ask for is told" 1 \
    "$(at 'excess[*]' id | grep -c -x excess.Desk.tickets.WRITE.held)"
together zoho birdie n8n-nodes-zoho-desk sim zoho-desk-mcp-server
same "all of the shelf" 4 "$(at 'rulesets[*]' id | wc -l)"
same "every check has its finding" 28 "$(at 'findings[*]' id | wc -l)"
sim_start --tenant no-scope-member
together zoho birdie n8n-nodes-zoho-desk sim zoho-desk-mcp-server
same "scopes that are not told fail nothing" "2 0" "$status $(at tally fail)"
done_testing
