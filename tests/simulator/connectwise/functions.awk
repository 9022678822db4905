# functions.tsv -> functions.inc: a FUNCTION line each; who includes it defines
# the macro.

function wrong(what)
{
    printf "%s:%d: %s\n", FILENAME, FNR, what > "/dev/stderr"
    bad = 1
}

function quoted(text)
{
    return text == "-" ? "NULL" : "\"" text "\""
}

BEGIN {
    FS = "\t"
    word["?"] = "OFFERED_UNKNOWN"
    word["all"] = "OFFERED_ALL"
    word["my"] = "OFFERED_MY"
}

/^#/ { next }

NF != 8 { wrong(NF " columns, not 8"); next }

($1, $2) in seen { wrong("twice: " $1 "/" $2) }

{
    seen[$1, $2] = 1
    for (i = 3; i <= 6; i++)
        if (!($i in word))
            wrong("what is " $i)
    printf "FUNCTION(\"%s\", \"%s\", %s, %s, %s, %s, %s, \"%s\")\n", $1, $2, \
        word[$3], word[$4], word[$5], word[$6], quoted($7), \
        $8 == "-" ? "" : $8
}

END { exit bad }
