/* JSON Web Tokens in their compact form (RFC 7515, section 3.1), taken apart.
 */
#ifndef SIMULATOR_KIT_JWT_H
#define SIMULATOR_KIT_JWT_H

#include "base/json.h"
#include "tests/simulator/kit/base64.h"

#include <stdbool.h>

struct jwt {
    const struct json *header, *claims; /* objects */
    struct bytes text;                  /* what was signed */
    struct bytes signature;
};

/* False: it has more parts than three or fewer, or one that cannot be read. */
bool jwt_read(struct arena *, const char *text, struct jwt *);

#endif
