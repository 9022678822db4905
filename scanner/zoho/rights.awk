# section=... scopes.tsv section=... profile.tsv -> rights.inc: a RIGHT(...) line
# for each, with a number from 0 and sorted by name; a SCOPE(...) or a KEY(...)
# for each that says what else is known of it; behind them an IMPLIES(strong,
# weak) for each pair of scopes of which the strong one includes the weak one.
# Who includes it defines the macros.

function complain(what)
{
    printf "%s:%d: %s\n", FILENAME, FNR, what > "/dev/stderr"
    bad = 1
}

# What a column says, or what is usual there.
function or_usual(text, usual)
{
    return text == "-" ? usual : text
}

# The place of the last dot.
function last_dot(name, at)
{
    at = length(name)
    while (at > 0 && substr(name, at, 1) != ".")
        at--
    return at
}

BEGIN {
    FS = "\t"
    n = 0
    split("low medium high critical", level, " ")
    for (i in level)
        risk[level[i]] = toupper(level[i])
    split("tickets search contacts accounts agents layouts webhooks", word, " ")
    for (i in word)
        read[word[i]] = "ZOHO_READ_" toupper(word[i])
    read["-"] = "ZOHO_READ_NONE"
}

/^#/ { next }

$1 == "of" && (NF == 4 || NF == 5) {
    what[$2] = $3
    family[$2] = $4
    title[$2] = $5
    next
}

$1 == "usual" && (NF == 4 || NF == 5) {
    done[$2] = $3
    harm[$2] = $4
    called[$2] = $5
    next
}

$1 != "right" || NF != 7 {
    complain("no line of one of the three kinds")
    next
}

{
    at = last_dot($2)
    stem = substr($2, 1, at - 1)
    last = substr($2, at + 1)
    scope = section == "OAuth scopes"
    # Before they are looked up, for that makes them.
    if (!(stem in what) || !($3 in risk) || !($4 in read))
        complain("no such kind of thing, risk or read: " $2)
    does = or_usual($6, done[last])
    abuse = or_usual($7, harm[last])
    gsub(/%s/, what[stem], does)
    gsub(/%s/, what[stem], abuse)
    if (does == "" || abuse == "")
        complain("not said what it does: " $2)
    label = scope ? $2 : title[stem] ": " or_usual($5, called[last])
    i = n++
    for (; i > 0 && name[i - 1] > $2; i--) {
        name[i] = name[i - 1]
        entity[i] = entity[i - 1]
        more[i] = more[i - 1]
        rest[i] = rest[i - 1]
        above[i] = above[i - 1]
    }
    if (i > 0 && name[i - 1] == $2)
        complain("a second time: " $2)
    name[i] = $2
    entity[i] = sprintf("\"%s\", \"%s\", \"%s\", \"%s\", " \
        "\"requests that %s\", %s, \"%s\"", $2, label, section, family[stem],
        does, risk[$3], abuse)
    more[i] = scope ? "SCOPE(%d, \"" $2 "\", " : \
        "KEY(%d, \"" stem "\", \"" last "\", "
    rest[i] = read[$4]
    above[i] = scope ? stem ".ALL" : "-"
    if (scope)
        openers[read[$4]]++
}

END {
    for (i = 0; i < n && !bad; i++) {
        place[name[i]] = i
        printf "RIGHT(%d, %s)\n", i, entity[i]
        printf more[i], i
        printf "%s%s)\n", rest[i], above[i] == "-" ? "" : \
            rest[i] != read["-"] && openers[rest[i]] == 1 ? ", true" : ", false"
    }
    for (i = 0; i < n && !bad; i++)
        if (above[i] in place && above[i] != name[i])
            printf "IMPLIES(%d, %d)\n", place[above[i]], i
    exit bad
}
