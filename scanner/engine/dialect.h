/* What an answer amounts to: a table of the provider's own words first, then
 * one of what holds for every HTTP API. The first row that fits decides. Pure.
 */
#ifndef SCANNER_ENGINE_DIALECT_H
#define SCANNER_ENGINE_DIALECT_H

#include "base/arena.h"
#include "base/json.h"
#include "rules/model/right.h"
#include "scanner/engine/transport.h"

enum answer_kind {
    ANSWER_OK,
    ANSWER_DENIED,      /* says that the right is missing */
    ANSWER_LOGIN,       /* the credentials are not accepted */
    ANSWER_NOBODY,      /* no such user, company or tenant */
    ANSWER_ELSEWHERE,   /* there is such an account, or API, but not here */
    ANSWER_THROTTLED,   /* too many requests; says nothing about rights */
    ANSWER_SPENT,       /* what a day allows is used up: the same, and asking
                           again unbidden is no use */
    ANSWER_NOT_OFFERED, /* no such path or verb */
    ANSWER_ERROR,       /* another error of the API */
    ANSWER_UNAVAILABLE, /* says that it cannot serve for the moment */
    ANSWER_GARBAGE,     /* success, but unreadable */
    ANSWER_TIMEOUT,
    ANSWER_UNREACHABLE,
    ANSWER_TLS,
    ANSWER_RESET,
    ANSWER_TOO_BIG,
    ANSWER_INTERCEPTED, /* something in between answers, or would not let by */
    ANSWER_BROKEN,      /* no HTTP that can be relied on */
    ANSWER__N
};

/* What a body is, at first sight. */
enum form {
    FORM_ANY,
    FORM_JSON,  /* a JSON document; of a refused login, what begins as one */
    FORM_PAGE,  /* mark-up: a page for people */
    FORM_EMPTY, /* nothing but blanks */
    FORM_OTHER,
    FORM__N
};

struct dialect_row {
    int from, to;       /* statuses, both included; 0, 0: any, but 401 only
                           with ANSWER_LOGIN */
    enum form form;     /* FORM_ANY: any */
    const char *member; /* where the phrase stands: names with dots between,
                           "[]" behind that of a list, for any of its items;
                           NULL: in what the dialect's members say */
    const char *phrase; /* occurs there, letter case ignored; NULL: any */
    enum answer_kind kind;
    const char *cause; /* what is thereby named as the cause, a sentence; or
                          NULL */
};

struct dialect {
    const struct dialect_row *row;
    uint32_t n;
    /* Members that hold texts of errors, NULL-ended: a string, or a list of
     * strings or of objects with a "message". */
    const char *const *said;
    const char *errors; /* member that must be empty where all is well */
    bool one_sentence;  /* of each text only the first is shown: what follows
                           is identifiers */
    int64_t wait_ms;    /* throttled: the wait, where none is asked for; 0: the
                           engine's own */
    bool secret;        /* what it answers may be a token: of what cannot be
                           read nothing is shown */
};

struct answer {
    enum answer_kind kind;
    int status;              /* HTTP; 0: none */
    const struct json *json; /* the document, or NULL; in scratch memory */
    const char *link;        /* as a header says, or NULL (transport.h) */
    const char *remaining;   /* as a header says, or NULL (transport.h) */
    int64_t date;            /* as a header says; 0: unsaid (transport.h) */
    const char *said;        /* error text, cleaned, or NULL; in scratch */
    const char *cause;       /* named by a row; or NULL */
    int64_t asked_ms;        /* the wait that was asked for; -1: none */
};

struct answer dialect_read(const struct dialect *, const struct response *,
                           struct arena *scratch);

/* What an answer of that kind leaves open. ANSWER_OK gives WHY_GRANTED. */
enum reason answer_reason(enum answer_kind);
/* Whether it comes and goes: no answer, and nothing odd either. */
bool answer_passes(enum answer_kind);

#endif
