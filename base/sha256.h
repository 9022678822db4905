/* SHA-256 (FIPS 180-4) of bytes in memory: names the exact text of a rules
 * file in an audit. Not for secrets: it makes no promise about timing. */
#ifndef BASE_SHA256_H
#define BASE_SHA256_H

#include "base/arena.h"

#include <stddef.h>

/* 64 hex digits in lower case. */
const char *sha256_text(struct arena *, const void *bytes, size_t length);

#endif
