/* What a provider is: tables, and three functions, none of which does I/O. */
#ifndef SCANNER_ENGINE_PROVIDER_H
#define SCANNER_ENGINE_PROVIDER_H

#include "base/arena.h"
#include "base/diag.h"
#include "rules/model/rules.h"
#include "scanner/engine/dialect.h"
#include "scanner/engine/plan.h"

struct scan;
struct secrets;

/* One value a login needs: where it comes from and the header that carries
 * it. The first of a provider's is the user's name, unless provider.user says
 * who it is. */
struct credential {
    const char *variable; /* name in the environment and in files */
    const char *header;   /* NULL: none */
    const char *about;
    bool optional;   /* nothing is wrong where it is not given */
    bool plain;      /* no secret: may be shown, and is looked for in no text */
    bool file;       /* the value is a path, and the file's text the secret. It
                        may have line feeds, and is never sent as it is */
    uint32_t one_of; /* not 0: of those with this number one must be given, and
                        no more; a person is asked for the first of them */
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
    /* Who the account is, from the credentials: a text that may be shown. NULL
     * with the mistake in diags. Without it the first credential says it, and
     * is shown masked. */
    const char *(*user)(const struct secrets *, struct diags *, struct arena *);
    bool user_is_word; /* the first credential is a name that may be part of any
                          word, and no secret by itself */
    /* Variable of the credential that says where the account lives, and is no
     * secret: `plan` needs it too, and nobody does where --endpoint is given.
     * NULL: the endpoint is always the same. */
    const char *site;
    /* The URL of the API from the site as the user wrote it; or NULL with the
     * cause in *why, a sentence. */
    const char *(*locate)(const char *site, const char **why, struct arena *);
    const char *accept;    /* kind of answer that is asked for; NULL: JSON */
    const char *allowance; /* name of the header that says how much of an
                              allowance is left, in small letters; or NULL */
    uint32_t in_flight; /* requests at a time, where a refused one is no failed
                           login: it carries a token; 0: SCAN_REFUSED_MOST */
    const struct dialect *dialect;
    const char *login; /* id of the right that an accepted login is; or NULL */
    /* What a refused login may be due to where the API does not say. The first
     * line says what happened, each further one is a possible cause. */
    const char *login_causes;
    const char *login_lost; /* the same where it was accepted before; NULL: what
                               befalls accounts of people as well */

    /* Before the first request, credentials in hand; or NULL. False with the
     * mistake in diags. */
    bool (*prepare)(struct scan *, struct diags *);
    /* Before each time a step is sent, to learn what its body carries anew; or
     * NULL. False: it cannot be sent, and is dropped. */
    bool (*ready)(struct scan *, uint32_t step);
    /* Every request a scan of these rules may need. */
    void (*plan)(const struct ruleset *, struct plan *, struct arena *);
    /* Takes note of a step's final answer (retries are over). Refused logins
     * are the engine's. */
    void (*hear)(struct scan *, uint32_t step, const struct answer *);
    /* Of one, what helps a person to see why: notes alone; or NULL. */
    void (*refused)(struct scan *, const struct answer *);
    /* After the last answer, whatever happened; or NULL. */
    void (*conclude)(struct scan *);
};

#endif
