/* The Microsoft 365 tenant on the kit: what its parts share. One base stands
 * in for the hosts of logins and of Graph alike. */
#ifndef SIMULATOR_MICROSOFT365_MICROSOFT365_H
#define SIMULATOR_MICROSOFT365_MICROSOFT365_H

#include "tests/simulator/kit/kit.h"
#include "tests/simulator/microsoft365/aadsts.h"
#include "tests/simulator/microsoft365/answer.h"
#include "tests/simulator/microsoft365/cloud.h"
#include "tests/simulator/microsoft365/tenant.h"

/* What a request is about, as far as its path tells, and what came of it. */
struct about {
    bool graph;                 /* below v1.0 */
    const char *asked;          /* the tenant in the path of a login, or NULL */
    const char *id;             /* of the request */
    const char *code;           /* of the error that was answered, or "" */
    const char *login;          /* "secret", "PS256", "RS256", or "" */
    const struct issued *token; /* it came with, or NULL */
    int bearer;                 /* enum answer_word: why it is no good */
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

/* clock.c: what the tenant's clock says. */
int64_t now_of(const struct sim *);
const char *time_text(struct arena *, int64_t seconds);
void date_header(struct call *);

/* routes.c */
extern const struct route routes[];
void route_arrive(struct call *);
bool route_accepts(struct call *, const struct route *);
void route_missing(struct call *);

/* bearer.c: tokens that were given out, and steps ahead of every answer. */
struct issued {
    const char *token;
    int64_t expires;
    bool for_graph, of_tenant; /* by its claims */
    const struct issued *next;
};
void token_keep(struct sim *, const struct issued *);
void bearer_judge(struct call *);
void bearer_check(struct call *);
void refusal_check(struct call *);
void slot_check(struct call *);

/* never.c */
void never_check(struct call *);

/* discovery.c */
void answer_discovery(struct call *);
/* Answers, and is false, if no such tenant is here. */
bool tenant_check(struct call *, bool discovery);
bool is_shared_tenant(const char *word);

/* login.c */
void answer_token(struct call *);

/* users.c */
void answer_users(struct call *);
void answer_user(struct call *);
void answer_me(struct call *);
/* By address or id; NULL if there is none. */
const struct user *user_of(const struct tenant *, const char *word);

/* calendar.c */
void answer_calendar(struct call *);

/* principal.c */
void answer_principal(struct call *);
void answer_assignments(struct call *);
void answer_application(struct call *);

#endif
