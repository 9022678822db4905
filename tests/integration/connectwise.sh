#!/bin/sh
# ConnectWise PSA from end to end: every shipped tenant, what is sent of which
# the log tells, refused logins in every dress, and the troubles that people
# report of such accounts. Environment: CONNECTWISE_SIM (default
# ./connectwise-sim), and what lib.sh says.
# shellcheck source=tests/integration/lib.sh
. "$(dirname "$0")/lib.sh"

sim=${CONNECTWISE_SIM:-./connectwise-sim}
rules=$top/rules/horizon-connectwise.json
export CONNECTWISE_SIM_TENANTS="$top/tests/simulator/connectwise/tenants"
unset CONNECTWISE_SITE
export CONNECTWISE_COMPANY=exampleit
export CONNECTWISE_PUBLIC_KEY=SimPublicKeyA1b2
export CONNECTWISE_PRIVATE_KEY=SimPrivate-DO-NOT-USE
export CONNECTWISE_CLIENT_ID=51ab51ab-0000-4000-8000-51ab51ab51ab
api=/v2025_1/apis/3.0
tab=$(printf '\t')

# field NAME...: of each request, in the order of the log.
field() { "$pick" -l "$work/log" '[*]' "$@"; }

# at PATH [FIELD]...: of the audit.
at() { "$pick" "$work/audit.json" "$@" | tr '\t' ' '; }

# tally: "pass fail unknown skip".
tally() { at tally pass fail unknown skip; }

# sent: the paths of the log below the API, with what is asked for there.
sent() {
    field path query | sed "s,^$api/,,; s,$tab\$,,; s,$tab,?,"
}

# laws: of every scan, whatever comes of it.
laws() {
    same "$name: nothing that only an audit must not do" '[]' \
        "$(field never | sort -u)"
    same "$name: nothing but GET" GET "$(field method | sort -u)"
    same "$name: the look-up is the first" "1$tab/login/companyinfo/" \
        "$(field n path | sed -n '1s,[^/]*$,,p')"
    same "$name: and gets no credential" '["Accept","Accept-Encoding","Host","User-Agent"]' \
        "$(field path headers | sed -n 's,^/login/[^	]*	,,p' | sort -u)"
    same "$name: no refused login is tried again" '' \
        "$(field status | grep -c '^401$' | sed -n '/^[01]$/!p')"
    same "$name: requests are those of the log" "$(wc -l <"$work/log")" \
        "$(at requests)"
    same "$name: exit status" "$(wanted_status)" "$status"
    same "$name: what the account is called" "API member" "$(at target kind)"
    lacks "$name: in nobody else's words" "$work/text" \
        'API user\|[Ss]ecurity [Ll]evel'
    lacks "$name: in nobody else's words" "$work/page" \
        'API user\|[Ss]ecurity [Ll]evel'
    for file in audit.json text page log err; do
        for word in SimPrivate SimPublicKey 51ab51ab- DO-NOT-READ; do
            lacks "$name: $file" "$work/$file" "$word"
        done
    done
    lacks "$name: the audit" "$work/audit.json" "$CONNECTWISE_COMPANY"
}

# look NAME [OPTION...]: a scan of what was started. Its report is in text, as
# one line in words.
look() {
    name=$1
    shift
    scan --report text="$work/text" --report html="$work/page" "$@"
    tr '\n' ' ' <"$work/text" | tr -s ' ' >"$work/words"
}

# try NAME: the same, and the laws.
try() {
    look "$1"
    laws
}

# of NAME ARGUMENT...: the same of table with these changes.
of() {
    name=$1
    shift
    sim_start --tenant table "$@"
    try "$name"
}

# because CHECK VERDICT REASON
because() {
    same "$name: $1" "$2 $3" "$(verdict "$1" | cut -d ' ' -f 1,2)"
}

# says PATTERN...: the report in text does.
says() {
    for pattern in "$@"; do
        holds "$name" "$work/words" "$pattern"
    done
}

silent() {
    for pattern in "$@"; do
        lacks "$name" "$work/words" "$pattern"
    done
}

# tells CHECK FIELD PATTERN: the finding does.
tells() {
    at "findings[id=$1]" "$2" >"$work/told"
    holds "$name: $1" "$work/told" "$3"
}

# ---- every tenant ------------------------------------------------------------

# others: the verdicts that are not those of table.
others() {
    verdicts | LC_ALL=C comm -13 "$work/table" -
}

whole_tenants() {
    sim_start --tenant table
    try table
    verdicts >"$work/table"
    while read -r tenant wanted requests counts; do
        sim_start --tenant "$tenant"
        try "$tenant"
        same "$tenant: status" "$wanted" "$status"
        same "$tenant: requests" "$requests" "$(wc -l <"$work/log")"
        same "$tenant: tally" "$counts" "$(tally)"
        others >"$work/differ.$tenant"
    done <<END
full 2 10 27 0 1 4
table 2 10 27 0 1 4
my 1 10 2 25 1 4
customized 2 10 22 0 6 4
renamed 2 10 27 0 1 4
locked 2 2 0 0 28 4
demo 1 10 19 6 3 4
END
    for tenant in full table renamed; do
        same "$tenant: as table" '' "$(cat "$work/differ.$tenant")"
    done
    same "my: all that is a level is too low" '25 fail restricted' \
        "$(cut -d ' ' -f 2- "$work/differ.my" | uniq -c | sed 's/^ *//')"
    same "locked: why" '28 unknown login-rejected' \
        "$(cut -d ' ' -f 2- "$work/differ.locked" | uniq -c | sed 's/^ *//')"
    same "customized: what differs" \
        'service-desk.resource-scheduling.add unknown needs-attestation
service-desk.resource-scheduling.delete unknown needs-attestation
service-desk.resource-scheduling.edit unknown needs-attestation
service-desk.resource-scheduling.inquire unknown needs-attestation
system.table-setup.inquire unknown needs-attestation' \
        "$(cat "$work/differ.customized")"
    same "demo: what differs" \
        'finance.billing-view-time.edit fail not-granted
finance.billing-view-time.inquire fail not-granted
project.phase.inquire unknown not-listed
service-desk.close-service-tickets.edit fail not-granted
service-desk.resource-scheduling.delete fail not-granted
service-desk.service-tickets.edit fail restricted
system.member-maintenance.inquire fail not-granted
system.table-setup.inquire unknown needs-attestation' "$(cat "$work/differ.demo")"
}

# ---- the wire ----------------------------------------------------------------

# ordered: the look-up, the login and the role are alone, one after the other.
ordered() {
    same "$name: the first requests" '/login/companyinfo/exampleit
system/info
system/mySecurity?pageSize=1000&page=1' "$(sent | head -n 3)"
    same "$name: each of them alone" '' "$(field n begin end | sort -n | awk '
        NR > 1 && NR < 5 && $2 < end { print }
        { end = $3 }')"
}

transcript() {
    sim_start --tenant table --latency 20
    try "transcript"
    ordered
    field method path query status auth | LC_ALL=C sort >"$work/got"
    same "transcript: all that is sent" "$(tr ' ' '\t' <<END | LC_ALL=C sort
GET /login/companyinfo/exampleit  200 none
GET $api/system/info  200 ok
GET $api/system/mySecurity pageSize=1000&page=1 200 ok
GET $api/system/mySecurity/customizeItems/ pageSize=1000&page=1 200 ok
GET $api/system/myMembers fields=id,licenseClass,adminFlag,inactiveFlag,securityRole,structureLevel,securityLocation,restrictLocationFlag,restrictDepartmentFlag,restrictScheduleFlag,excludedServiceBoardIds,excludedProjectBoardIds 200 ok
GET $api/system/callbacks pageSize=1000&fields=id,type,level,objectId,inactiveFlag,memberId 200 ok
GET $api/company/companies pageSize=1&fields=id 200 ok
GET $api/company/contacts pageSize=1&fields=id 200 ok
GET $api/service/tickets pageSize=1&fields=id 200 ok
GET $api/system/members pageSize=1&fields=id 200 ok
END
)" "$(cat "$work/got")"
    same "transcript: no body" '' "$(field body | sort -u)"
    same "transcript: credentials by header" \
        '["Accept","Accept-Encoding","Authorization","clientId","Host","User-Agent"]' \
        "$(field headers | sed 1d | sort -u)"
    same "transcript: never more than four at once" '' \
        "$(field begin end | awk '
            { from[NR] = $1; to[NR] = $2 }
            END {
                for (i = 1; i <= NR; i++) {
                    n = 0
                    for (k = 1; k <= NR; k++)
                        n += from[k] <= from[i] && to[k] > from[i]
                    if (n > 4)
                        print n
                }
            }')"
    "$grantscan" plan --rules "$rules" --endpoint "$base" >"$work/plan"
    sed -n 's/^    GET *//p' "$work/plan" | sort -u >"$work/planned"
    sent | sed "s,^/login/.*,login," | sort -u >"$work/sent"
    sed 's,^login/.*,login,' "$work/planned" | sort -u >"$work/planned.all"
    same "transcript: nothing that was not planned" '' \
        "$(LC_ALL=C comm -23 "$work/sent" "$work/planned.all")"
}

# role_pages: those of the role that were asked for.
role_pages() {
    sent | sed -n 's/^system\/mySecurity?pageSize=1000&page=//p' | tr '\n' ' '
}

pages() {
    for wire in '"link":"given"' '"link":"missing"' \
        '"linkHost":"elsewhere.example"'; do
        of "pages, $wire" --set "wire={\"pageSize\":\"ignored\",$wire}"
        same "$name: all of them" '1 2 3 4 5 ' "$(role_pages)"
        same "$name: as table" '' "$(others)"
        ordered
    done
    of "a page is refused" --set wire.pageSize=ignored \
        --set 'refusals=[{"path":"system/mySecurity","dress":"security","after":2}]'
    same "$name: none after it" '1 2 3 ' "$(role_pages)"
    same "$name: what is missing is not known" 'unknown api-error' \
        "$(others | cut -d ' ' -f 2- | sort -u)"
}

# ---- refused logins ----------------------------------------------------------

causes='Possible causes:.*CONNECTWISE_COMPANY.*key pair was deleted or mistyped, or the API member is inactive.*CONNECTWISE_CLIENT_ID'
credential='This is the credential, not the role: no right was assessed. Nothing was tried again'
lost="does not find its way to the company.*also its answer to a wrong login. No right was assessed. $causes"
proxy='A page for people came in place of the API.*proxy, a firewall'

# refused REASON REQUESTS PATTERN: nothing is known, and it is said why.
refused() {
    same "$name: exit status" 2 "$status"
    same "$name: tally" '0 0 28 4' "$(tally)"
    same "$name: why" "unknown $1" "$(verdicts | sed '/ skip /d' |
        cut -d ' ' -f 2- | sort -u)"
    same "$name: requests" "$2" "$(wc -l <"$work/log")"
    says "The scan stopped early $3"
}

# In every dress, whatever is wrong.
dresses() {
    while read -r dress reason requests pattern; do
        of "login, $dress" --set "refuse.login=$dress" --set retryAfter=1
        refused "$reason" "$requests" "$pattern"
    done <<END
unauthorized login-rejected 2 .*$credential. $causes
not-authenticated login-rejected 2 .*$credential. $causes
empty login-rejected 2 .*$credential. $causes
html-404 misdirected 3 .*HTTP 404.*
not-found misdirected 3 .*HTTP 404.*
route misdirected 3 .*$lost
method misdirected 2 .*$lost
ssl misdirected 2 .*SSL is required.*not the address of the API.*begins with "api-"
redirect misdirected 2 .*http://na.myconnectwise.net/.*never followed: no credential was sent there
cloudflare intercepted 2 .*$proxy
page intercepted 2 .*answers with a web page, not with the API
security api-error 2 .*HTTP 403.*You do not have security permission
invalid api-error 2 .*HTTP 400.*The request is invalid
throttled throttled 4 .*HTTP 429.*asked for fewer requests
END
}

wrong_parts() {
    CONNECTWISE_PRIVATE_KEY=wrong-DO-NOT-READ
    for dress in unauthorized not-authenticated empty; do
        of "a wrong key, $dress" --set "refuse.key=$dress"
        refused login-rejected 2 ".*$credential. $causes"
        same "$name: a login that is none" 'none bad' \
            "$(field auth | tr '\n' ' ' | sed 's/ $//')"
    done
    for dress in html-404 route; do
        of "a wrong key, $dress" --set "refuse.key=$dress"
        refused misdirected 3 ".*$lost"
        same "$name: once" 1 "$(field auth | grep -c bad)"
    done
    of "a wrong key, by the old path" --set companyInfo.Codebase=v4_6_release/
    refused misdirected 3 ".*$lost"
    export CONNECTWISE_PRIVATE_KEY=SimPrivate-DO-NOT-USE
    CONNECTWISE_CLIENT_ID=51ab51ab-0000-4000-8000-000000000000
    of "a wrong client id"
    refused login-rejected 2 ".*$credential. $causes"
    export CONNECTWISE_CLIENT_ID=51ab51ab-0000-4000-8000-51ab51ab51ab
    CONNECTWISE_COMPANY=example-display-name
    of "a wrong company"
    refused user-unknown 1 '.*knows no such company.*not the company.s display name.*CONNECTWISE_SITE'
    export CONNECTWISE_COMPANY=exampleit
}

# What stands in the way before any credential is sent.
before_the_login() {
    while read -r dress reason pattern; do
        of "look-up, $dress" --set \
            "refusals=[{\"path\":\"*companyinfo*\",\"dress\":\"$dress\"}]"
        refused "$reason" 1 "$pattern"
        same "$name: no credential" none "$(field auth)"
    done <<END
page intercepted .*answers with a web page, not with the API
cloudflare intercepted .*$proxy
html-404 misdirected .*CONNECTWISE_SITE and CONNECTWISE_COMPANY. No credential was sent
redirect misdirected .*which is never followed: no credential was sent there
unauthorized garbage .*no credential was sent
END
    of "maintenance" --set 'faults=[{"path":"*","times":-1,"status":503,
        "contentType":"text/html","body":"<title>Maintenance</title>"}]'
    refused outage 3 '.*HTTP 503.*out of order'
    for codebase in https://evil.example/ ../v2025_1/ ''; do
        of "the code base $codebase" --set "companyInfo.Codebase=$codebase"
        refused garbage 1 '.*no code base that can be one; no credential was sent'
    done
}

# Accepted at first: what was heard by then stays, and no more is asked.
login_lost() {
    of "lost before the role" \
        --set 'refusals=[{"path":"system/mySecurity","dress":"unauthorized"}]'
    same "$name: why" '28 unknown login-lost' "$(verdicts | sed '/ skip /d' |
        cut -d ' ' -f 2- | uniq -c | sed 's/^ *//')"
    says 'The login was accepted at first and refused later.*Nothing was tried again'
    of "lost at a read" \
        --set 'refusals=[{"path":"service/tickets","dress":"unauthorized"}]'
    says 'The login was accepted at first and refused later'
    same "$name: nothing fails" 0 "$(at tally fail)"
    same "$name: what else is not known" 'unknown login-lost' \
        "$(others | cut -d ' ' -f 2- | sort -u)"
}

# ---- what people report ------------------------------------------------------

none() { echo "role.functions.$1=None"; }

# A right that is missing, and the row of the role that mends it.
rights() {
    # A person may enter time for others, and the API member may not.
    of "time for a technician" \
        --set 'role.functions.Time & Expense/Time Entry.add=My'
    because time.time-entry.add fail restricted
    tells time.time-entry.add detail 'My covers only what belongs to the API member itself'
    tells time.time-entry.add fix 'Time Entry: set Add to All'
    same "$name: alone" 1 "$(at tally fail)"
    # One look-up of members that is refused stops all else in a product.
    of "members are refused" --set "$(none 'System/Member Maintenance')"
    because system.member-maintenance.inquire fail not-granted
    tells system.member-maintenance.inquire strength confirmed
    tells system.member-maintenance.inquire fix 'Member Maintenance: set Inquire to All'
    same "$name: the refusal was seen" 403 \
        "$("$pick" -l "$work/log" '[endpoint=system/members]' status)"
    says 'Security Roles > (the API member.s role) > System \[ \] Member Maintenance, Inquire'
    of "companies are refused" --set "$(none 'Companies/Company Maintenance')"
    because companies.company-maintenance.inquire fail not-granted
    says '\[ \] Company Maintenance, Inquire: Company Maintenance: set Inquire to All'
    silent 'company/companies'
    # Whoever is on no project team is refused, whatever the role says.
    of "project teams" --set "$(none 'Project/Project Teams')"
    because project.teams.inquire fail not-granted
    says 'recommended.*Horizon proposes technicians whom ConnectWise then refuses'
    # Priorities and boards are tables, and their rows ask for Table Setup.
    of "tables" --set "$(none 'System/Table Setup')"
    because system.table-setup.inquire fail not-granted
    says 'Table Setup: set Inquire to All. If it is customized, allow Service / Service Board'
    of "My of the tickets" \
        --set 'role.functions.Service Desk/Service Tickets.inquire=My'
    because service-desk.service-tickets.inquire fail restricted
    # With a list beside it, nobody but a person can tell.
    of "a Customize list" --set \
        'role.customize={"System/Table Setup":["General / Source"]}'
    because system.table-setup.inquire unknown needs-attestation
    tells system.table-setup.inquire detail 'Customize list may narrow it.*General / Source.*a person has to look'
    of "a Customize list, not seen" --set wire.customFlag=empty --set \
        'refusals=[{"path":"system/mySecurity/customizeItems*","dress":"not-found"}]'
    because system.table-setup.inquire unknown needs-attestation
    because service-desk.resource-scheduling.edit unknown needs-attestation
    because service-desk.service-tickets.edit pass granted
    tells system.table-setup.inquire detail 'it could not be read'
    of "no Customize list" --set wire.customFlag=empty
    same "$name: as table" '' "$(others)"
}

# What is set on the member narrows it besides the role.
reach() {
    of "boards" --set 'member.fields={"excludedServiceBoardIds":[12,13],
        "excludedProjectBoardIds":[4]}'
    same "$name: as table" '' "$(others)"
    says 'Level Corporate' 'Location Corporate'
    says 'shut out of 2 service boards and 1 project board.*not in its role'
    for flag in Location Department Schedule; do
        of "restricted: $flag" \
            --set "member.fields={\"restrict${flag}Flag\":true}"
        same "$name: as table" '' "$(others)"
        says 'restricted to a location, a department or their schedules.*not in its role'
    done
    # A callback is its maker's own; that it is on proves no right to make one.
    ticket='"type":"ticket","level":"owner","objectId":1'
    of "own callback" --set "callbacks=[{$ticket}]"
    because api.callbacks.create unknown needs-attestation
    silent 'switched off'
    of "own callback, off" --set "callbacks=[{$ticket,\"inactiveFlag\":true}]"
    because api.callbacks.create unknown needs-attestation
    says 'only callback of the API member is switched off'
    of "another's, off" \
        --set "callbacks=[{$ticket,\"inactiveFlag\":true,\"memberId\":502}]"
    silent 'switched off'
}

# Addresses, code bases, and what stands in between.
ways() {
    of "on-premises" --set site.cloud=false \
        --set refuse.login=not-authenticated
    refused login-rejected 2 ".*$credential"
    of "an old code base" --set companyInfo.Codebase=v2019_5/
    refused misdirected 3 ".*$lost.*code base is out of date"
    of "words in plain text" --set 'faults=[{"path":"system/info","times":-1,
        "status":400,"contentType":"text/plain","body":"Cannot <b>find it"}]'
    refused api-error 2 '.*HTTP 400.*Cannot <b>find it'
    lacks "$name: escaped" "$work/page" 'Cannot <b>'
    sim_start --tenant table
    look "a path twice" --api-url "${base}v2025_1/apis/3.0/v4_6_release/apis/3.0/"
    refused misdirected 1 ".*$lost"
    for after in 1 2 3; do
        of "upgraded after $after" --set upgrade.after=$after
        same "$name: as table" '' "$(others)"
        same "$name: looked up once more" 2 \
            "$(field path | grep -c '^/login/')"
        says 'upgraded during the scan: its code base was v2025_1/ and is v2025_2/ now'
    done
    of "too many requests" --set retryAfter=1 --set \
        'refusals=[{"path":"system/mySecurity","dress":"throttled","times":1}]'
    same "$name: as table" '' "$(others)"
    while read -r dress reason; do
        of "a read, $dress" --set \
            "refusals=[{\"path\":\"service/tickets\",\"dress\":\"$dress\"}]"
        same "$name" \
            "service-desk.service-tickets.inquire unknown $reason" "$(others)"
    done <<END
cloudflare intercepted
redirect intercepted
page intercepted
route api-error
invalid api-error
END
    while read -r dress reason; do
        of "the role, $dress" --set \
            "refusals=[{\"path\":\"system/mySecurity\",\"dress\":\"$dress\"}]"
        same "$name" "25 unknown $reason" "$(others |
            cut -d ' ' -f 2- | uniq -c | sed 's/^ *//')"
    done <<END
cloudflare intercepted
page intercepted
redirect misdirected
security api-error
not-found absent
END
    says "does not offer the list of the API member's own rights"
}

# chosen NAME SIMULATOR-ARGUMENT...: the same of table, with both options on.
chosen() {
    name=$1
    shift
    sim_start --tenant table "$@"
    look "$name" --option project-writes=yes --option widgets=yes
    laws
    others >"$work/chosen"
}

# What is asked for only where it is said to be in use.
options() {
    chosen "options, nothing for them"
    same "$name: what differs" \
        'project.tickets.edit fail not-granted
system.hosted-api.add fail not-granted
system.hosted-api.edit fail not-granted
system.hosted-api.inquire pass granted' "$(cat "$work/chosen")"
    says 'Breaks.*projects' 'Ticket pod and dashboard'
    chosen "options, all for them" \
        --set 'role.functions.Project/Project Tickets.edit=All' \
        --set 'role.functions.System/Table Setup=All'
    same "$name: what differs" \
        'project.tickets.edit pass granted
system.hosted-api.add pass granted
system.hosted-api.edit pass granted
system.hosted-api.inquire pass granted' "$(cat "$work/chosen")"
    same "$name: only what nobody asks for is too much" \
        'excess.System/Table Setup.delete' "$(at 'excess[*]' id)"
    of "the same without the options" \
        --set 'role.functions.Project/Project Tickets.edit=All' \
        --set 'role.functions.System/Table Setup=All'
    same "$name: as table" '' "$(others)"
    same "$name: what they need is too much" \
        'excess.Project/Project Tickets.edit
excess.System/Table Setup.add
excess.System/Table Setup.delete
excess.System/Table Setup.edit' "$(at 'excess[*]' id | sort)"
}

# Rights that move with a release show when two audits are compared.
releases() {
    sim_start --tenant table
    try "before a release"
    cp "$work/audit.json" "$work/before.json"
    of "after a release" \
        --set 'role.functions.Service Desk/Close Service Tickets.edit=My' \
        --set 'role.absent=["Project/Project Phase"]'
    because project.phase.inquire unknown not-listed
    "$grantscan" diff "$work/before.json" "$work/audit.json" >"$work/words"
    same "$name: diff" 1 $?
    says 'service-desk.close-service-tickets.edit' 'project.phase.inquire'
    silent 'service-desk.service-tickets.edit'
}

whole_tenants
transcript
pages
dresses
wrong_parts
before_the_login
login_lost
rights
reach
ways
options
releases
done_testing
