# objects.tsv -> objects.inc: one PHRASE(KIND, words, name, what, text) line
# per row, "-" as NULL. Who includes it defines the macro.

function quoted(cell)
{
    if (cell == "-")
        return "NULL"
    gsub(/\\/, "\\\\", cell)
    gsub(/"/, "\\\"", cell)
    return "\"" cell "\""
}

BEGIN {
    FS = "\t"
    split("object feature action also subject word section condition number",
        kind, " ")
    for (i in kind)
        known[kind[i]] = 1
}

/^#/ { next }

NF != 5 || !($1 in known) || $2 == "-" {
    printf "%s:%d: no row of this table\n", FILENAME, FNR > "/dev/stderr"
    bad = 1
    next
}

{
    printf "PHRASE(%s, %s, %s, %s, %s)\n", toupper($1), quoted($2), \
        quoted($3), quoted($4), quoted($5)
}

END { exit bad }
