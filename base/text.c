/* Cleaning, comparing and guessing words. */
#include "base/text.h"

#include <stdint.h>
#include <string.h>

enum { REPLACEMENT = 0xFFFD, WORD_CAP = 64, MISTAKES_MOST = 3 };

/* One character: its code point and the bytes it takes. A sequence that is
 * not UTF-8 gives REPLACEMENT and the bytes of its longest valid beginning
 * (at least 1), as the Unicode Standard recommends (3.9, U+FFFD). */
struct point {
    uint32_t code;
    size_t length;
    bool broken;
};

static struct point
decode(const unsigned char *p, size_t left)
{
    static const struct {
        unsigned char first, last, second_min, second_max, more;
    } form[] = {
        {0x00, 0x7F, 0, 0, 0},       {0xC2, 0xDF, 0x80, 0xBF, 1},
        {0xE0, 0xE0, 0xA0, 0xBF, 2}, {0xE1, 0xEC, 0x80, 0xBF, 2},
        {0xED, 0xED, 0x80, 0x9F, 2}, {0xEE, 0xEF, 0x80, 0xBF, 2},
        {0xF0, 0xF0, 0x90, 0xBF, 3}, {0xF1, 0xF3, 0x80, 0xBF, 3},
        {0xF4, 0xF4, 0x80, 0x8F, 3},
    };
    static const unsigned char mask[] = {0x7F, 0x1F, 0x0F, 0x07};

    for (size_t i = 0; i < sizeof form / sizeof *form; i++) {
        uint32_t code;
        size_t n = 1;

        if (p[0] < form[i].first || p[0] > form[i].last)
            continue;
        code = p[0] & mask[form[i].more];
        for (; n <= form[i].more; n++) {
            unsigned min = n == 1 ? form[i].second_min : 0x80;
            unsigned max = n == 1 ? form[i].second_max : 0xBF;

            if (n >= left || p[n] < min || p[n] > max)
                return (struct point){REPLACEMENT, n, true};
            code = code << 6 | (p[n] & 0x3F);
        }
        return (struct point){code, n, false};
    }
    return (struct point){REPLACEMENT, 1, true};
}

/* Characters that XML 1.0 forbids or discourages (2.2), or that change how a
 * terminal or a reader sees the text around them. */
static bool
harmful(uint32_t code)
{
    static const struct {
        uint32_t first, last;
    } range[] = {
        {0x00, 0x08},     {0x0B, 0x1F},     {0x7F, 0x9F},
        {0x061C, 0x061C}, {0x200E, 0x200F}, {0x2028, 0x202E},
        {0x2066, 0x2069}, {0xFDD0, 0xFDEF}, {0xFEFF, 0xFEFF},
    };

    if (code >= 0x20 && code <= 0x7E)
        return false;
    for (size_t i = 0; i < sizeof range / sizeof *range; i++)
        if (code >= range[i].first && code <= range[i].last)
            return true;
    return (code & 0xFFFE) == 0xFFFE;
}

bool
text_is_clean(const char *bytes, size_t length)
{
    const unsigned char *p = (const unsigned char *)bytes;

    while (length > 0) {
        struct point point = {.code = p[0], .length = 1};

        if (p[0] < 0x20 || p[0] > 0x7E) /* most need no look at the tables */
            point = decode(p, length);
        if (point.broken || harmful(point.code))
            return false;
        p += point.length;
        length -= point.length;
    }
    return true;
}

static const char replacement[] = "\xEF\xBF\xBD";

/* What is harmful takes up to three times the room. */
static const char *
replaced(struct arena *arena, const char *bytes, size_t length, size_t cap)
{
    const unsigned char *p = (const unsigned char *)bytes;
    size_t room = length > cap / 3 ? cap : length * 3;
    char *text = arena_new(arena, char, room + 4);
    size_t used = 0, cut = 0;

    while (length > 0) {
        struct point point = decode(p, length);
        const char *from = (const char *)p;
        size_t n = point.length;

        if (p[0] == '\r' && length > 1 && p[1] == '\n') {
            n = 0;
            point.length = 1;
        } else if (point.broken || harmful(point.code)) {
            from = replacement;
            n = sizeof replacement - 1;
        }
        if (used + n > cap) {
            memcpy(text + cut, "...", 4);
            return text;
        }
        if (used + n + 3 <= cap || cut == 0)
            cut = used + n + 3 <= cap ? used + n : used;
        memcpy(text + used, from, n);
        used += n;
        p += point.length;
        length -= point.length;
    }
    text[used] = '\0';
    return text;
}

const char *
text_clean(struct arena *arena, const char *bytes, size_t length, size_t cap)
{
    if (length <= cap && text_is_clean(bytes, length)) /* as most are */
        return arena_slice(arena, bytes, length);
    return replaced(arena, bytes, length, cap);
}

static char
fold(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool
text_same(const char *a, const char *b)
{
    if (a == NULL || b == NULL)
        return a == b;
    return strcmp(a, b) == 0;
}

int
text_order_fold(const char *a, const char *b)
{
    while (*a != '\0' && fold(*a) == fold(*b)) {
        a++;
        b++;
    }
    return (unsigned char)fold(*a) - (unsigned char)fold(*b);
}

bool
text_same_fold(const char *a, const char *b)
{
    if (a == NULL || b == NULL)
        return a == b;
    return text_order_fold(a, b) == 0;
}

bool
text_starts(const char *text, const char *prefix)
{
    return strncmp(text, prefix, strlen(prefix)) == 0;
}

bool
text_ends(const char *text, const char *suffix)
{
    size_t n = strlen(text), m = strlen(suffix);

    return n >= m && memcmp(text + n - m, suffix, m) == 0;
}

bool
text_has_fold(const char *text, const char *part)
{
    size_t n = strlen(part);

    for (;; text++) {
        size_t i = 0;

        while (i < n && fold(text[i]) == fold(part[i]))
            i++;
        if (i == n)
            return true;
        if (*text == '\0')
            return false;
    }
}

static unsigned
least(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

/* How far the beginnings of two words are apart; of the rows for one word's
 * beginnings the last three are kept. */
struct grid {
    const char *a, *b;
    unsigned row[3][WORD_CAP + 2];
};

/* From the first i letters of one word to the first j of the other: letters
 * added, left out or changed, and neighbours changed places. */
static unsigned
cell(const struct grid *grid, size_t i, size_t j)
{
    const char *a = grid->a, *b = grid->b;
    const unsigned *row = grid->row[i % 3];
    const unsigned *above = grid->row[(i + 2) % 3];
    unsigned value;

    if (i == 0 || j == 0)
        return (unsigned)(i + j);
    value = least(least(above[j], row[j - 1]) + 1,
                  above[j - 1] + (fold(a[i - 1]) == fold(b[j - 1]) ? 0 : 1));
    if (i > 1 && j > 1 && fold(a[i - 1]) == fold(b[j - 2]) &&
        fold(a[i - 2]) == fold(b[j - 1]))
        value = least(value, grid->row[(i + 1) % 3][j - 2] + 1);
    return value;
}

/* The distance of two words without ASCII case, or more than limit. Cells that
 * lie farther than that from the diagonal cannot matter. */
static unsigned
distance(const char *a, const char *b, unsigned limit)
{
    struct grid grid = {.a = a, .b = b};
    size_t n = strlen(a), m = strlen(b);

    if (n > WORD_CAP || m > WORD_CAP || n > m + limit || m > n + limit)
        return limit + 1;
    for (size_t i = 0; i <= n; i++) {
        unsigned *row = grid.row[i % 3], lowest = limit + 1;
        size_t from = i > limit ? i - limit : 0;
        size_t to = m < i + limit ? m : i + limit;

        if (from > 0)
            row[from - 1] = limit + 1;
        row[to + 1] = limit + 1;
        for (size_t j = from; j <= to; j++) {
            row[j] = cell(&grid, i, j);
            lowest = least(lowest, row[j]);
        }
        if (lowest > limit)
            return limit + 1;
    }
    return grid.row[n % 3][m];
}

/* A mistake for every three letters may be a typing mistake; more than three
 * make another word. */
static unsigned
mistakes_allowed(const char *word, const char *name)
{
    size_t n = strlen(word), m = strlen(name);

    return least((unsigned)(((n > m ? n : m) + 1) / 3), MISTAKES_MOST);
}

const char *
text_nearest(const char *word, const void *names, size_t n, size_t stride)
{
    const char *nearest = NULL;
    unsigned best = MISTAKES_MOST + 1;

    for (size_t i = 0; i < n && best > 0; i++) {
        const char *name;
        unsigned limit, d;

        memcpy(&name, (const char *)names + i * stride, sizeof name);
        limit = least(mistakes_allowed(word, name), best - 1);
        d = distance(word, name, limit);
        if (d <= limit && d < strlen(name)) {
            nearest = name;
            best = d;
        }
    }
    return nearest;
}

const char *
text_kept(struct arena *arena, const char *text)
{
    size_t length = text == NULL ? 0 : strlen(text);

    if (text == NULL || text_is_clean(text, length))
        return text;
    return text_clean(arena, text, length, SIZE_MAX);
}

size_t
text_shown(const char *text, const char **shown, size_t *length)
{
    enum { LONGEST = 4 };
    struct point point =
        decode((const unsigned char *)text, strnlen(text, LONGEST));

    *shown = text;
    *length = point.length;
    if (point.code == '\t') {
        *shown = " ";
    } else if (point.broken || point.code == '\n' || harmful(point.code)) {
        *shown = replacement;
        *length = sizeof replacement - 1;
    }
    return point.length;
}

const char *
text_line(struct arena *arena, const char *text)
{
    size_t length = strlen(text), used = 0;
    char *line;

    if (text_is_clean(text, length) && text[strcspn(text, "\n\t")] == '\0')
        return text;
    line = arena_new(arena, char, 3 * length + 1);
    while (*text != '\0') {
        const char *shown;
        size_t n;

        text += text_shown(text, &shown, &n);
        memcpy(line + used, shown, n);
        used += n;
    }
    return line;
}

const char *
text_capital(struct arena *arena, const char *text)
{
    if (text == NULL || text[0] < 'a' || text[0] > 'z')
        return text_or(text, "");
    return arena_print(arena, "%c%s", text[0] - 'a' + 'A', text + 1);
}

const char *
text_lower(struct arena *arena, const char *text, size_t length)
{
    char *copy = arena_zero(arena, length + 1, 1, 1);

    for (size_t i = 0; i < length; i++)
        copy[i] = fold(text[i]);
    return copy;
}

const char *
text_masked(struct arena *arena, const char *name)
{
    const char *at = strrchr(name, '@');
    size_t length = at != NULL ? (size_t)(at - name) : strlen(name);
    int shown = length > 4 ? 2 : 0;
    const char *masked =
        arena_print(arena, "%.*s***%s", shown, name, at != NULL ? at : "");

    return text_clean(arena, masked, strlen(masked), SIZE_MAX);
}

const char *
text_or(const char *text, const char *otherwise)
{
    return text == NULL || text[0] == '\0' ? otherwise : text;
}
