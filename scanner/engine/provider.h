/* What a provider is: tables, and three functions, none of which does I/O. */
#ifndef SCANNER_ENGINE_PROVIDER_H
#define SCANNER_ENGINE_PROVIDER_H

#include "base/arena.h"
#include "base/diag.h"
#include "rules/model/rules.h"
#include "scanner/engine/dialect.h"
#include "scanner/engine/plan.h"

struct scan;

/* One value a login needs: where it comes from and the header that carries
 * it. The first of a provider's is the user's name. */
struct credential {
    const char *variable; /* name in the environment and in files */
    const char *header;
    const char *about;
};

struct provider {
    const char *name, *about;
    const char *endpoint; /* default for --endpoint; NULL: from the site */
    const char *first;    /* for a person, what goes there: "look-up" */
    const char *rest;     /* and where everything else goes, a sentence */
    /* That a credential may be sent to (url.h); NULL: the endpoint's alone. */
    const char *const *hosts;
    const struct catalogue *catalogue;
    const struct credential *credential;
    uint32_t n_credential;
    bool user_is_word; /* the first credential is a name that may be part of any
                          word, and no secret by itself */
    /* Variable of the credential that says where the account lives, and is no
     * secret: `plan` needs it too, and nobody does where --endpoint is given.
     * NULL: the endpoint is always the same. */
    const char *site;
    /* The URL of the API from the site as the user wrote it; or NULL with the
     * cause in *why, a sentence. */
    const char *(*locate)(const char *site, const char **why, struct arena *);
    const char *accept; /* kind of answer that is asked for; NULL: JSON */
    uint32_t in_flight; /* requests at a time; 0: as many as the engine likes */
    const struct dialect *dialect;
    const char *login; /* id of the right that an accepted login is; or NULL */
    /* What a refused login may be due to where the API does not say. The first
     * line says what happened, each further one is a possible cause. */
    const char *login_causes;

    /* Before the first request, credentials in hand; or NULL. False with the
     * mistake in diags. */
    bool (*prepare)(struct scan *, struct diags *);
    /* Every request a scan of these rules may need. */
    void (*plan)(const struct ruleset *, struct plan *, struct arena *);
    /* Takes note of a step's final answer (retries are over). Refused logins
     * are the engine's. */
    void (*hear)(struct scan *, uint32_t step, const struct answer *);
    /* After the last answer, whatever happened; or NULL. */
    void (*conclude)(struct scan *);
};

#endif
