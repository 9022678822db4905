/* Keys that sign, and the certificates that go with them. By libcrypto; beside
 * crypto.c the only user of OpenSSL. */
#ifndef BASE_SIGNER_H
#define BASE_SIGNER_H

#include "base/arena.h"
#include "base/out.h"

#include <stdbool.h>
#include <stddef.h>

/* A private RSA key, maybe with its certificate. Wiped when it is freed. */
struct signer;

/* RFC 7518: RSASSA-PKCS1-v1_5 (section 3.3); RSASSA-PSS with a salt of 32 bytes
 * and MGF1 (section 3.5). Both with SHA-256. */
enum signer_algorithm { SIGNER_RS256, SIGNER_PS256 };

enum signer_print { SIGNER_SHA1, SIGNER_SHA256 };

/* From PEM text: one unencrypted private RSA key of at least 2048 bits and, if
 * it is asked for, the certificate of that key. Blocks may come in any order,
 * with other text and other certificates around. NULL with the cause in *why, a
 * sentence that begins in lower case and holds nothing of the text. */
struct signer *
signer_pem(const char *text, size_t length, bool certificate, const char **why);
void signer_free(struct signer *); /* NULL will do */

/* Appends the signature of these bytes. */
void signer_sign(const struct signer *, enum signer_algorithm,
                 const void *bytes, size_t length, struct out *);

/* Of the certificate; NULL where none was asked for. The hash of its DER in
 * base64url ("x5t" and "x5t#S256" of RFC 7515), and the day on which it ends
 * (YYYY-MM-DD, UTC; NULL too where that is no day of four digits). */
const char *
signer_print(const struct signer *, enum signer_print, struct arena *);
const char *signer_ends(const struct signer *, struct arena *);

/* "RS256", "PS256". */
const char *signer_word(enum signer_algorithm);

#endif
