/* Credentials: read, held, wiped. There is no way to print one; only http.c
 * reveals them, to put them into headers. */
#ifndef SCANNER_ENGINE_SECRET_H
#define SCANNER_ENGINE_SECRET_H

#include "base/arena.h"
#include "base/diag.h"
#include "scanner/engine/provider.h"

enum { SECRETS_CAP = 8, SECRET_LENGTH_CAP = 1024 };

struct secret {
    char hidden[SECRET_LENGTH_CAP + 1]; /* "" if unset */
};

struct secrets {
    const struct credential *credential;
    uint32_t n;
    struct secret value[SECRETS_CAP];
};

struct secret_source {
    const char *file;    /* NAME=VALUE lines, private to its owner; or NULL */
    const char *command; /* prints such lines, run by /bin/sh; or NULL */
};

/* Looks for each credential in the output of the command, in the file, and in
 * the environment; the first that has it wins. False with a message for each
 * that is missing or malformed. */
bool secrets_load(struct secrets *, const struct provider *,
                  const struct secret_source *, struct diags *);
void secrets_wipe(struct secrets *);

/* The first credential, which names the user; not for print. */
const char *secrets_user(const struct secrets *);
/* The user with all but its ends replaced: "ab***@acme.example". */
const char *secrets_user_masked(const struct secrets *, struct arena *);
/* 8 hex digits of a hash of the user: another user almost surely has others,
 * and so many names have the same that they name nobody. */
const char *secrets_user_mark(const struct secrets *, struct arena *);

/* text with every credential that occurs in it replaced by "***". A server's
 * error text may repeat what it was sent. */
const char *
secrets_scrub(const struct secrets *, const char *text, struct arena *);

/* For http.c and secret.c only. */
const char *secret_reveal(const struct secret *);

#endif
