# objects.tsv -> objects.inc: one PHRASE(KIND, words, name, what) line
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
    split("object feature level section", kind, " ")
    for (i in kind)
        known[kind[i]] = 1
}

/^#/ { next }

NF != 4 || !($1 in known) || $2 == "-" || $3 == "-" {
    printf "%s:%d: no row of this table\n", FILENAME, FNR > "/dev/stderr"
    bad = 1
    next
}

{
    printf "PHRASE(%s, %s, %s, %s)\n", toupper($1), quoted($2), \
        quoted($3), quoted($4)
}

END { exit bad }
