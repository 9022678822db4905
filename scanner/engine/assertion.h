/* Signed assertions: what stands in for a password where a login is made with a
 * key (RFC 7523). A JSON Web Token in the compact form of RFC 7515. */
#ifndef SCANNER_ENGINE_ASSERTION_H
#define SCANNER_ENGINE_ASSERTION_H

#include "base/out.h"
#include "base/signer.h"
#include "scanner/engine/secret.h"

#include <stdbool.h>
#include <stdint.h>

/* A member of its header or of its claims. */
struct assertion_claim {
    const char *name;
    const char *text; /* NULL: a number */
    int64_t number;   /* of a time: seconds since 1970 (scan_clock) */
};

struct assertion {
    const struct signer *signer;
    enum signer_algorithm algorithm;
    const struct assertion_claim *header; /* after "alg" and "typ" */
    uint32_t n_header;
    const struct assertion_claim *claim;
    uint32_t n_claim;
};

/* Appends it. The bytes are as good as a password for as long as it says. */
void assertion_sign(const struct assertion *, struct out *);

/* Makes it a learned secret, for "{NAME}" in a form. False: it is longer than a
 * secret may be. */
bool assertion_learn(const struct assertion *, struct secrets *, uint32_t index,
                     const char *name);

#endif
