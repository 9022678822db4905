/* Google on the kit: what its parts share. One base stands in for the hosts of
 * tokens, of Calendar and of the Admin SDK alike. */
#ifndef SIMULATOR_GOOGLE_GOOGLE_H
#define SIMULATOR_GOOGLE_GOOGLE_H

#include "tests/simulator/google/answer.h"
#include "tests/simulator/google/tenant.h"
#include "tests/simulator/kit/kit.h"

enum { SCOPES_CAP = 50 };

/* What a request is about, as far as its path and its assertion tell, and what
 * came of it. */
struct about {
    bool token;                  /* of the token endpoint */
    const char *answer;          /* its word, or "" */
    const char *scope, *subject; /* asked for, or of the token; or "" */
    const struct issued *issued; /* the token it came with, or NULL */
};

static inline struct about *
about(const struct call *call)
{
    return call->about;
}

static inline struct tenant *
tenant_of(const struct sim *sim)
{
    return sim->tenant;
}

/* clock.c: what Google's clock says. */
int64_t now_of(const struct sim *);
void date_header(struct call *);

/* routes.c */
extern const struct route routes[];
void route_arrive(struct call *);
bool route_accepts(struct call *, const struct route *);
void route_missing(struct call *);
/* enum call_name; CALL_NONE: none of the reads. */
enum call_name call_name(const struct call *);

/* bearer.c: tokens that were given out, and steps ahead of every answer. */
struct issued {
    const char *token, *text; /* text: the scopes as they were asked for */
    int64_t expires;
    const struct scope *scope[SCOPES_CAP];
    uint32_t n;
    const struct user *user; /* NULL: the service account itself */
    const struct issued *next;
};
void token_keep(struct sim *, const struct issued *);
void bearer_judge(struct call *);
void bearer_check(struct call *);

/* choose.c: answers on purpose: a word, or 0. */
int chosen_token(struct call *, bool login, const struct scope *const *,
                 uint32_t n);
void chosen_check(struct call *);
void limits_check(struct call *);

/* assertion.c: what is wrong with it (enum token_word), or TOKEN_GRANT. */
int assertion_check(struct call *, const char *assertion, struct issued *);

/* token.c */
void answer_token(struct call *);
void answer_tokeninfo(struct call *);
void answer_revoke(struct call *);

/* read.c */
void answer_read(struct call *);

/* content.c: a whole answer of the call, before any mask. */
struct json *content_of(struct call *, enum call_name);

/* mask.c: leaves what "fields" names; false if it is none. */
bool mask_apply(struct call *, struct json *, const char *fields);

/* never.c */
void never_check(struct call *);

#endif
