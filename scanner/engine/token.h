/* What an access token says of itself, where it is one that can be read: a JSON
 * Web Token (RFC 7519). Its signature is not looked at, for whoever gave it out
 * over TLS is who is trusted; nothing here vouches for what it says. */
#ifndef SCANNER_ENGINE_TOKEN_H
#define SCANNER_ENGINE_TOKEN_H

#include "base/arena.h"
#include "base/json.h"

enum { TOKEN_CAP = 64 * 1024 };

/* The claims, an object in the arena; or NULL: the token is opaque. That is one
 * that is no three parts of base64url (five: encrypted), or longer than
 * TOKEN_CAP, or whose second part is not one JSON object each of whose keys
 * stands once. Give an arena that is freed soon: claims hold more of the
 * account than a report needs. */
const struct json *token_claims(struct arena *, const char *token);

/* Whether a claim is an array of nothing but strings, maybe empty; what is
 * absent is none. */
bool token_is_list(const struct json *claim);

#endif
