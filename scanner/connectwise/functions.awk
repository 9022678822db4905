# functions.tsv -> functions.inc: one FUNCTION(...) line per function, with a
# number from 0. Who includes it defines the macro.

# A sentence or a word as C has it, or NULL.
function quoted(text)
{
    return text == "-" ? "NULL" : "\"" text "\""
}

function risk_name(word)
{
    if (word !~ /^(low|medium|high|critical)$/)
        complain("no such risk: " word)
    return toupper(word)
}

function complain(what)
{
    printf "%s:%d: %s\n", FILENAME, FNR, what > "/dev/stderr"
    bad = 1
}

function aliases(list, sum, part, n, i)
{
    if (list == "-")
        return "NULL"
    n = split(list, part, "|")
    for (i = 1; i <= n; i++)
        sum = sum "\"" part[i] "\", "
    return sum "NULL"
}

BEGIN { FS = "\t" }

/^#/ { next }

NF != 12 {
    complain(NF " columns, not 12")
    next
}

{
    printf "FUNCTION(%d, \"%s\", \"%s\", \"%s\", \"%s\", %s, %s, %s, %s, " \
        "%s, %s, %s)\n", number++, $1, $2, $4, $5, risk_name($8), \
        risk_name($9), quoted($11), quoted($12), quoted($6), quoted($7), \
        aliases($3)
}

END { exit bad }
