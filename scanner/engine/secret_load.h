/* The parts of loading credentials: for secret_load.c and secret_settle.c. */
#ifndef SCANNER_ENGINE_SECRET_LOAD_H
#define SCANNER_ENGINE_SECRET_LOAD_H

#include "scanner/engine/secret.h"

/* Takes what the file, the command and the environment give. */
bool
secrets_gather(struct secrets *, const struct secret_source *, struct diags *);

/* The variable that holds a credential. */
const char *secret_variable(const struct secrets *, uint32_t,
                            const struct secret_source *, struct arena *);

bool secret_is_site(const struct secrets *, uint32_t);
bool secret_is_set(const struct secrets *, uint32_t);

#endif
