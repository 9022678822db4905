# entities.tsv -> entities.inc: one ENTITY(...) line per entity, then one
# NESTED(...) line per path below a parent. Who includes it defines the macros.

function verbs(list, sum, part, n, i)
{
    if (list == "-")
        return "0"
    n = split(list, part, ",")
    for (i = 1; i <= n; i++) {
        if (!(part[i] in known)) {
            printf "%s:%d: no such verb: %s\n", FILENAME, FNR, part[i] \
                > "/dev/stderr"
            bad = 1
        }
        sum = sum (i > 1 ? " | " : "") "VERB_" toupper(part[i])
    }
    return sum
}

function traits(list, sum, part, n, i)
{
    if (list == "-")
        return "0"
    n = split(list, part, ",")
    for (i = 1; i <= n; i++)
        sum = sum (i > 1 ? " | " : "") "TRAIT_" toupper(part[i])
    return sum
}

function aliases(list, sum, part, n, i)
{
    if (list == "-")
        return "NULL"
    n = split(list, part, ",")
    for (i = 1; i <= n; i++)
        sum = sum "\"" part[i] "\", "
    return sum "NULL"
}

# Whether any of the verbs, as a pattern, is offered here or below a parent.
function offers(pattern)
{
    return (("," $2 "," nested_verbs ",") ~ (",(" pattern "),")) \
        ? "true" : "false"
}

BEGIN {
    FS = "\t"
    split("query count get post patch put delete list", word, " ")
    for (i in word)
        known[word[i]] = 1
}

/^#/ { next }

NF != 5 {
    printf "%s:%d: %d columns, not 5\n", FILENAME, FNR, NF > "/dev/stderr"
    bad = 1
    next
}

{
    nested_verbs = ""
    n = $3 == "-" ? 0 : split($3, path, " ")
    for (i = 1; i <= n; i++) {
        split(path[i], side, "=")
        slash = index(side[1], "/")
        nested_verbs = nested_verbs "," side[2]
        line[++lines] = sprintf("NESTED(\"%s\", \"%s\", \"%s\", %s)", $1, \
            substr(side[1], 1, slash - 1), substr(side[1], slash + 1), \
            verbs(side[2]))
    }
    printf "ENTITY(\"%s\", %s, %s, %s, %s, %s, %s, %s)\n", $1, \
        ($2 ~ /query/ ? "true" : "false"), offers("post"), \
        offers("put|patch"), offers("delete"), verbs($2), traits($5), \
        aliases($4)
}

END {
    for (i = 1; i <= lines; i++)
        print line[i]
    exit bad
}
