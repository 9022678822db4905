/* Base 64 of URLs, as tokens are written: no padding. */
#ifndef SIMULATOR_KIT_BASE64_H
#define SIMULATOR_KIT_BASE64_H

#include "base/arena.h"

struct bytes {
    const unsigned char *bytes; /* ends in NUL (not counted) */
    size_t length;
};

const char *base64_text(struct arena *, const void *bytes, size_t length);

/* False if the text is none: a foreign character, padding, or bits left. */
bool
base64_bytes(struct arena *, const char *text, size_t length, struct bytes *);

/* Bytes that look random and follow from the seed, written so. */
const char *base64_noise(struct arena *, const char *seed, size_t length);

#endif
