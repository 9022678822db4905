#!/bin/sh
# Large files: what is written can be read again, whatever there is of it.
# shellcheck source=tests/integration/lib.sh
. "$(dirname "$0")/lib.sh"

observed=$top/tests/golden/rich.json # a scan to judge anew

# table RULES CHECKS OPTIONS LENGTH: a rules file; LENGTH is that of a text
# which every check of a rule repeats.
table() {
    awk -v rules="$1" -v checks="$2" -v options="$3" -v length_="$4" '
    BEGIN {
        for (why = "Why"; length(why) < length_;)
            why = why " and why"
        print "{\"format\": \"grantscan-rules/1\", \"id\": \"many\","
        print " \"title\": \"Many\", \"version\": \"1\","
        print " \"provider\": \"autotask\", \"product\": \"Many\","
        print " \"sources\": [{\"id\": \"s\", \"title\": \"S\","
        print "  \"date\": \"2026-11-01\"}],"
        print " \"options\": ["
        for (i = 0; i < options; i++)
            printf "  {\"name\": \"o%d\", \"default\": true," \
                " \"about\": \"Option %d.\"}%s\n", i, i,
                i + 1 < options ? "," : ""
        print " ],\n \"rules\": ["
        for (i = 0; i < rules; i++) {
            printf "  {\"id\": \"r%d\", \"section\": \"S%d\"," \
                " \"object\": \"Object %d\", \"level\": \"All\",\n" \
                "   \"need\": \"required\", \"source\": \"s\"," \
                " \"why\": \"%s\",\n   \"degrades\": \"D\"," \
                " \"screen\": \"Admin > %d\", \"checks\": [\n",
                i, i % 50, i, why, i % 100
            for (k = 0; k < checks; k++) {
                printf "    {\"access\": \"a%d\", \"fix\": \"F\", \"grants\":" \
                    " [{\"entity\": \"Tickets\", \"accesses\": [\"view\"]}]", k
                if (options > 0)
                    printf ", \"option\": \"o%d\"", i % options
                print "}" (k + 1 < checks ? "," : "")
            }
            print "  ]}" (i + 1 < rules ? "," : "")
        }
        print " ]}"
    }'
}

# again WHAT CHECKS: judged by the table, written, read, written: the same.
again() {
    "$grantscan" evaluate "$observed" --rules "$work/many.json" -q \
        --report json="$work/a.json" --report junit="$work/a.xml" \
        2>"$work/err"
    status=$?
    same "$1: exit status" 0 "$status"
    same "$1: no message" "" "$(head -n 3 "$work/err")"
    "$grantscan" report "$work/a.json" --report json="$work/b.json" \
        --report junit="$work/b.xml" 2>"$work/err"
    same "$1: it is read again" 0 $?
    same "$1: no message on reading" "" "$(head -n 3 "$work/err")"
    cmp "$work/a.json" "$work/b.json" >"$work/differ" 2>&1
    same "$1: the same audit" "" "$(cat "$work/differ")"
    cmp "$work/a.xml" "$work/b.xml" >"$work/differ" 2>&1
    same "$1: the same in JUnit" "" "$(cat "$work/differ")"
    same "$1: a testcase each" "$2" "$(grep -c '<testcase ' "$work/b.xml")"
}

table 5000 1 5000 20 >"$work/many.json"
again "5,000 options" 5000
table 2000 10 0 800 >"$work/many.json"
again "20,000 checks" 20000
"$grantscan" diff "$work/a.json" "$work/b.json" >"$work/out" 2>&1
same "20,000 checks: compared" 0 $?
holds "20,000 checks: nothing changed" "$work/out" 'Nothing changed'

# More would be written and could not be read: it is refused at the door.
table 4001 10 0 20 >"$work/many.json"
"$grantscan" rules check "$work/many.json" >"$work/out" 2>&1
same "40,010 checks are too many" 3 $?
holds "40,010 checks: the limit is told" "$work/out" '40000 are the most'

done_testing
