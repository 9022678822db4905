/* Certificates of an application. The only user of libcrypto's keys here. */
#ifndef SIMULATOR_MICROSOFT365_CERTIFICATE_H
#define SIMULATOR_MICROSOFT365_CERTIFICATE_H

#include "base/arena.h"
#include "tests/simulator/kit/base64.h"

#include <stdbool.h>

struct certificate {
    const char *pem;
    const char *sha1, *sha256; /* of its DER, base 64 of URLs */
    const char *thumbprint;    /* SHA-1 in hex, as the portal shows it */
    const char *begins, *ends; /* YYYY-MM-DDThh:mm:ssZ */
};

/* False if the text is no PEM of a certificate with an RSA key. */
bool certificate_read(struct certificate *, const char *pem, struct arena *);

/* SHA-256 with RSA: PSS with a salt of 32 bytes and MGF1 of SHA-256, or
 * PKCS #1 1.5. */
enum signature { SIGNATURE_PS256, SIGNATURE_RS256 };
bool certificate_verify(const struct certificate *, enum signature,
                        struct bytes text, struct bytes signature);

#endif
