/* Keys of a service account. The only user of libcrypto's keys here. */
#ifndef SIMULATOR_GOOGLE_KEY_H
#define SIMULATOR_GOOGLE_KEY_H

#include "base/arena.h"
#include "tests/simulator/kit/base64.h"

#include <stdbool.h>

struct key_pair {
    const char *pem; /* of the public or the private key */
    const char *id;  /* private_key_id, or NULL: not known */
};

/* True if the text is PEM of an RSA key, public or private. */
bool key_is(const char *pem);

/* RSASSA-PKCS1-v1_5 with SHA-256. */
bool
key_verify(const struct key_pair *, struct bytes text, struct bytes signature);

/* A new one of 2048 bits, PKCS #8, with its id; false if there is none to be
 * had. */
bool key_make(struct key_pair *, struct arena *);

#endif
