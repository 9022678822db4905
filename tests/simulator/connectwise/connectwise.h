/* The ConnectWise tenant on the kit: what its parts share. */
#ifndef SIMULATOR_CONNECTWISE_CONNECTWISE_H
#define SIMULATOR_CONNECTWISE_CONNECTWISE_H

#include "tests/simulator/connectwise/dress.h"
#include "tests/simulator/connectwise/tenant.h"
#include "tests/simulator/kit/kit.h"

enum what { WHAT_LIST, WHAT_COUNT, WHAT_ONE };

/* What a request is about, as far as its path tells. */
struct about {
    bool api;             /* below {codebase}apis/3.0/ */
    const char *codebase; /* as asked for, without a slash */
    const char *list;     /* "service/tickets", {id} for a number; or NULL */
    int what;             /* enum what */
    int64_t id;
    const char *link; /* pages of the answer, or NULL */
    int dress;        /* enum dress: the refusal that was given */
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

/* access.c: steps ahead of every answer. */
void login_judge(struct call *);
void outside_check(struct call *);
void refusal_check(struct call *);
void codebase_check(struct call *);
void login_check(struct call *);
/* Without a slash at its end; the new one after an upgrade. */
const char *codebase_now(struct sim *, const char **version);

/* never.c */
void never_check(struct call *);

/* company.c */
void answer_company(struct call *);
void answer_info(struct call *);

/* security.c */
void answer_security(struct call *);
void answer_customize(struct call *);

/* member.c */
void answer_member(struct call *);
void answer_member_info(struct call *);
void answer_callbacks(struct call *);

/* list.c */
void answer_list(struct call *);
void answer_write(struct call *);

#endif
