/* Zoho on the kit: what its parts share. One base stands in for the accounts
 * host and for that of Desk. */
#ifndef SIMULATOR_ZOHO_ZOHO_H
#define SIMULATOR_ZOHO_ZOHO_H

#include "tests/simulator/kit/kit.h"
#include "tests/simulator/zoho/answer.h"
#include "tests/simulator/zoho/tenant.h"

/* What a request is about, as far as its path and its token tell, and what came
 * of it. */
struct about {
    bool token;         /* of the token endpoint */
    int64_t login;      /* how many of those there were with it */
    const char *answer; /* its word, or "" */
    const char *portal; /* orgId as it was sent, or NULL */
    bool open;          /* no gate is looked at */
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

/* routes.c */
extern const struct route routes[];
void route_arrive(struct call *);
bool route_accepts(struct call *, const struct route *);
void route_missing(struct call *);
/* enum call_name; CALL_NONE: none of the reads. */
enum call_name call_name(const struct call *);

/* bearer.c: tokens that were given out, and steps ahead of every answer. */
void token_keep(struct sim *, const char *token);
void bearer_judge(struct call *);
void bearer_check(struct call *);
void portal_check(struct call *);

/* choose.c: answers on purpose, and limits. -1: as usual. */
int chosen_token(struct call *);
void chosen_check(struct call *);
void limits_check(struct call *);

/* token.c */
void answer_token(struct call *);
void answer_revoke(struct call *);

/* read.c: what keeps a call out, and what is answered. */
void answer_read(struct call *);

/* content.c: a whole answer of the call; NULL: there is nothing. */
struct json *content_of(struct call *);

/* never.c */
void never_check(struct call *);

#endif
