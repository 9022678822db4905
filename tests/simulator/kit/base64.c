/* Base 64 of URLs: RFC 4648, 5. */
#include "tests/simulator/kit/base64.h"
#include "base/crypto.h"

#include <string.h>

static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                             "abcdefghijklmnopqrstuvwxyz0123456789-_";

const char *
base64_text(struct arena *arena, const void *bytes, size_t length)
{
    const unsigned char *from = bytes;
    char *text = arena_new(arena, char, (length + 2) / 3 * 4 + 1);
    unsigned bits = 0, held = 0;
    size_t n = 0;

    for (size_t i = 0; i < length; i++) {
        bits = (bits << 8 | from[i]) & 0xffff;
        for (held += 8; held >= 6; held -= 6)
            text[n++] = digits[bits >> (held - 6) & 63];
    }
    if (held > 0)
        text[n] = digits[bits << (6 - held) & 63];
    return text;
}

bool
base64_bytes(struct arena *arena, const char *text, size_t length,
             struct bytes *into)
{
    unsigned char *bytes = arena_new(arena, unsigned char, length + 1);
    unsigned bits = 0, held = 0;

    *into = (struct bytes){.bytes = bytes};
    for (size_t i = 0; i < length; i++) {
        const char *digit =
            text[i] == '\0' ? NULL : strchr(digits, (int)text[i]);

        if (digit == NULL)
            return false;
        bits = (bits << 6 | (unsigned)(digit - digits)) & 0xffff;
        held += 6;
        if (held >= 8) {
            held -= 8;
            bytes[into->length++] = (unsigned char)(bits >> held & 0xff);
        }
    }
    return held < 6 && (bits & ((1U << held) - 1)) == 0;
}

static unsigned
value_of(char digit)
{
    return (unsigned)(digit <= '9' ? digit - '0' : digit - 'a' + 10);
}

const char *
base64_noise(struct arena *arena, const char *seed, size_t length)
{
    unsigned char *bytes = arena_new(arena, unsigned char, length);
    const char *hex = seed;

    for (size_t i = 0; i < length; i++) {
        size_t at = i % 32 * 2;

        if (at == 0)
            hex = crypto_sha256(arena, hex, strlen(hex));
        bytes[i] =
            (unsigned char)(value_of(hex[at]) << 4 | value_of(hex[at + 1]));
    }
    return base64_text(arena, bytes, length);
}
