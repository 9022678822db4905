/* Bytes as letters (RFC 4648), both ways. */
#ifndef BASE_BASE64_H
#define BASE_BASE64_H

#include "base/out.h"

#include <stdbool.h>
#include <stddef.h>

/* Appends base64 with its padding (section 4). */
void base64_put(struct out *, const void *bytes, size_t length);

/* Appends base64url without padding (section 5), as tokens are written. */
void base64url_put(struct out *, const void *bytes, size_t length);

/* Appends the bytes that such a text stands for. False where it is none: any
 * other letter, padding, a length that no bytes give, or bits of the last
 * letter that are not zero. What was appended by then is of no use. */
bool base64url_take(struct out *, const char *text, size_t length);

#endif
