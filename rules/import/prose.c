/* Names of the catalogue, and words of a right, in running text. */
#include "base/text.h"
#include "rules/import/parts.h"
#include "rules/model/fold.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

enum {
    SPAN_CAP = 80,
    LETTERS = 3,
    BEGIN_CAP = 6,
    BEGUN_CAP = 200,
    SCRATCH_CAP = 1 << 20
};

/* What stands at a place of a text. */
struct found {
    size_t length; /* of the longest name, or of a section's; 0: none is here */
    int name; /* 2: of several words, or with "_", or of a feature; 1: one word;
                 0: no name */
};

static bool
is_part(char c)
{
    return isalnum((unsigned char)c) != 0 || c == '_';
}

/* What stands between two words of a name. */
static size_t
gap_length(const char *text)
{
    size_t length = text[0] == '.' && is_part(text[1]);

    for (size_t n = 1; n > 0; length += n) {
        n = strspn(text + length, " /&-'");
        n += print_length(text + length + n);
    }
    return length;
}

/* Whether a name may begin here, by the first letters that folding leaves as
 * they are; without building anything. */
static bool
may_begin(const struct mapper *m, const char *text)
{
    char letters[LETTERS + 1];
    size_t n = 0;

    for (; n < LETTERS && *text != '\0' && *text != '&'; text++)
        if (isalnum((unsigned char)*text) != 0)
            letters[n++] = (char)tolower((unsigned char)*text);
        else if (*text != '_' && gap_length(text) == 0)
            break;
    if (n == LETTERS && letters[n - 1] == 'i') /* it may be a plural's */
        n--;
    letters[n] = '\0';
    return index_get(&m->names.begins, NULL, letters) != INDEX_NONE;
}

/* The beginning of a folded name, as far as it is looked up. */
static const char *
beginning(const char *fold, struct arena *arena)
{
    return arena_slice(arena, fold, strnlen(fold, BEGIN_CAP));
}

void
prose_learn(struct mapper *m, const char *name)
{
    const char *fold = beginning(name_fold(name, m->arena), m->arena);
    size_t words = 0;

    for (size_t n = strlen(fold); n > 0; n--)
        (void)index_put(&m->names.begins, NULL, arena_slice(m->arena, fold, n),
                        0);
    for (; *name != '\0'; name++)
        words += is_part(name[0]) && !is_part(name[1]);
    if (words > m->names.words)
        m->names.words = words;
}

/* "Security roles" is where rights are set, too, and named on every page. */
static bool
is_editor(const struct mapper *m, const char *fold, struct arena *scratch)
{
    return text_same(fold, name_fold(m->source->phrases->editor, scratch));
}

/* What the text is, whole. False: no name begins like that. */
static bool
take(struct mapper *m, const char *text, bool several, struct found *found,
     struct arena *scratch)
{
    const char *fold = name_fold(text, scratch), *key;
    uint32_t row;
    bool feature;

    if (index_get(&m->names.begins, NULL, beginning(fold, scratch)) ==
        INDEX_NONE)
        return false;
    key = name_key(text, scratch);
    row = index_get(&m->names.called, ANY_PHRASE, key);
    feature = row != INDEX_NONE &&
              m->source->phrases->row[row].kind == IMPORT_FEATURE;
    if (row != INDEX_NONE ||
        index_get(&m->names.called, ANY_ENTITY, key) != INDEX_NONE)
        *found = (struct found){
            strlen(text), feature || strchr(text, '_') != NULL ||
                                  (several && !is_editor(m, fold, scratch))
                              ? 2
                              : 1};
    else if (index_get(&m->names.section, NULL, fold) != INDEX_NONE)
        found->length = strlen(text);
    return true;
}

static struct found
name_at(struct mapper *m, const char *text, struct arena *scratch)
{
    struct found found = {0};
    size_t length = 0;

    if (!may_begin(m, text))
        return found;
    for (size_t i = 0; i < m->names.words && length < SPAN_CAP; i++) {
        while (is_part(text[length]))
            length++;
        if (!take(m, arena_slice(scratch, text, length), i > 0, &found,
                  scratch))
            break;
        length += gap_length(text + length);
        if (!is_part(text[length]))
            break;
    }
    if (scratch->total > SCRATCH_CAP)
        arena_free(scratch);
    return found;
}

/* ---- what is no right ---------------------------------------------------- */

/* How long the longest of the phrases is that the text begins with; 0: none. */
static size_t
phrase_length(const char *list, const char *text)
{
    size_t longest = 0;

    for (size_t n; *list != '\0'; list += n + (list[n] == '|')) {
        n = strcspn(list, "|");
        if (n > longest && strncasecmp(list, text, n) == 0 && !is_part(text[n]))
            longest = n;
    }
    return longest;
}

/* "Create a new API user": that is what the rights are given to. */
static size_t
login_length(const char *text)
{
    size_t n = phrase_length("create|add|make|generate|set up", text);
    size_t one = 0, word = n;

    for (; word > 0 && text[n] == ' '; n += word) {
        word = phrase_length(
            "a|an|new|the|your|own|another|dedicated|separate|custom",
            text + ++n);
        one += word;
    }
    word = one == 0 ? 0
                    : phrase_length("api member|api user|api-only user|"
                                    "api only user|api account|api key|"
                                    "integration user|service account|"
                                    "security role|security level|role",
                                    text + n);
    return word == 0 ? 0 : n + word;
}

/* The way to the screen where rights are set. */
static size_t
way_length(const struct mapper *m, const char *text)
{
    const char *screen = m->source->phrases->screen, *end;
    size_t n = 0, found = 0;

    for (; (end = strstr(screen, " > ")) != NULL; screen = end + 3) {
        size_t length = (size_t)(end - screen), from = n;

        n += strspn(text + n, " >-\xe2\x86\x92\xc2\xbb"); /* any arrow */
        if (strncasecmp(screen, text + n, length) != 0)
            break;
        n += length;
        found = from > 0 && text[n] != ':' ? n : 0;
    }
    return found;
}

/* Whether one of the phrases ends right before that place, behind a blank. */
static bool
stands_before(const char *list, const char *text, const char *at)
{
    size_t room = (size_t)(at - text);

    for (size_t n; *list != '\0'; list += n + (list[n] == '|')) {
        n = strcspn(list, "|");
        if (room > n && at[-1] == ' ' && strncasecmp(list, at - 1 - n, n) == 0)
            return true;
    }
    return false;
}

/* How long what stands at that place is, if it can name no right; 0: it may. */
static size_t
passed(const struct mapper *m, const char *text, const char *at)
{
    size_t length = way_length(m, at);
    const char *before = at;

    if (length > 0 &&
        stands_before("go to|navigate to|browse to|head to", text, at))
        return length;
    while (before > text && before[-1] == ' ')
        before--;
    return before == text || strchr(".:!\n", before[-1]) != NULL
               ? login_length(at)
               : 0;
}

/* Where a word begins, from there on; the end of the text if none does. */
static const char *
word_after(const char *text, const char *at)
{
    while (*at != '\0' && (!is_part(*at) || (at > text && is_part(at[-1]))))
        at++;
    return at;
}

/* The same, past what can name no right. */
static const char *
next_word(const struct mapper *m, const char *text, const char *at)
{
    at = word_after(text, at);
    for (size_t n; (n = passed(m, text, at)) > 0;)
        at = word_after(text, at + n);
    return at;
}

/* ---- what is ------------------------------------------------------------- */

/* Whether it stands for a right where it stands beside a name. "Companies",
 * which is a level too, is one of both. */
static bool
is_right(const struct token *token, int name)
{
    return token->said == SAID_VERB || token->said == SAID_FULL || name > 1 ||
           (token->said == SAID_LEVEL && name == 0) ||
           (token->said == SAID_YES && token->length > 2);
}

/* Where what is said of a verb ends, behind that word; NULL: nothing is. */
static const char *
verb_end(const char *verb, const struct token *token, bool goes_on)
{
    if (token->said == SAID_VERB ||
        (goes_on && (token->said == SAID_FILLER || token->said == SAID_IS)))
        return token->text + token->length;
    return verb != NULL && token->text < verb ? verb : NULL;
}

static bool
is_false_start(const struct mapper *m, const char *text, int found)
{
    return found == 0 && may_begin(m, text);
}

bool
names_right(struct mapper *m, const char *text)
{
    static const char signs[] = " :=-(|\xe2\x80\x93\x94"; /* dashes too */
    struct arena scratch = {0};
    const char *verb = NULL; /* where what is said of a verb ends */
    bool name = false, word = false;
    uint32_t begun = 0; /* what only begins like names; nobody writes so many,
                           and it is asked about before it takes long */

    for (const char *at = next_word(m, text, text);
         *at != '\0' && begun <= BEGUN_CAP && !(name && word);
         at = next_word(m, text, at + 1)) {
        struct token token = token_at(&m->lexicon, at);
        int found = name_at(m, at, &scratch).name;
        bool goes_on = verb != NULL && at <= verb + strspn(verb, signs);

        begun += is_false_start(m, at, found);
        word = word || is_right(&token, found);
        /* "View All", "View level set to All": a verb and a grade need no
         * name. */
        name = name || found > 0 || (goes_on && token.said == SAID_LEVEL);
        verb = verb_end(verb, &token, goes_on);
    }
    arena_free(&scratch);
    return (name && word) || begun > BEGUN_CAP;
}

bool
names_alone(struct mapper *m, const char *text)
{
    struct arena scratch = {0};
    bool name = false, other = false;

    for (const char *at = word_after(text, text); *at != '\0' && !other;) {
        struct token token = token_at(&m->lexicon, at);
        struct found found = name_at(m, at, &scratch);

        name = name || found.name > 0;
        other =
            found.length == 0 && token.said != SAID_FILLER &&
            token.said != SAID_AND &&
            !is_listed("of|in|on|for|the|module|modules|section|function|api",
                       at, token.length);
        at = word_after(text,
                        at + (found.length > 0 ? found.length : token.length));
    }
    arena_free(&scratch);
    return name && !other;
}
