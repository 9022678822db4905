/* Words: taking Markdown's markup off, bringing phrases into a form in which
 * they can be compared, and making ids of them. */
#include "base/text.h"
#include "rules/import/parts.h"

#include <stdlib.h>
#include <string.h>

enum { SLUG_CAP = 48, MARKUP_CAP = 500 };

static const struct {
    const char *from, *to;
} references[] = {
    {"&amp;", "&"},          {"&nbsp;", " "},
    {"&lt;", "<"},           {"&gt;", ">"},
    {"&quot;", "\""},        {"&#39;", "'"},
    {"&#124;", "|"},         {"<br>", "\n"},
    {"<br/>", "\n"},         {"<br />", "\n"},
    {"\xC2\xA0", " "},                              /* no-break space */
    {"\xE2\x80\x93", "-"},                          /* dashes */
    {"\xE2\x80\x94", "-"},   {"\xE2\x80\x98", "'"}, /* quotation marks */
    {"\xE2\x80\x99", "'"},   {"\xE2\x80\x9C", "\""},
    {"\xE2\x80\x9D", "\""},  {"\xE2\x80\xA2", ", "}, /* bullet */
    {"\xE2\x9C\x93", "yes"},                         /* check marks */
    {"\xE2\x9C\x94", "yes"}, {"\xE2\x9C\x85", "yes"},
    {"\xE2\x98\x91", "yes"}, {"\xE2\x9C\x97", "no"}, /* crosses */
    {"\xE2\x9C\x98", "no"},  {"\xE2\x9D\x8C", "no"},
    {"\xEF\xB8\x8F", ""},  /* variation selector after a check mark */
    {"\xEF\xBF\xBD", " "}, /* what was no text */
};

static bool
letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           ((unsigned char)c & 0x80) != 0;
}

static bool
digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool
upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static char
lower(char c)
{
    return upper(c) ? (char)(c - 'A' + 'a') : c;
}

static const char *
slice_trimmed(struct arena *arena, const char *from, const char *to)
{
    while (from < to && strchr(" \t\n", *from) != NULL)
        from++;
    while (to > from && strchr(" \t\n", to[-1]) != NULL)
        to--;
    return arena_slice(arena, from, (size_t)(to - from));
}

/* Where markup that is open here can close: not far, so that text full of
 * openings costs no more than other text. */
static size_t
reach(const char *at, const char *end)
{
    return (size_t)(end - at) < MARKUP_CAP ? (size_t)(end - at) : MARKUP_CAP;
}

/* How long a tag or the target of a link is that starts here; else 0. */
static size_t
markup_length(const char *at, const char *end, char before)
{
    const char *close;

    if (at == end)
        return 0;
    if (at[0] == '<' && at + 1 < end && (letter(at[1]) || at[1] == '/'))
        close = memchr(at, '>', reach(at, end));
    else if (at[0] == '(' && before == ']')
        close = memchr(at, ')', reach(at, end));
    else
        return 0;
    return close == NULL ? 0 : (size_t)(close - at) + 1;
}

/* The replacement of a character reference or sign that starts here. */
static const char *
reference_at(const char *at, const char *end, size_t *length)
{
    for (size_t i = 0; i < sizeof references / sizeof *references; i++) {
        *length = strlen(references[i].from);
        if (*length <= (size_t)(end - at) &&
            memcmp(at, references[i].from, *length) == 0)
            return references[i].to;
    }
    return NULL;
}

/* Emphasis: "*" and "`" anywhere, "_" and "~" only doubled or at the edge of
 * a word, so that names keep theirs. */
static bool
emphasis(const char *from, const char *at, const char *end)
{
    bool after = at > from && (letter(at[-1]) || digit(at[-1]));
    bool before = at + 1 < end && (letter(at[1]) || digit(at[1]));

    if (*at == '*' || *at == '`')
        return true;
    return (*at == '_' || *at == '~') && !(after && before);
}

/* Whether a "[" opens the text of a link. */
static bool
link_text(const char *at, const char *end)
{
    const char *close = memchr(at, ']', reach(at, end));

    return close != NULL && close + 1 < end && close[1] == '(';
}

/* What stands in the place of markup that starts here, and its length; NULL
 * if none does. */
static const char *
markup_at(const char *from, const char *at, const char *end, size_t *skip)
{
    const char *to = reference_at(at, end, skip);

    if (to != NULL)
        return to;
    *skip = 1;
    if (emphasis(from, at, end) || (*at == '[' && link_text(at, end)))
        return "";
    if (*at == ']') {
        *skip = 1 + markup_length(at + 1, end, ']');
        return *skip > 1 ? "" : NULL;
    }
    *skip = markup_length(at, end, ' ');
    return *skip > 0 ? "" : NULL;
}

static bool
escaped(const char *at, const char *end)
{
    return *at == '\\' && at + 1 < end &&
           strchr("\\`*_{}[]()#+-.!|<>~\"'&/:@", at[1]) != NULL;
}

const char *
import_plain(struct arena *arena, const char *text, size_t length)
{
    const char *at = text, *end = text + length;
    char *plain = arena_new(arena, char, length + 1);
    size_t n = 0, skip = 0;

    while (at < end) {
        const char *to = NULL;

        if (escaped(at, end))
            at++;
        else
            to = markup_at(text, at, end, &skip);
        if (to == NULL) {
            plain[n++] = *at == '\t' ? ' ' : *at;
            at++;
            continue;
        }
        while (*to != '\0')
            plain[n++] = *to++;
        at += skip;
    }
    return slice_trimmed(arena, plain, plain + n);
}

/* Words that tell one phrase from another as little as the spaces do; those
 * behind the NULL do so only where nothing fits the phrase with them. */
static const char *const empty_words[] = {
    "a",    "an",   "the",    "of",     "with",    "and",    NULL,
    "flag", "data", "object", "record", "setting", "entity", "field"};

enum keep {
    KEEP_ALL,  /* every word */
    KEEP_MOST, /* not those before the NULL */
    KEEP_LEAST /* none of them */
};

static bool
kept(const char *word, enum keep keep)
{
    bool most = true;

    for (size_t i = 0; i < sizeof empty_words / sizeof *empty_words; i++) {
        most = most && empty_words[i] != NULL;
        if (text_same(word, empty_words[i]))
            return keep == KEEP_ALL || (keep == KEEP_MOST && !most);
    }
    return true;
}

/* The singular of a lower-case word, in place. Crude, and the same for both
 * sides of every comparison. */
static void
singular(char *word)
{
    size_t n = strlen(word);

    if (n > 4 && text_ends(word, "ies")) {
        memcpy(word + n - 3, "y", 2);
    } else if (n > 4 && (text_ends(word, "sses") || text_ends(word, "xes") ||
                         text_ends(word, "uses"))) {
        word[n - 2] = '\0';
    } else if (n > 3 && word[n - 1] == 's' &&
               strchr("sui", word[n - 2]) == NULL) {
        word[n - 1] = '\0';
    }
}

/* Where the word ends that begins here: camel case takes words apart. */
static const char *
word_end(const char *at)
{
    const char *from = at;

    while (letter(*at) || digit(*at)) {
        if (at > from && upper(*at) &&
            (!upper(at[-1]) ||
             (letter(at[1]) && !upper(at[1]) && at[1] != 's')))
            break;
        at++;
    }
    return at;
}

static char *
word_next(struct arena *arena, const char **at)
{
    const char *end;
    char *word;

    while (**at != '\0' && !letter(**at) && !digit(**at))
        (*at)++;
    if (**at == '\0')
        return NULL;
    end = word_end(*at);
    word = arena_new(arena, char, (size_t)(end - *at) + 1);
    for (size_t i = 0; *at < end; i++, (*at)++)
        word[i] = lower(**at);
    return word;
}

static const char *
key_of(struct arena *arena, const char *text, enum keep keep)
{
    char *key = arena_new(arena, char, 2 * strlen(text) + 2);
    size_t n = 0;
    char *word;

    while ((word = word_next(arena, &text)) != NULL) {
        singular(word);
        if (!kept(word, keep))
            continue;
        if (n > 0)
            key[n++] = ' ';
        for (const char *p = word; *p != '\0'; p++)
            key[n++] = *p;
    }
    return key;
}

const char *
import_key_whole(struct arena *arena, const char *text)
{
    return key_of(arena, text, KEEP_ALL);
}

const char *
import_key(struct arena *arena, const char *text)
{
    return key_of(arena, text, KEEP_MOST);
}

const char *
import_key_least(struct arena *arena, const char *text)
{
    return key_of(arena, text, KEEP_LEAST);
}

/* Whether a new word begins here in what is written together. */
static bool
hump(const char *text, size_t at)
{
    return at > 0 && upper(text[at]) && text[at - 1] >= 'a' &&
           text[at - 1] <= 'z';
}

static bool
slug_char(char c)
{
    return ((unsigned char)c & 0x80) == 0 && (letter(c) || digit(c));
}

const char *
import_slug(struct arena *arena, const char *text)
{
    char *slug = arena_new(arena, char, SLUG_CAP + 3);
    size_t n = 0;

    for (size_t i = 0; text[i] != '\0' && n < SLUG_CAP; i++) {
        bool apart = !slug_char(text[i]) && text[i] != '\'';

        if ((apart || hump(text, i)) && n > 0 && slug[n - 1] != '-')
            slug[n++] = '-';
        if (slug_char(text[i]))
            slug[n++] = lower(text[i]);
    }
    while (n > 0 && slug[n - 1] == '-')
        slug[--n] = '\0';
    return slug;
}

bool
import_key_has(const char *key, const char *words)
{
    size_t n = strlen(words);

    for (const char *at = key; n > 0 && (at = strstr(at, words)) != NULL; at++)
        if ((at == key || at[-1] == ' ') && (at[n] == ' ' || at[n] == '\0'))
            return true;
    return false;
}

const char *
import_piece(struct arena *arena, const char **list, char separator)
{
    while (*list != NULL && **list != '\0') {
        const char *from = *list, *end = strchr(from, separator);
        const char *piece;

        if (end == NULL)
            end = from + strlen(from);
        *list = *end == '\0' ? end : end + 1;
        piece = slice_trimmed(arena, from, end);
        if (*piece != '\0')
            return piece;
    }
    return NULL;
}
