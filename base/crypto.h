/* Hashes and random names, by libcrypto. Beside signer.c the only user of
 * OpenSSL. */
#ifndef BASE_CRYPTO_H
#define BASE_CRYPTO_H

#include "base/arena.h"

#include <stddef.h>

/* Before anything else uses libcrypto: its memory is alloc.h's. */
void crypto_begin(void);

/* Name and version of the library. */
const char *crypto_library(void);

/* SHA-256 as 64 hex digits in lower case. It names the exact text of a file;
 * it is no way to keep a secret. */
const char *crypto_sha256(struct arena *, const void *bytes, size_t length);

/* A name that nothing else has: a random UUID (RFC 9562, version 4). */
const char *crypto_uuid(struct arena *);

/* For tests: where the bytes of such names come from; NULL: libcrypto. */
void crypto_random_from(void (*)(unsigned char *bytes, size_t length));

#endif
