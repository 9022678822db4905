/* Running text: whether it names a right, so that it has to be asked about, and
 * what names a section. */
#include "base/text.h"
#include "rules/import/parts.h"
#include "rules/model/fold.h"

#include <string.h>

enum { NAME_WORDS = 5, SCRATCH_CAP = 1 << 20, NAME_CAP = 200 };

/* ---- sections ------------------------------------------------------------ */

/* Without the words that vendors put around the name of a section. */
static const char *
section_name(struct mapper *m, const char *text)
{
    static const char *const around[] = {"module",      "modules", "section",
                                         "permissions", "level",   NULL};
    struct out out = {0};
    const char *name;

    while (*text != '\0') {
        size_t length;
        bool drop = false;

        text += strspn(text, " \":*\n");
        length = strcspn(text, " \":*\n");
        for (size_t i = 0; around[i] != NULL; i++)
            drop =
                drop || text_same_fold(around[i],
                                       arena_slice(m->arena, text,
                                                   length < 20 ? length : 20));
        if (!drop && length > 0) {
            (void)out_text(&out, out.length > 0 ? " " : "");
            (void)out_bytes(&out, text, length);
        }
        text += length;
    }
    name = arena_text(m->arena, out_string(&out));
    out_free(&out);
    return name;
}

struct section
section_find(struct mapper *m, const char *text)
{
    const char *name;
    uint32_t at;
    struct section parent;

    if (text == NULL || strlen(text) > NAME_CAP)
        return (struct section){0};
    name = section_name(m, text);
    at = index_get(&m->names.section, NULL, name_fold(name, m->arena));
    if (at != INDEX_NONE && at < m->source->phrases->n) {
        const struct import_phrase *row = &m->source->phrases->row[at];

        return (struct section){row->what, row->name, true, row->what == NULL};
    }
    if (at != INDEX_NONE) {
        name = m->catalogue->editor[at - m->source->phrases->n];
        return (struct section){name, id_slug(m->arena, name, 60), true, false};
    }
    /* "Web Services API > Resource Impersonation" */
    if (strpbrk(name, ">/") == NULL)
        return (struct section){0};
    parent = section_find(m, arena_slice(m->arena, name, strcspn(name, ">/")));
    return parent;
}

/* ---- names of rights --------------------------------------------------- */

static bool
is_part(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9') || ((unsigned char)c & 0x80) != 0;
}

/* 2 if it is the name of a feature, 1 if it is any, 0 if it is none. */
static int
is_called(struct mapper *m, const char *key)
{
    uint32_t row;

    if (*key == '\0')
        return 0;
    row = index_get(&m->names.phrase, NULL, key);
    if (row == INDEX_NONE)
        return index_get(&m->names.unique, NULL, key) != INDEX_NONE;
    switch (m->source->phrases->row[row].kind) {
    case IMPORT_FEATURE:
        return 2;
    case IMPORT_OBJECT:
        return 1;
    case IMPORT_LEVEL:
    case IMPORT_SECTION:
    case IMPORT__N:
        break;
    }
    return 0;
}

/* What name begins at the text: 2 if it is one of several words, or of a
 * feature, 1 if it is one word, 0 if none does. */
static int
name_at(struct mapper *m, const char *text, struct arena *scratch)
{
    size_t length = 0;
    int found = 0;

    for (int i = 0; i < NAME_WORDS && length < 80; i++) {
        int called;

        while (is_part(text[length]))
            length++;
        called = is_called(
            m, name_fold(arena_slice(scratch, text, length), scratch));
        if (called > 0)
            found = i > 0 ? 2 : called;
        while (text[length] != '\0' && strchr(" /&-'", text[length]) != NULL)
            length++;
        if (!is_part(text[length]))
            break;
    }
    return found;
}

/* Whether it stands for a right where it stands beside a name. */
static bool
is_right(const struct token *token)
{
    return token->said == SAID_VERB || token->said == SAID_LEVEL ||
           token->said == SAID_FULL ||
           (token->said == SAID_YES && token->length > 2);
}

/* Where a word begins, from there on; the end of the text if none does. */
static const char *
word_after(const char *text, const char *at)
{
    while (*at != '\0' && (!is_part(*at) || (at > text && is_part(at[-1]))))
        at++;
    return at;
}

bool
names_right(struct mapper *m, const char *text)
{
    struct arena scratch = {0};
    bool name = false, word = false, verb = false;

    for (const char *at = word_after(text, text);
         *at != '\0' && !(name && word); at = word_after(text, at + 1)) {
        struct token token = token_at(&m->lexicon, at);
        int found = name_at(m, at, &scratch);

        word = word || is_right(&token) || found > 1;
        /* "View All": a verb and a grade need no name. */
        name = name || found > 0 || (verb && token.said == SAID_LEVEL);
        verb =
            token.said == SAID_VERB && strchr(" :=", at[token.length]) != NULL;
        if (scratch.total > SCRATCH_CAP)
            arena_free(&scratch);
    }
    arena_free(&scratch);
    return name && word;
}
