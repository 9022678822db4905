/* Three bytes are four letters. */
#include "base/base64.h"

#include <stdint.h>
#include <string.h>

#define LETTERS_AND_DIGITS                                                     \
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

static const char standard[] = LETTERS_AND_DIGITS "+/";
static const char url[] = LETTERS_AND_DIGITS "-_";

/* padded: the last group is filled up with "=". */
static void
put(struct out *out, const void *bytes, size_t length, const char *digit,
    bool padded)
{
    const unsigned char *p = bytes;

    for (; length > 0; length -= length < 3 ? length : 3, p += 3) {
        unsigned b = length > 1 ? p[1] : 0, c = length > 2 ? p[2] : 0;
        unsigned all = (unsigned)p[0] << 16 | b << 8 | c;
        char four[4] = {digit[all >> 18], digit[all >> 12 & 63],
                        length > 1 ? digit[all >> 6 & 63] : '=',
                        length > 2 ? digit[all & 63] : '='};

        (void)out_bytes(out, four, padded || length > 2 ? 4 : length + 1);
    }
}

void
base64_put(struct out *out, const void *bytes, size_t length)
{
    put(out, bytes, length, standard, true);
}

void
base64url_put(struct out *out, const void *bytes, size_t length)
{
    put(out, bytes, length, url, false);
}

/* Up to four letters, as so many bits; UINT32_MAX: one of them is none. */
static uint32_t
bits_of(const char *text, size_t n)
{
    uint32_t bits = 0;

    for (size_t i = 0; i < n; i++) {
        const char *digit = memchr(url, text[i], sizeof url - 1);

        if (digit == NULL)
            return UINT32_MAX;
        bits = bits << 6 | (uint32_t)(digit - url);
    }
    return bits;
}

bool
base64url_take(struct out *out, const char *text, size_t length)
{
    while (length > 0) {
        size_t n = length < 4 ? length : 4;
        unsigned spare = n < 4 ? 6 * (unsigned)n % 8 : 0;
        uint32_t bits = bits_of(text, n);
        char three[3];

        if (n == 1 || bits == UINT32_MAX || (bits & ((1U << spare) - 1)) != 0)
            return false;
        bits = bits >> spare << (24 - (6 * n - spare));
        three[0] = (char)(bits >> 16);
        three[1] = (char)(bits >> 8 & 0xFF);
        three[2] = (char)(bits & 0xFF);
        (void)out_bytes(out, three, n - 1);
        text += n;
        length -= n;
    }
    return true;
}
