/* Names outside of tables, of a provider whose names can be nothing else: where
 * a line, an item or an address holds such names and nothing beside them but
 * what is said of them behind a dash, each is asked for. A sentence that holds
 * one is asked about. */
#include "base/text.h"
#include "rules/import/parts.h"
#include "rules/model/scale.h"

#include <ctype.h>
#include <string.h>

enum { NAMES = 64, NAME_CAP = 200 };

/* Names of a text, and what is said of them. */
struct listing {
    struct mapper *m;
    const char *name[NAMES];
    uint32_t n;
    bool sure;           /* one of them begins as only names do */
    bool bad;            /* there is something else */
    const char *before;  /* lines that lead to them, or NULL */
    const char *behind;  /* from a dash and the like on, or NULL */
    const char *address; /* that they were taken from, or NULL */
};

/* ---- words --------------------------------------------------------------- */

/* Without quotes and brackets around it, and without a full stop. */
static const char *
stripped(struct mapper *m, const char *text, size_t length)
{
    static const char *const signs[] = {"\"",
                                        "'",
                                        "`",
                                        "<",
                                        ">",
                                        "[",
                                        "]",
                                        ".",
                                        "\xe2\x80\x98",
                                        "\xe2\x80\x99",
                                        "\xe2\x80\x9c",
                                        "\xe2\x80\x9d"};
    const char *word = arena_slice(m->arena, text, length);
    size_t i = 0;

    if (length > 0 && isalnum((unsigned char)text[0]) != 0 &&
        isalnum((unsigned char)text[length - 1]) != 0)
        return word;
    while (i < sizeof signs / sizeof *signs) {
        size_t n = strlen(signs[i]);

        if (*word != '\0' && text_starts(word, signs[i]))
            word += n;
        else if (text_ends(word, signs[i]) && strlen(word) >= n)
            word = arena_slice(m->arena, word, strlen(word) - n);
        else {
            i++;
            continue;
        }
        i = 0;
    }
    return word;
}

/* "Mail.Send": of the form of names that have parts, known or not. */
static bool
is_dotted(const char *word)
{
    size_t parts = 0;

    while (isupper((unsigned char)*word) != 0) {
        while (isalnum((unsigned char)*word) != 0 || *word == '-')
            word++;
        if (*word == '\0')
            return parts > 0;
        if (*word++ != '.')
            return false;
        parts++;
    }
    return false;
}

void
names_spell(struct mapper *m)
{
    struct index *spelled = &m->names.spelled_so;
    const char *list = m->source->phrases->prefix;

    while (list != NULL) {
        m->names.prefix =
            arena_grow(m->arena, m->names.prefix, m->names.n_prefix,
                       &m->names.prefix_capacity);
        m->names.prefix[m->names.n_prefix++] = phrase_next(m->arena, &list);
    }

    spelled->arena = m->arena;
    for (uint32_t e = 0; e < m->catalogue->n_entity; e++) {
        const struct entity *entity = &m->catalogue->entity[e];

        (void)index_put(spelled, NULL, entity->name, e);
        for (const char *const *alias = entity->alias;
             alias != NULL && *alias != NULL; alias++)
            (void)index_put(spelled, NULL, *alias, e);
    }
}

/* Whose name it is, letter by letter; or NULL. */
static const struct entity *
spelled(const struct mapper *m, const char *word)
{
    uint32_t e = index_get(&m->names.spelled_so, NULL, word);

    return e == INDEX_NONE ? NULL : &m->catalogue->entity[e];
}

bool
names_prefixed(const struct mapper *m, const char *text)
{
    if (m->source->phrases->dotted && is_dotted(text))
        return true;
    for (uint32_t i = 0; i < m->names.n_prefix; i++)
        if (text_starts(text, m->names.prefix[i]))
            return true;
    return false;
}

/* Whether it is one that is longer than that which rules use. */
static bool
is_in_full(const struct mapper *m, const char *word)
{
    const struct entity *entity = spelled(m, word);

    return entity != NULL && !text_same(entity->name, word);
}

/* Whether a word beside names may be another name: one of the provider's, one
 * that is taken for it, or of the form that names have. */
static bool
may_be_name(const struct mapper *m, const char *word)
{
    size_t length = strlen(word);
    size_t sign = strcspn(word, "./:");

    return (sign > 0 && sign + 1 < length) || spelled(m, word) != NULL ||
           catalogue_look_alike(m->catalogue, word) != NULL;
}

bool
may_be_spelled(const struct mapper *m, uint32_t e, const char *text)
{
    return e == INDEX_NONE || m->source->phrases->prefix == NULL ||
           entity_spelled(&m->catalogue->entity[e], text);
}

/* ---- a text -------------------------------------------------------------- */

/* Behind the sign of an item, and a heading such as "OAuth scopes:". */
static const char *
without_label(struct mapper *m, const char *text)
{
    static const char *const bullets[] = {"- ", "* ", "\xe2\x80\xa2 ",
                                          "\xc2\xb7 "};
    size_t length;

    for (size_t i = 0; i < sizeof bullets / sizeof *bullets; i++)
        if (text_starts(text, bullets[i]))
            text += strlen(bullets[i]);
    length = strcspn(text, ":=");
    while (length > 0 && text[length - 1] == ' ')
        length--;
    if (!column_lists(m, text, length))
        return text;
    text += length;
    return text + strspn(text, " :=");
}

/* What is said of the names before: behind a dash, a colon, in a bracket, in a
 * comment. */
static bool
is_behind(const char *text)
{
    static const char *const signs[] = {
        "- ", "-- ", "\xe2\x80\x93 ", "\xe2\x80\x94 ",
        ": ", "(",   "\xe2\x86\x92 ", "-> ",
        "# ", "// "};

    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (text_starts(text, signs[i]))
            return true;
    return false;
}

static void
take_word(struct listing *l, const char *word)
{
    bool sure = names_prefixed(l->m, word);

    if (l->n == NAMES || strlen(word) > NAME_CAP ||
        !(sure || may_be_name(l->m, word))) {
        l->bad = true;
        return;
    }
    l->sure = l->sure || sure;
    l->name[l->n++] = word;
}

/* Whether the line that ends here is followed by one of words. */
static bool
ends_names(struct mapper *m, const char *text)
{
    const char *line = text + strspn(text, "\n");
    struct listing l = {.m = m};

    if (*text != '\n' || *line == '\0' || names_mention(m, line))
        return false;
    line = arena_slice(m->arena, line, strcspn(line, "\n"));
    for (size_t n; *(line += strspn(line, " ,;")) != '\0' && !l.bad;
         line += n) {
        n = strcspn(line, " ,;");
        take_word(&l, arena_slice(m->arena, line, n));
    }
    return l.bad;
}

/* What stands between names and is none. */
static bool
is_joint(const struct listing *l, const char *text, size_t length)
{
    return *text == '\n' || (l->n > 0 && is_listed("and|&", text, length));
}

static void
take_words(struct listing *l, const char *text)
{
    for (size_t length; *(text += strspn(text, " ,;+[]")) != '\0' && !l->bad;
         text += length) {
        const char *word;

        if (l->n > 0 && (is_behind(text) || ends_names(l->m, text))) {
            l->behind = text;
            return;
        }
        length = *text == '\n' ? 1 : strcspn(text, " \n,;");
        if (is_joint(l, text, length))
            continue;
        word = stripped(l->m, text, length);
        /* "NAME: what it is for" */
        if (text_ends(word, ":") && text[length] == ' ') {
            word = arena_slice(l->m->arena, word, strlen(word) - 1);
            length--;
        }
        if (*word != '\0')
            take_word(l, word);
    }
}

/* One word, but for what is to be put in: "client_id={Client ID}". */
static bool
is_one_word(const char *text)
{
    bool braces = false;

    for (; *text != '\0'; text++) {
        if (*text == '{' || *text == '}')
            braces = *text == '{';
        if (*text == '\n' || (*text == ' ' && !braces))
            return false;
    }
    return true;
}

static struct listing
listing_of(struct mapper *m, const char *text)
{
    struct listing l = {.m = m};
    size_t first = strcspn(text, "\n");
    const char *scope, *line = arena_slice(m->arena, text, first);

    if (text[first] == '\n' && !names_mention(m, line) &&
        names_mention(m, text)) {
        l.before = line;
        text += first + 1;
    }
    text = without_label(m, text);
    scope = is_one_word(text)
                ? address_scope(m, stripped(m, text, strlen(text)))
                : NULL;
    if (scope != NULL)
        l.address = text;
    take_words(&l, scope != NULL ? scope : text);
    return l;
}

/* ---- what comes of it ---------------------------------------------------- */

bool
names_mention(struct mapper *m, const char *text)
{
    const struct import_phrases *phrases = m->source->phrases;

    if (phrases->prefix == NULL && !phrases->dotted)
        return false;
    text = address_decoded(m, text, strlen(text));
    for (size_t length; *(text += strspn(text, " \n,;()")) != '\0';
         text += length) {
        length = strcspn(text, " \n,;()");
        if (phrases->dotted && is_dotted(stripped(m, text, length)))
            return true;
        for (size_t i = 0; i < length; i++)
            if ((i == 0 || !isalnum((unsigned char)text[i - 1])) &&
                names_prefixed(m, text + i))
                return true;
        if (is_in_full(m, stripped(m, text, length)))
            return true;
    }
    return false;
}

/* Whether what stands right above says that names follow. */
static bool
is_announced(const struct mapper *m)
{
    const char *above = m->lead.text;
    size_t length = 0;

    for (unsigned i = PAGE_BOLD; i > 0 && above == NULL; i--)
        above = m->heading[i].text;
    if (above == NULL)
        return false;
    while (length < NAME_CAP && above[length] != '\0' && above[length] != ':')
        length++;
    return column_lists(m, above, length);
}

/* Whether the text is a list of names: one that begins as only names do, names
 * below a heading that says so, or names in full with such a list beside it. */
static bool
is_listing(struct mapper *m, const struct page_entry *entry,
           const struct listing *l)
{
    const struct page_entry *first = m->page.entry;
    bool sure = l->sure || is_announced(m);

    if (l->bad || l->n == 0)
        return false;
    if (!sure && entry > first)
        sure = listing_of(m, entry[-1].text).sure;
    if (!sure && entry + 1 < first + m->page.n)
        sure = listing_of(m, entry[1].text).sure;
    for (uint32_t i = 0; i < l->n && !l->sure && !is_announced(m); i++)
        sure = sure && is_in_full(m, l->name[i]);
    return sure;
}

/* Whether what is said behind names turns it round; whether it is less. */
static bool
turns_round(const struct mapper *m, const char *text, bool *less)
{
    while (*text != '\0') {
        struct token token = token_at(&m->lexicon, text);

        if (token.said == SAID_NOT ||
            (token.said == SAID_NO && text_starts(token.word->phrase, "not ")))
            return true;
        *less = *less || token.said == SAID_LESS;
        text += token.length;
    }
    return false;
}

/* Why what is said behind the names leaves open whether they are asked for;
 * NULL: it does not. */
static const char *
take_behind(struct mapper *m, const char *text, struct row *row)
{
    const struct footnote *footnote;
    const char *condition;

    footnote = footnote_in(&m->lexicon, text);
    text = *text == '(' && strcspn(text, ")") + 1 == strlen(text)
               ? arena_slice(m->arena, text + 1, strlen(text) - 2)
               : text + strcspn(text, " (\n") + 1;
    if (names_mention(m, text))
        return "another name stands in what is said of it";
    if (footnote != NULL && footnote->condition == NULL)
        return "its footnote says more";
    if (turns_round(m, text, &row->less))
        return "what is said of it turns something round";
    condition = is_condition(text) ? text : reserve_of(m, text).condition;
    if (footnote != NULL)
        condition = both_conditions(m, condition, footnote->condition);
    row->condition = both_conditions(m, row->condition, condition);
    return row->less || condition != NULL || is_plain_note(m, text)
               ? NULL
               : "what is said of it leaves open when it is needed";
}

/* Whether what stands above asks for it already, and no less. */
static bool
is_asked_already(const struct mapper *m, const char *name)
{
    for (uint32_t i = 0; i < m->n_rule; i++)
        for (uint32_t k = 0; k < m->rule[i].n; k++) {
            const struct made_check *check = &m->rule[i].check[k];

            for (uint32_t c = 0; c < check->n; c++)
                if (check->claim[c].right != NULL && check->option == NULL &&
                    !check->less && !m->rule[i].less &&
                    check->claim[c].right->entity != NULL &&
                    entity_spelled(check->claim[c].right->entity, name))
                    return true;
        }
    return false;
}

/* Whether the names of a text, long or short, are asked for already: then it
 * is said of them only what they are for. */
static bool
is_repeated(const struct mapper *m, const struct listing *l,
            const struct row *row)
{
    bool repeated = !l->bad && l->n > 0 && row->condition == NULL && !row->less;

    for (uint32_t i = 0; i < l->n && repeated; i++)
        repeated = is_asked_already(m, l->name[i]);
    return repeated;
}

static void
map_name(struct mapper *m, const struct row *of, const char *name)
{
    static const struct columns columns = {
        .n = 1,
        .column = {{.role = ROLE_OBJECT, .heading = ""}},
        .table = true,
        .listed = true};
    struct page_entry as = *of->entry;
    struct row row = *of;

    if (is_asked_already(m, name)) {
        map_note(m, as.line, name, "asked for above already");
        map_fate(m, of->entry, FATE_NOTHING);
        m->rows.nothing++;
        return;
    }
    as.cell = &name;
    as.n = 1;
    row.entry = &as;
    row.columns = &columns;
    row.object = name;
    map_row(m, &row);
}

bool
map_listed(struct mapper *m, const struct page_entry *entry,
           const struct context *above)
{
    struct row row = {.entry = entry,
                      .section = above->section,
                      .object = entry->text,
                      .condition = above->condition,
                      .less = above->less};
    struct listing l;
    const char *doubt, *contrary = above->contrary;

    if (m->source->phrases->prefix == NULL)
        return false;
    l = listing_of(m, entry->text);
    if (l.before != NULL) {
        struct context own = *above;

        take_lead(m, &own, l.before);
        row.condition = own.condition;
        row.less = own.less;
        contrary = own.contrary;
    }
    doubt = l.behind == NULL ? NULL : take_behind(m, l.behind, &row);
    if (!is_listing(m, entry, &l) &&
        (doubt != NULL || !is_repeated(m, &l, &row)))
        return false;
    if (contrary != NULL)
        doubt = arena_print(m->arena, "it stands with \"%s\"",
                            short_text(m, contrary));
    if (doubt != NULL) {
        map_question(m, &row, NULL, doubt);
        return true;
    }
    if (l.address != NULL)
        map_note(m, entry->line, short_text(m, l.address),
                 "taken from an address");
    for (uint32_t i = 0; i < l.n; i++)
        map_name(m, &row, l.name[i]);
    return true;
}
