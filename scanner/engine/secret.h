/* Credentials, and the tokens that are learned from them: read, held, wiped.
 * There is no way to print one; only transfer.c reveals them, to put them into
 * headers and forms. */
#ifndef SCANNER_ENGINE_SECRET_H
#define SCANNER_ENGINE_SECRET_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/out.h"
#include "scanner/engine/provider.h"

#include <signal.h>

/* A token that names what its holder may do has been seen with 5 KB. */
enum { SECRETS_CAP = 8, LEARNED_CAP = 8, SECRET_LENGTH_CAP = 8192 };

struct secret {
    char hidden[SECRET_LENGTH_CAP + 1]; /* "" if unset */
};

/* A secret that is no credential of the user's: a token, an assertion. */
struct learned {
    const char *name; /* in forms: {NAME}, upper case; or NULL */
    const char *word; /* before it in "Authorization"; or NULL */
    struct secret value;
};

struct secrets {
    const struct credential *credential;
    uint32_t n;
    bool user_is_word; /* the first is hidden only where it stands alone */
    const char *site;  /* variable of the one that is no secret; or NULL */
    struct secret value[SECRETS_CAP];
    struct learned learned[LEARNED_CAP];
};

struct secret_source {
    const char *file;    /* NAME=VALUE lines, private to its owner; or NULL */
    const char *command; /* prints such lines, run by /bin/sh; or NULL */
    const char *prefix;  /* of the variables' names; or NULL */
    uint32_t wait_ms;    /* how long for the command; 0: a minute */
    const char *const
        *hide; /* variables it must not see, NULL-ended; or NULL */
    const volatile sig_atomic_t
        *stop;      /* not 0: the user interrupted; or NULL */
    bool ask;       /* a person for what is missing, at the terminal */
    bool sited;     /* where the account lives is known: no site is needed */
    bool site_only; /* and only that is needed */
};

/* Looks for each credential in the output of the command, in the file, and in
 * the environment; the first that has it wins, and a person is asked for the
 * rest. False with a message for each
 * that is missing or malformed. */
bool secrets_load(struct secrets *, const struct provider *,
                  const struct secret_source *, struct diags *);
void secrets_wipe(struct secrets *);
/* Takes variables out of the environment, and wipes what they held; also those
 * whose names end so, for they hold the credentials of other accounts. */
void secrets_forget(const char *const *name);

/* The credential that says where the account lives, which is no secret; NULL:
 * there is none, or it is not set. */
const char *secrets_site(const struct secrets *);

/* Sets a learned secret, in place of what was there; name and word must outlive
 * it. False: it is empty, too long, or no header could carry it. */
bool secrets_learn(struct secrets *, uint32_t index, const char *name,
                   const char *word, const char *text);
/* Sets one to what "Authorization: Basic" carries (RFC 7617): the values of
 * the credentials of these indices, the last of them the password, the others
 * the user's name with a "+" between. */
bool secrets_learn_basic(struct secrets *, uint32_t index,
                         const uint32_t *credential, uint32_t n);

/* Appends a form's template; {NAME} becomes the credential of that variable,
 * or the learned secret of that name, percent-encoded. Other text stays. */
void secrets_fill(const struct secrets *, const char *template, struct out *);

/* The first credential, which names the user; not for print. */
const char *secrets_user(const struct secrets *);
/* The user with all but its ends replaced: "ab***@acme.example". */
const char *secrets_user_masked(const struct secrets *, struct arena *);
/* 8 hex digits of a hash of the user: another user almost surely has others,
 * and so many names have the same that they name nobody. */
const char *secrets_user_mark(const struct secrets *, struct arena *);

/* text with every credential that occurs in it replaced by "***", also where it
 * is spelled as in URLs, forms, JSON, HTML, base64 or hex, or cut off at the
 * end. A server's error text may repeat what it was sent. Before text_clean. */
const char *
secrets_scrub(const struct secrets *, const char *text, struct arena *);

/* Not empty, not too long, and no control character: it becomes a header. */
bool secret_is_good(const char *bytes, size_t length);

/* Appends base64 with its padding (RFC 4648, section 4). */
void secret_base64(struct out *, const char *bytes, size_t length);

/* For transfer.c and secret*.c only. */
const char *secret_reveal(const struct secret *);

#endif
