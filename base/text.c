/* Cleaning, comparing and guessing words. */
#include "base/text.h"

#include <stdint.h>
#include <string.h>

enum { REPLACEMENT = 0xFFFD, WORD_CAP = 64 };

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
        struct point point = decode(p, length);

        if (point.broken || harmful(point.code))
            return false;
        p += point.length;
        length -= point.length;
    }
    return true;
}

const char *
text_clean(struct arena *arena, const char *bytes, size_t length, size_t cap)
{
    static const char replacement[] = "\xEF\xBF\xBD";
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

bool
text_same_fold(const char *a, const char *b)
{
    if (a == NULL || b == NULL)
        return a == b;
    while (*a != '\0' && fold(*a) == fold(*b)) {
        a++;
        b++;
    }
    return *a == *b;
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

/* Levenshtein distance without ASCII case; words over WORD_CAP are far. */
static unsigned
distance(const char *a, const char *b)
{
    unsigned row[WORD_CAP + 1];
    size_t n = strlen(a), m = strlen(b);

    if (n > WORD_CAP || m > WORD_CAP)
        return WORD_CAP;
    for (unsigned j = 0; j <= m; j++)
        row[j] = j;
    for (unsigned i = 1; i <= n; i++) {
        unsigned diagonal = row[0];

        row[0] = i;
        for (unsigned j = 1; j <= m; j++) {
            unsigned above = row[j];
            unsigned change = fold(a[i - 1]) == fold(b[j - 1]) ? 0 : 1;

            row[j] = least(least(above, row[j - 1]) + 1, diagonal + change);
            diagonal = above;
        }
    }
    return row[m];
}

const char *
text_nearest(const char *word, const void *names, size_t n, size_t stride)
{
    const char *nearest = NULL;
    unsigned best = 0;

    for (size_t i = 0; i < n; i++) {
        const char *name;
        unsigned d;

        memcpy(&name, (const char *)names + i * stride, sizeof name);
        d = distance(word, name);
        if (nearest == NULL || d < best) {
            nearest = name;
            best = d;
        }
    }
    /* One mistake for every three letters is a typing mistake. */
    if (nearest == NULL || best > strlen(word) / 3 + 1 ||
        best >= strlen(nearest))
        return NULL;
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

const char *
text_or(const char *text, const char *otherwise)
{
    return text == NULL || text[0] == '\0' ? otherwise : text;
}
