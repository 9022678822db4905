# entities.tsv -> a rules file of CHECKS checks (-v checks=5000), four a rule,
# on the entities that the API offers everything on; in several sections, with
# texts as long as those of a real table.

BEGIN {
    FS = "\t"
    split("view add edit delete", access, " ")
}

/^#/ || $2 !~ /query/ || $2 !~ /post/ || $2 !~ /patch/ || $2 !~ /delete/ {
    next
}

{ entity[++n] = $1 }

function rule(i,    name, k) {
    name = entity[i % n + 1]
    printf "%s    {\"id\": \"s%02d.r%05d\", \"section\": \"Section %d\",\n",
        (i > 0 ? ",\n" : ""), i % 23, i, i % 23
    printf "     \"object\": \"%s, place %d\", \"level\": \"All\",\n", name, i
    printf "     \"need\": \"%s\", \"source\": \"made\",\n",
        i % 5 == 0 ? "recommended" : "required"
    printf "     \"why\": \"Place %d of the product reads and writes %s, ", i, name
    printf "and shows nothing there without it.\",\n"
    printf "     \"degrades\": \"Place %d stays empty.\",\n", i
    printf "     \"screen\": \"Admin > Security Levels > Section %d\",\n", i % 23
    printf "     \"checks\": ["
    for (k = 1; k <= 4; k++) {
        printf "%s\n      {\"access\": \"%s\", \"grants\": [{\"entity\": \"%s\", ",
            (k > 1 ? "," : ""), access[k], name
        printf "\"accesses\": [\"%s\"]}],\n", access[k]
        printf "       \"fix\": \"%s: set %s to All, in box %d of section %d.\"}",
            name, access[k], i, i % 23
    }
    printf "]}"
}

END {
    print "{\"format\": \"grantscan-rules/1\", \"id\": \"bench\","
    print " \"title\": \"Many checks\", \"version\": \"1\","
    print " \"provider\": \"autotask\", \"product\": \"Bench\","
    print " \"sources\": [{\"id\": \"made\", \"title\": \"Made for a measurement\","
    print "  \"date\": \"2026-11-01\"}],"
    print " \"rules\": ["
    for (i = 0; i < checks / 4; i++)
        rule(i)
    print "\n]}"
}
