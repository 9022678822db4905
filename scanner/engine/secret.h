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

/* GIVEN: what a person gives, a line each. SECRET: what a file holds or a
 * server gives out; a token that names what its holder may do can have tens of
 * KB. */
enum {
    SECRETS_CAP = 8,
    LEARNED_CAP = 128,
    GIVEN_LENGTH_CAP = 8192,
    SECRET_LENGTH_CAP = 64 * 1024
};

struct secret {
    char *hidden; /* a block of its own; NULL if unset. See secret_reveal */
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
    const char *const *person; /* who else is not to be named: as such a user */
    uint32_t n_person;
    struct secret value[SECRETS_CAP];
    const char *path[SECRETS_CAP]; /* of the files they came from; or NULL */
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
 * rest. Of those of which one is enough the environment is asked for none where
 * the others gave one. False with a message for each that is missing, malformed
 * or one too many. Empty before; secrets_wipe gives back what it takes. */
bool secrets_load(struct secrets *, const struct provider *,
                  const struct secret_source *, struct diags *);
/* Also the learned ones, and what only they need: which they are stays. */
void secrets_wipe(struct secrets *);
/* Takes variables out of the environment, and wipes what they held; also those
 * whose names end so, for they hold the credentials of other accounts. */
void secrets_forget(const char *const *name);

/* The credential that says where the account lives, which is no secret; NULL:
 * there is none, or it is not set. */
const char *secrets_site(const struct secrets *);

/* The value of the credential of that variable, for a provider that checks or
 * reads it (a key, what is plain); NULL: it is not set. Not for print, but for
 * what is plain. */
const char *secrets_value(const struct secrets *, const char *variable);

/* Sets a learned secret, in place of what was there; name and word must outlive
 * it. False: it is empty, too long, or no header could carry it. */
bool secrets_learn(struct secrets *, uint32_t index, const char *name,
                   const char *word, const char *text);
/* Sets one to what "Authorization: Basic" carries (RFC 7617): the values of
 * the credentials of these indices, the last of them the password, the others
 * the user's name with a "+" between. */
bool secrets_learn_basic(struct secrets *, uint32_t index,
                         const uint32_t *credential, uint32_t n);

/* Forgets one of them; one that was never learned will do. */
void secrets_unlearn(struct secrets *, uint32_t index);

/* Appends a form's template; {NAME} becomes the credential of that variable,
 * or the learned secret of that name, percent-encoded; of several with that
 * name the one of this index comes first. Other text stays, and so does the
 * name of a credential that is a file. */
void secrets_fill(const struct secrets *, uint32_t index, const char *template,
                  struct out *);

/* The first credential, which names the user; not for print. */
const char *secrets_user(const struct secrets *);
/* The user with all but its ends replaced: "ab***@acme.example". */
const char *secrets_user_masked(const struct secrets *, struct arena *);
/* 8 hex digits of a hash of the user: another user almost surely has others,
 * and so many names have the same that they name nobody. */
const char *secrets_mark(const char *user, struct arena *);

/* text with every credential that occurs in it replaced by "***", also where it
 * is spelled as in URLs, forms, JSON, HTML, base64 or hex, or cut off at the
 * end. A server's error text may repeat what it was sent. Before text_clean. */
const char *
secrets_scrub(const struct secrets *, const char *text, struct arena *);

/* Not empty, not too long, and no control character: it becomes a header. */
bool secret_is_good(const char *bytes, size_t length);

/* Room for a secret of that length, in place of what was there: zeros, to be
 * filled in. */
char *secret_room(struct secret *, size_t length);
void secret_keep(struct secret *, const char *bytes, size_t length);
void secret_wipe(struct secret *);

/* "" if unset. For transfer.c and secret*.c only. */
const char *secret_reveal(const struct secret *);

#endif
