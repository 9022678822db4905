/* The words of cells: a table, and finding what stands in a text. */
#include "base/text.h"
#include "rules/import/parts.h"
#include "rules/model/scale.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

static const char yes_phrases[] =
    "yes|y|x|true|on|checked|enabled|ticked|selected|tick|check mark|"
    "\xe2\x9c\x93|\xe2\x9c\x94|\xe2\x9c\x94\xef\xb8\x8f|\xe2\x9c\x85|"
    "\xe2\x98\x91|\xe2\x98\x91\xef\xb8\x8f";

static const struct {
    const char *phrases;
    enum said said;
} generic[] = {
    {"no|n|none|n/a|na|not applicable|false|off|unchecked|disabled|not needed|"
     "not required|not enabled|not checked|nothing|\xe2\x9c\x97|\xe2\x9c\x98|"
     "\xe2\x9d\x8c|\xe2\x9c\x96|\xe2\x98\x90|\xe2\x98\x92",
     SAID_NO},
    {"-|--|---|\xe2\x80\x93|\xe2\x80\x94|\xe2\x88\x92", SAID_DASH},
    {yes_phrases, SAID_YES},
    {"write", SAID_WRITE},
    {"level|levels|only|set|access|permission|permissions|right|rights",
     SAID_FILLER},
    {":|=|to|\xe2\x86\x92|->|>", SAID_IS},
    {",|;|+|\xc2\xb7|\xe2\x80\xa2", SAID_COMMA},
    {"\n", SAID_FEED},
    {"/|&|and", SAID_AND},
    {"(|[", SAID_OPEN},
    {")|]", SAID_CLOSE},
    {"*|**|\xe2\x80\xa0|\xe2\x80\xa1|\xc2\xa7|\xc2\xb9|\xc2\xb2|\xc2\xb3",
     SAID_MARK},
    {"not|never|except|unless|without|but|cannot|don't|no longer|previously|"
     "formerly|deprecated|obsolete|removed|revoke|revoked|denied|deny|"
     "forbidden|"
     "prohibited|avoid|excluded|excluding",
     SAID_NOT},
    {"recommended|optional|nice to have", SAID_LESS},
    {"required|mandatory|needed|necessary|must|always", SAID_MUST},
    {"or|either|one of|any of|choose one|choose the row|depending on|"
     "whichever|alternatively",
     SAID_OR},
    {"full|crud|manage", SAID_FULL},
};

/* What vendors call a verb of a catalogue, if it has it. */
static const char *const verbs[][2] = {
    {"view", "read|query|read-only|view-only"},
    {"inquire", "inquiry|read|view|read-only|view-only"},
    {"add", "create"},
    {"edit", "update|modify|change"},
    {"delete", "remove"},
};

const char *
phrase_next(struct arena *arena, const char **list)
{
    size_t length;
    const char *phrase;

    if (*list == NULL)
        return NULL;
    length = strcspn(*list, "|");
    phrase = arena_slice(arena, *list, length);
    *list = (*list)[length] == '|' ? *list + length + 1 : NULL;
    return phrase;
}

static unsigned char
low(char c)
{
    return (unsigned char)tolower((unsigned char)c);
}

/* The first meaning of a phrase holds. */
static void
add(struct lexicon *lexicon, const char *phrase, struct word word,
    struct arena *arena)
{
    const struct word **first = &lexicon->first[low(*phrase)];
    struct word *kept;

    for (const struct word *at = *first; at != NULL; at = at->next)
        if (text_same_fold(at->phrase, phrase))
            return;
    kept = arena_new(arena, struct word, 1);
    *kept = word;
    kept->phrase = phrase;
    kept->length = strlen(phrase);
    kept->next = *first;
    *first = kept;
}

static void
add_all(struct lexicon *lexicon, const char *list, struct word word,
        struct arena *arena)
{
    for (const char *phrase; (phrase = phrase_next(arena, &list)) != NULL;)
        add(lexicon, phrase, word, arena);
}

/* The scale of the grants, in its own words and in those of the provider's
 * table; its lowest grade asks for nothing. */
static void
add_levels(struct lexicon *lexicon, const struct import_source *source,
           struct arena *arena)
{
    const struct scale *scale = source->catalogue->right[0].scale;

    for (uint32_t g = 0; g < scale->n; g++) {
        struct word word = {
            .said = g == 0 ? SAID_NO : SAID_LEVEL, .value = g, .own = true};

        add(lexicon, scale->word[g], word, arena);
        add(lexicon, scale->title[g], word, arena);
    }
    for (uint32_t i = 0; i < source->phrases->n; i++) {
        const struct import_phrase *row = &source->phrases->row[i];
        int64_t grade;

        if (row->kind == IMPORT_LEVEL && scale_from(scale, row->name, &grade))
            add_all(lexicon, row->words,
                    (struct word){.said = grade == 0 ? SAID_NO : SAID_LEVEL,
                                  .value = grade,
                                  .own = row->own},
                    arena);
    }
}

static void
add_verbs(struct lexicon *lexicon, const struct import_source *source,
          struct arena *arena)
{
    const struct catalogue *catalogue = source->catalogue;

    for (uint32_t v = 0; v < catalogue->n_verb; v++)
        add(lexicon, catalogue->verb[v].title,
            (struct word){.said = SAID_VERB, .value = v, .own = true}, arena);
    for (uint32_t v = 0; v < catalogue->n_verb; v++)
        for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
            if (text_same(verbs[i][0], catalogue->verb[v].word))
                add_all(lexicon, verbs[i][1],
                        (struct word){.said = SAID_VERB, .value = v}, arena);
    for (uint32_t i = 0; i < source->phrases->n; i++) {
        const struct import_phrase *row = &source->phrases->row[i];

        if (row->kind == IMPORT_VERB)
            add_all(lexicon, row->words,
                    (struct word){.said = SAID_VERB,
                                  .value = catalogue_verb(catalogue, row->name),
                                  .own = row->own},
                    arena);
    }
}

void
lexicon_make(struct lexicon *lexicon, const struct import_source *source,
             struct arena *arena)
{
    add_levels(lexicon, source, arena);
    add_verbs(lexicon, source, arena);
    for (size_t i = 0; i < sizeof generic / sizeof *generic; i++)
        add_all(lexicon, generic[i].phrases,
                (struct word){.said = generic[i].said, .own = true}, arena);
}

struct footnote *
footnote_of(const struct lexicon *lexicon, const char *mark, size_t length)
{
    for (uint32_t i = 0; i < lexicon->n; i++)
        if (is_listed(lexicon->footnote[i].mark, mark, length))
            return &lexicon->footnote[i];
    return NULL;
}

static bool
is_letter(char c)
{
    return isalnum((unsigned char)c) != 0 || c == '\'' || c == '_';
}

static size_t
unknown_length(const char *text)
{
    size_t n = *text != '\0';

    if (is_letter(*text))
        while (is_letter(text[n]) || (text[n] == '-' && is_letter(text[n + 1])))
            n++;
    else
        while (((unsigned char)text[n] & 0xc0) == 0x80) /* of one character */
            n++;
    return n;
}

static bool
stands(const struct word *word, const char *text)
{
    return strncasecmp(word->phrase, text, word->length) == 0 &&
           (!is_letter(word->phrase[word->length - 1]) ||
            (!is_letter(text[word->length]) &&
             !(text[word->length] == '-' &&
               is_letter(text[word->length + 1]))));
}

struct token
token_at(const struct lexicon *lexicon, const char *text)
{
    static const struct word other = {.phrase = ""};
    struct token token = {SAID_OTHER, &other, text, 0};

    for (const struct word *word = lexicon->first[low(*text)]; word != NULL;
         word = word->next)
        if (word->length > token.length && stands(word, text))
            token = (struct token){word->said, word, text, word->length};
    if (token.length == 0)
        token.length = unknown_length(text);
    return token;
}

bool
token_is_yes(const struct token *token)
{
    return token->said == SAID_YES ||
           (token->said == SAID_LEVEL &&
            is_listed(yes_phrases, token->text, token->length));
}

const struct footnote *
footnote_in(const struct lexicon *lexicon, const char *text)
{
    static const struct footnote several = {.mark = ""};
    const struct footnote *found = NULL, *one;

    while (*text != '\0') {
        struct token token = token_at(lexicon, text);

        one = NULL;
        if (token.said == SAID_MARK)
            one = footnote_of(lexicon, text, token.length);
        else if (token.said == SAID_OPEN)
            one = footnote_of(lexicon, text + 1, strcspn(text + 1, ")]"));
        if (one != NULL && !text_same(one->condition, ""))
            found = found == NULL || found == one ? one : &several;
        text += token.length;
    }
    return found;
}

bool
is_condition(const char *text)
{
    size_t length = strcspn(text, " ");

    return text[length] == ' ' &&
           is_listed("if|only|when|where|while|provided", text, length);
}

const char *
id_slug(struct arena *arena, const char *text, size_t cap)
{
    struct out out = {.limit = cap};
    bool gap = false;

    for (; *text != '\0' && !out.failed; text++) {
        char c = (char)low(*text);

        if (isalnum((unsigned char)c) == 0 || (unsigned char)c > 127) {
            gap = gap || *text != '\'';
            continue;
        }
        if (gap && out.length > 0)
            (void)out_text(&out, "-");
        gap = false;
        (void)out_bytes(&out, &c, 1);
    }
    while (out.length > 0 && out.bytes[out.length - 1] == '-')
        out.bytes[--out.length] = '\0';
    return out_kept(&out, arena);
}
