/* Secrets that come back in a server's words, however they are spelled there.
 * A word is followed through the text letter by letter; each letter may stand
 * as itself or in any of the ways in which URLs, forms, JSON and HTML write it.
 * All is marked before anything is replaced: one secret may hold a part of
 * another, and no part of either may stay. */
#include "base/base64.h"
#include "base/out.h"
#include "base/text.h"
#include "scanner/engine/secret.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

/* TAIL, CODED_TAIL: so many letters of a secret at the end of a text are one
 * that was cut. BASE64_LEAST and HEX_LEAST: fewer are no sign of a secret.
 * WORK: letters compared for one text; a server could make it many. STRANGE:
 * so many letters that make no word may be a secret that is not known here. */
enum {
    TAIL = 4,
    CODED_TAIL = 8,
    BASE64_LEAST = 6,
    HEX_LEAST = 8,
    WORK = 10000000,
    STRANGE = 32
};

struct scrub {
    const char *text;
    size_t length; /* of the text */
    bool *hidden;  /* for each byte of the text */
    uint32_t work;
    bool any;
};

/* ---- letters ------------------------------------------------------------- */

/* A character of a word: its bytes, and its number. */
struct letter {
    const char *bytes;
    size_t n;
    uint32_t point;
};

static struct letter
letter_at(const char *word)
{
    const unsigned char *p = (const unsigned char *)word;
    struct letter one = {word, 1, *p}, more = {word, 1, 0};

    if (*p < 0xC2 || *p > 0xF4)
        return one;
    more.n = *p < 0xE0 ? 2 : *p < 0xF0 ? 3 : 4;
    more.point = *p & (0x7FU >> more.n);
    for (size_t i = 1; i < more.n; i++) {
        if ((p[i] & 0xC0) != 0x80)
            return one;
        more.point = more.point << 6 | (p[i] & 0x3F);
    }
    return more;
}

static uint32_t
fold(uint32_t point)
{
    return point >= 'A' && point <= 'Z' ? point + ('a' - 'A') : point;
}

/* The number of at least `least` digits at text, at most `most`; *n is how many
 * there were, 0 if too few. */
static uint32_t
number_at(const char *text, unsigned base, size_t least, size_t most, size_t *n)
{
    static const char digits[] = "0123456789abcdef";
    uint32_t number = 0;

    for (*n = 0; *n < most; ++*n) {
        const char *digit =
            text[*n] != '\0'
                ? memchr(digits, (int)fold((unsigned char)text[*n]), base)
                : NULL;

        if (digit == NULL)
            break;
        number = number * base + (uint32_t)(digit - digits);
    }
    if (*n < least)
        *n = 0;
    return number;
}

/* "%C3%A9", and "+" for a space. */
static size_t
as_percent(const char *text, const struct letter *letter)
{
    size_t n;

    if (letter->point == ' ' && *text == '+')
        return 1;
    for (size_t i = 0; i < letter->n; i++, text += 3) {
        if (*text != '%' ||
            fold(number_at(text + 1, 16, 2, 2, &n)) !=
                fold((unsigned char)letter->bytes[i]) ||
            n == 0)
            return 0;
    }
    return 3 * letter->n;
}

/* A character beyond U+FFFF out of the two halves that JSON makes of it; 0 if
 * these are none. */
static uint32_t
joined(uint32_t first, uint32_t second)
{
    if (first < 0xD800 || first > 0xDBFF || second < 0xDC00 || second > 0xDFFF)
        return 0;
    return 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00);
}

/* "\/", "\u00e9", and two of these beyond U+FFFF (RFC 8259, section 7). */
static size_t
as_json(const char *text, const struct letter *letter)
{
    uint32_t point;
    size_t n;

    if (text[0] != '\\')
        return 0;
    if (text[1] != 'u')
        return letter->n == 1 && text[1] == letter->bytes[0] ? 2 : 0;
    point = number_at(text + 2, 16, 4, 4, &n);
    if (n == 0)
        return 0;
    if (fold(point) == fold(letter->point))
        return 6;
    if (!text_starts(text + 6, "\\u"))
        return 0;
    point = joined(point, number_at(text + 8, 16, 4, 4, &n));
    return n > 0 && point == letter->point ? 12 : 0;
}

/* "&amp;", "&#38;", "&#x26;". */
static size_t
as_html(const char *text, const struct letter *letter)
{
    static const struct {
        const char *name;
        uint32_t point;
    } row[] = {{"&amp;", '&'},    {"&lt;", '<'},    {"&gt;", '>'},
               {"&quot;", '"'},   {"&apos;", '\''}, {"&plus;", '+'},
               {"&equals;", '='}, {"&sol;", '/'},   {"&commat;", '@'}};
    size_t n, from = 2;
    uint32_t point;

    if (text[0] != '&')
        return 0;
    for (size_t i = 0; i < sizeof row / sizeof *row; i++)
        if (row[i].point == letter->point && text_starts(text, row[i].name))
            return strlen(row[i].name);
    if (text[1] != '#')
        return 0;
    from += text[2] == 'x' || text[2] == 'X';
    point = number_at(text + from, from == 3 ? 16 : 10, 1, 8, &n);
    if (n == 0 || fold(point) != fold(letter->point))
        return 0;
    return from + n + (text[from + n] == ';');
}

/* How many bytes of text spell the letter, or 0. Where it can be read in two
 * ways ("%25" as itself and as "%"), plain tells which comes first. */
static size_t
spelled(const char *text, const struct letter *letter, bool plain)
{
    size_t as_is =
        strncasecmp(text, letter->bytes, letter->n) == 0 ? letter->n : 0;
    size_t n = 0;

    if (as_is > 0 && plain)
        return as_is;
    if (strchr("%+\\&", *text) != NULL) {
        n = as_percent(text, letter);
        n = n > 0 ? n : as_json(text, letter);
        n = n > 0 ? n : as_html(text, letter);
    }
    return n > 0 ? n : as_is;
}

/* ---- words --------------------------------------------------------------- */

/* Whether a text was cut here: nothing more, half an escape, or the dots of
 * text_clean. */
static bool
is_cut(const char *rest)
{
    if (*rest != '\0' && strchr("%\\&", *rest) != NULL)
        rest += 1 + strspn(rest + 1, "#uUxX0123456789abcdefABCDEF");
    return *rest == '\0' || text_same(rest, "...");
}

/* What is looked for, and how many bytes beside it are hidden as well. */
struct word {
    const char *letters;
    uint32_t tail;
    size_t left, right;
    bool alone; /* only where it does not stand within another word */
};

/* How many bytes from text on spell the word, or its beginning where the text
 * was cut; or 0. */
static size_t
follow(struct scrub *scrub, const char *text, const struct word *wanted,
       bool plain)
{
    const char *at = text, *word = wanted->letters;

    for (uint32_t letters = 0; *word != '\0'; letters++) {
        struct letter letter = letter_at(word);
        size_t n = *at == '\0' ? 0 : spelled(at, &letter, plain);

        scrub->work++;
        if (n == 0)
            return letters >= wanted->tail && is_cut(at)
                       ? (size_t)(at - text) + strlen(at)
                       : 0;
        at += n;
        word += letter.n;
    }
    return (size_t)(at - text);
}

/* Whether the n bytes at p are no part of a longer word; an escape is none. */
static bool
stands_alone(const char *text, const char *p, size_t n)
{
    bool escape = p - text >= 3 && p[-3] == '%';

    return (p == text || escape || !isalnum((unsigned char)p[-1])) &&
           !isalnum((unsigned char)p[n]);
}

static void
mark(struct scrub *scrub, struct word word)
{
    for (const char *p = scrub->text; *word.letters != '\0' && *p != '\0';
         p++) {
        size_t from = (size_t)(p - scrub->text), n, other;

        if (scrub->work > WORK)
            return;
        n = follow(scrub, p, &word, true);
        other = follow(scrub, p, &word, false);
        if (other > n)
            n = other;
        if (n == 0 || (word.alone && !stands_alone(scrub->text, p, n)))
            continue;
        n += strnlen(p + n, word.right);
        if (from >= word.left) {
            from -= word.left;
            n += word.left;
        }
        memset(scrub->hidden + from, true, n);
        scrub->any = true;
    }
}

static void
mark_hex(struct scrub *scrub, const char *value)
{
    static const char digit[] = "0123456789abcdef";
    struct out out = {0};

    if (scrub->length < HEX_LEAST)
        return;
    for (const char *p = value; *p != '\0'; p++) {
        const char two[] = {digit[(unsigned char)*p >> 4], digit[*p & 15]};

        (void)out_bytes(&out, two, sizeof two);
    }
    if (out.length >= HEX_LEAST)
        mark(scrub, (struct word){out_string(&out), CODED_TAIL, 0, 0, false});
    out_free(&out);
}

/* In the letters of RFC 4648, section 4, and in those of section 5. */
static void
mark_coded(struct scrub *scrub, struct word word, char *letters)
{
    word.letters = letters;
    mark(scrub, word);
    if (strpbrk(letters, "+/") == NULL)
        return;
    for (char *p = letters; *p != '\0'; p++)
        *p = *p == '+' ? '-' : *p == '/' ? '_' : *p;
    mark(scrub, word);
}

/* In base64 a value has three faces, by how many bytes stand before it (as in
 * "Basic" the user's name). The letters that also hold bits of a neighbour are
 * not looked for, but hidden with the rest. */
static void
mark_base64(struct scrub *scrub, const char *value)
{
    size_t length = strlen(value);

    if (scrub->length < BASE64_LEAST)
        return;
    for (size_t before = 0; before < 3; before++) {
        struct out plain = {0}, coded = {0};
        size_t bits = (before + length) * 8, from = (before * 8 + 5) / 6;
        struct word word = {NULL, CODED_TAIL, before > 0, bits % 6 > 0, false};

        (void)out_bytes(&plain, "\0\0", before);
        (void)out_bytes(&plain, value, length);
        base64_put(&coded, plain.bytes, plain.length);
        coded.bytes[bits / 6] = '\0';
        if (bits / 6 - from >= BASE64_LEAST)
            mark_coded(scrub, word, coded.bytes + from);
        out_free(&plain);
        out_free(&coded);
    }
}

/* What was cleaned already has other letters where the secret is no clean
 * text, as hardly any is. */
static void
mark_cleaned(struct scrub *scrub, const char *value, bool alone)
{
    /* More letters than the text has bytes, at four bytes a letter: what comes
     * after these cannot be in it, and a token may have many. */
    size_t most = 4 * (scrub->length + 1);
    struct arena mem = {0};
    const char *clean;

    if (text_is_clean(value, strlen(value)))
        return;
    if (strnlen(value, most + 1) > most)
        value = arena_slice(&mem, value, most);
    clean = text_clean(&mem, value, strlen(value), SECRET_LENGTH_CAP);
    mark(scrub, (struct word){clean, TAIL, 0, 0, alone});
    arena_free(&mem);
}

static void
mark_value(struct scrub *scrub, const char *value, bool alone)
{
    if (value[0] == '\0')
        return;
    mark(scrub, (struct word){value, TAIL, 0, 0, alone});
    mark_cleaned(scrub, value, alone);
    mark_hex(scrub, value);
    mark_base64(scrub, value);
}

/* A token that was forgotten, since another took its place, or that is somebody
 * else's, may come back too. Words, names, numbers and hashes in hexadecimal
 * have no capitals, small letters and digits in one piece that long. */
static void
mark_strange(struct scrub *scrub)
{
#define CAPITALS "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define SMALL    "abcdefghijklmnopqrstuvwxyz"
#define DIGITS   "0123456789"
    size_t n;

    for (const char *p = scrub->text; *p != '\0'; p += n > 0 ? n : 1) {
        n = strspn(p, CAPITALS SMALL DIGITS "-_");
        if (n < STRANGE || strcspn(p, CAPITALS) >= n ||
            strcspn(p, SMALL) >= n || strcspn(p, DIGITS) >= n)
            continue;
        memset(scrub->hidden + (p - scrub->text), true, n);
        scrub->any = true;
    }
}

/* The other form of tokens: a number, and behind it pieces of hexadecimal with
 * dots between. A hash has no number and dot before it. */
static void
mark_numbered(struct scrub *scrub)
{
    static const char hex[] = "0123456789abcdefABCDEF";
    size_t n;

    for (const char *p = scrub->text; *p != '\0'; p += n > 0 ? n : 1) {
        n = strspn(p, hex);
        if (n < STRANGE || p - scrub->text < 2 || p[-1] != '.' ||
            !isdigit((unsigned char)p[-2]))
            continue;
        while (p[n] == '.' && strspn(p + n + 1, hex) > 0)
            n += 1 + strspn(p + n + 1, hex);
        memset(scrub->hidden + (p - scrub->text), true, n);
        scrub->any = true;
    }
}

/* Where the account lives is no secret, nor what is plain: hidden, the name of
 * a tenant would blank every word that is written so. A file never goes out, so
 * that it cannot come back; what is made of it is learned. A person's name may
 * be part of any word; an address is part of none. */
static void
mark_all(struct scrub *scrub, const struct secrets *secrets)
{
    for (uint32_t i = 0; i < secrets->n; i++) {
        const struct credential *credential = &secrets->credential[i];

        if (!credential->plain && !credential->file &&
            (secrets->site == NULL ||
             strcmp(credential->variable, secrets->site) != 0))
            mark_value(scrub, secret_reveal(&secrets->value[i]),
                       i == 0 && secrets->user_is_word);
    }
    for (uint32_t i = 0; i < LEARNED_CAP; i++)
        mark_value(scrub, secret_reveal(&secrets->learned[i].value), false);
    for (uint32_t i = 0; i < secrets->n_person; i++)
        mark_value(scrub, secrets->person[i],
                   strchr(secrets->person[i], '@') == NULL);
}

const char *
secrets_scrub(const struct secrets *secrets, const char *text,
              struct arena *arena)
{
    struct scrub scrub = {.text = text, .length = strlen(text)};
    struct out out = {0};

    if (secrets == NULL)
        return text;
    scrub.hidden = arena_new(arena, bool, scrub.length + 1);
    mark_all(&scrub, secrets);
    mark_strange(&scrub);
    mark_numbered(&scrub);
    if (scrub.work > WORK)
        return "***";
    if (!scrub.any)
        return text;
    for (size_t i = 0; text[i] != '\0'; i++)
        if (!scrub.hidden[i])
            (void)out_bytes(&out, text + i, 1);
        else if (i == 0 || !scrub.hidden[i - 1])
            (void)out_text(&out, "***");
    text = arena_text(arena, out_string(&out));
    out_free(&out);
    return text;
}
