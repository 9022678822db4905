# -v risk=risk.tsv, entities.tsv -> rights.inc: one ENTITY(...) line per entity,
# with a number from 0 and what each right could do. Who includes it defines
# the macro.

function check_verbs(list, part, n, i)
{
    n = list == "-" ? 0 : split(list, part, ",")
    for (i = 1; i <= n; i++) {
        if (part[i] in known)
            continue
        printf "%s:%d: no such verb: %s\n", FILENAME, FNR, part[i] \
            > "/dev/stderr"
        bad = 1
    }
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

# A sentence or a word as C has it, or NULL.
function quoted(text)
{
    return text == "-" ? "NULL" : "\"" text "\""
}

function risk_name(word)
{
    if (word !~ /^(-|low|medium|high|critical)$/) {
        printf "%s: no such risk: %s\n", risk, word > "/dev/stderr"
        bad = 1
    }
    return word == "-" ? "NONE" : toupper(word)
}

function read_risk(row, col)
{
    while ((getline row < risk) > 0) {
        if (row ~ /^#/)
            continue
        split(row, col, "\t")
        exposure[col[1]] = quoted(col[2]) ", " quoted(col[3]) ", " \
            quoted(col[10]) ", " risk_name(col[4]) ", " \
            risk_name(col[5]) ", " risk_name(col[6]) ", " \
            risk_name(col[7]) ", " quoted(col[8]) ", " quoted(col[9])
    }
}

BEGIN {
    FS = "\t"
    read_risk()
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
    check_verbs($2)
    nested_verbs = ""
    n = $3 == "-" ? 0 : split($3, path, " ")
    for (i = 1; i <= n; i++) {
        split(path[i], side, "=")
        check_verbs(side[2])
        nested_verbs = nested_verbs "," side[2]
    }
    if (!($1 in exposure)) {
        printf "%s: no row for %s\n", risk, $1 > "/dev/stderr"
        bad = 1
    }
    printf "ENTITY(%d, \"%s\", %s, %s, %s, %s, %s, %s, %s)\n", number++, $1, \
        ($2 ~ /query/ ? "true" : "false"), offers("post"), \
        offers("put|patch"), offers("delete"), \
        ($5 ~ /standing/ ? "true" : "false"), exposure[$1], aliases($4)
}

END { exit bad }
