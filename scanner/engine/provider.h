/* What a provider is: tables and four functions, none of which does I/O. */
#ifndef SCANNER_ENGINE_PROVIDER_H
#define SCANNER_ENGINE_PROVIDER_H

#include "base/arena.h"
#include "base/json.h"
#include "rules/model/model.h"
#include "scanner/engine/plan.h"
#include "scanner/engine/transport.h"

struct scan;

/* What an answer amounts to, whatever its status: the provider's dialect. */
enum answer_kind {
    ANSWER_OK,
    ANSWER_DENIED,      /* says that the right is missing */
    ANSWER_LOGIN,       /* the credentials are not accepted */
    ANSWER_THROTTLED,   /* too many requests; says nothing about rights */
    ANSWER_NOT_OFFERED, /* no such path or verb */
    ANSWER_ERROR,       /* another error of the API */
    ANSWER_UNAVAILABLE, /* says that it cannot serve for the moment */
    ANSWER_OUTAGE,      /* not the API's words: a proxy, a gateway */
    ANSWER_GARBAGE,     /* success, but unreadable */
    ANSWER_TIMEOUT,
    ANSWER_UNREACHABLE,
    ANSWER_TLS,
    ANSWER_RESET,
    ANSWER_TOO_BIG,
    ANSWER__N
};

struct answer {
    enum answer_kind kind;
    int status;              /* HTTP; 0: none */
    const struct json *json; /* ANSWER_OK: the document; in scratch memory */
    const char *said;        /* error text, cleaned, or NULL; in scratch */
};

/* One value a login needs: where it comes from and the header that carries
 * it. The first of a provider's is the user's name. */
struct credential {
    const char *variable; /* name in the environment and in files */
    const char *header;
    const char *about;
};

struct provider {
    const char *name, *about;
    const char *endpoint; /* default for --endpoint */
    const struct catalogue *catalogue;
    const struct credential *credential;
    uint32_t n_credential;

    /* Every request a scan of these rules may need. */
    void (*plan)(const struct ruleset *, struct plan *, struct arena *);
    /* Interprets an answer; allocates in scratch. */
    struct answer (*read)(const struct response *, struct arena *scratch);
    /* Takes note of a step's final answer (retries are over). */
    void (*hear)(struct scan *, uint32_t step, const struct answer *);
    /* After the last answer, whatever happened: records observations. */
    void (*conclude)(struct scan *);
};

#endif
