/* Holding JSON objects against key tables; every mistake becomes one line
 * with its place. */
#include "rules/load/keys.h"
#include "base/date.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

enum { QUOTE_CAP = 60 }; /* bytes of a value that a message repeats */

const char *
keys_text(const struct json *object, const char *key)
{
    const char *text = json_text(json_get(object, key));

    return text == NULL ? "" : text;
}

const char *
keys_quote(struct diags *diags, const char *text)
{
    return arena_print(diags->arena, "\"%s\"",
                       text_clean(diags->arena, text, strlen(text), QUOTE_CAP));
}

static bool
id_spelled(const char *text)
{
    return text[strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789.-")] == '\0';
}

static bool
word_spelled(const char *text)
{
    return id_spelled(text) && strchr(text, '.') == NULL;
}

static bool
url_spelled(const char *text)
{
    return (text_starts(text, "https://") || text_starts(text, "http://")) &&
           text[strcspn(text, " \t\n")] == '\0';
}

static bool
text_filled(const char *text)
{
    return text[strspn(text, " \t\n")] != '\0';
}

static const struct {
    enum json_kind kind;
    bool (*spelled)(const char *);
    const char *spelling;
} wants[WANT__N] = {
    [WANT_TEXT] = {JSON_STRING, NULL, NULL},
    [WANT_ANY_TEXT] = {JSON_STRING, NULL, NULL},
    [WANT_ID] = {JSON_STRING, id_spelled,
                 "may hold only a-z, 0-9, \".\" and \"-\""},
    [WANT_WORD] = {JSON_STRING, word_spelled,
                   "may hold only a-z, 0-9 and \"-\""},
    [WANT_DATE] = {JSON_STRING, date_is, "is no date (YYYY-MM-DD)"},
    [WANT_URL] = {JSON_STRING, url_spelled,
                  "is no address that begins with https:// or http://"},
    [WANT_BOOLEAN] = {JSON_BOOLEAN, NULL, NULL},
    [WANT_COUNT] = {JSON_NUMBER, NULL, NULL},
    [WANT_LIST] = {JSON_ARRAY, NULL, NULL},
    [WANT_ARRAY] = {JSON_ARRAY, NULL, NULL},
    [WANT_OBJECT] = {JSON_OBJECT, NULL, NULL},
};

/* What is wrong with a value of the right type; NULL: nothing. */
static const char *
value_wrong(struct diags *diags, const struct json *value,
            const struct key *key)
{
    bool (*spelled)(const char *) = wants[key->want].spelled;
    int64_t count = 0;

    if (value->kind == JSON_STRING && key->want != WANT_ANY_TEXT &&
        !text_filled(value->text))
        return " is empty";
    if (spelled != NULL && !spelled(value->text))
        return arena_print(diags->arena, ": %s %s",
                           keys_quote(diags, value->text),
                           wants[key->want].spelling);
    if (key->want == WANT_LIST && value->n == 0)
        return " is empty";
    if (key->want == WANT_COUNT && (!json_integer(value, &count) || count < 1))
        return " must be a whole number from 1";
    return NULL;
}

static bool
is_answer(const struct json *value)
{
    int64_t number = -1;

    return value->kind == JSON_BOOLEAN ||
           (json_integer(value, &number) && number >= 0);
}

static void
check_value(struct diags *diags, const struct json *value,
            const struct key *key)
{
    const char *wrong = NULL;

    if (key->want == WANT_ANSWER) {
        if (!is_answer(value))
            wrong = " must be true, false or a whole number from 0";
    } else if (value->kind != wants[key->want].kind) {
        wrong = arena_print(diags->arena, " must be %s, not %s",
                            json_kind_name(wants[key->want].kind),
                            json_kind_name(value->kind));
    } else {
        wrong = value_wrong(diags, value, key);
    }
    if (wrong != NULL)
        diag_add(diags, value->line, value->column, "\"%s\"%s", key->name,
                 wrong);
}

static const struct key *
key_find(const struct key_table *table, const char *name)
{
    for (uint32_t i = 0; i < table->n; i++)
        if (text_same(table->key[i].name, name))
            return &table->key[i];
    return NULL;
}

static void
unknown_key(struct diags *diags, const struct json *member,
            const struct key_table *table)
{
    const char *near = diags_near(diags, member->key, table->key, table->n,
                                  sizeof *table->key);

    if (near == NULL)
        diag_add(diags, member->key_line, member->key_column,
                 "unknown key %s in %s", keys_quote(diags, member->key),
                 table->what);
    else
        diag_add(diags, member->key_line, member->key_column,
                 "unknown key %s in %s; did you mean \"%s\"?",
                 keys_quote(diags, member->key), table->what, near);
}

void
keys_check(struct diags *diags, const struct json *node,
           const struct key_table *table)
{
    if (node == NULL)
        return;
    if (node->kind != JSON_OBJECT) {
        diag_add(diags, node->line, node->column, "%s must be %s, not %s",
                 table->what, json_kind_name(JSON_OBJECT),
                 json_kind_name(node->kind));
        return;
    }
    for (uint32_t i = 0; i < node->n; i++) {
        const struct key *key = key_find(table, node->item[i].key);

        if (key == NULL)
            unknown_key(diags, &node->item[i], table);
        else
            check_value(diags, &node->item[i], key);
    }
    for (uint32_t i = 0; i < table->n; i++)
        if (!table->key[i].optional &&
            json_get(node, table->key[i].name) == NULL)
            diag_add(diags, node->line, node->column, "\"%s\" is missing in %s",
                     table->key[i].name, table->what);
}

/* "; known: view, add", if they are few enough to read; else "". */
static const char *
known_names(const struct name_list *list, struct arena *arena)
{
    enum { FEW = 12 };
    const char *text = "";

    for (size_t i = 0; i < list->n && list->n <= FEW; i++) {
        const char *const *name =
            (const void *)((const char *)list->names + i * list->stride);

        text = arena_print(arena, "%s%s%s", text, i == 0 ? "; known: " : ", ",
                           *name);
    }
    return text;
}

void
keys_unknown(struct diags *diags, const struct json *node,
             const struct name_list *list)
{
    const char *near =
        diags_near(diags, node->text, list->names, list->n, list->stride);

    if (near == NULL)
        diag_add(diags, node->line, node->column, "unknown %s %s%s", list->what,
                 keys_quote(diags, node->text),
                 known_names(list, diags->arena));
    else
        diag_add(diags, node->line, node->column,
                 "unknown %s %s; did you mean \"%s\"?", list->what,
                 keys_quote(diags, node->text), near);
}

static int
spot_order(const void *a, const void *b)
{
    const struct spot *x = a, *y = b;
    int order = strcmp(x->text, y->text);

    if (order != 0)
        return order;
    if (x->at->line != y->at->line)
        return x->at->line < y->at->line ? -1 : 1;
    return x->at->column < y->at->column ? -1 : x->at->column > y->at->column;
}

void
keys_unique(struct diags *diags, const char *what, struct spot *spot,
            uint32_t n)
{
    uint32_t first = 0;

    if (n > 1)
        qsort(spot, n, sizeof *spot, spot_order);
    for (uint32_t i = 1; i < n; i++) {
        if (!text_same(spot[first].text, spot[i].text))
            first = i;
        else
            diag_add(diags, spot[i].at->line, spot[i].at->column,
                     "%s %s stands in line %u already", what,
                     keys_quote(diags, spot[i].text), spot[first].at->line);
    }
}

void
keys_about(struct diags *diags, uint32_t first, const char *about)
{
    const char *quoted = keys_quote(diags, about);

    for (uint32_t i = first; i < diags_kept(diags); i++)
        if (strstr(diags->list[i].text, quoted) == NULL)
            diags->list[i].text = arena_print(diags->arena, "%s (check %s)",
                                              diags->list[i].text, quoted);
}

static int
diag_order(const void *a, const void *b)
{
    const struct diag *x = a, *y = b;

    if (x->line != y->line)
        return x->line < y->line ? -1 : 1;
    if (x->column != y->column)
        return x->column < y->column ? -1 : 1;
    return strcmp(x->text, y->text);
}

void
keys_sort(struct diags *diags, uint32_t first)
{
    uint32_t kept = diags_kept(diags);

    if (kept > first)
        qsort(diags->list + first, kept - first, sizeof *diags->list,
              diag_order);
}
