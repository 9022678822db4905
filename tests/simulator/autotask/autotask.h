/* The Autotask tenant on the kit: what its parts share. */
#ifndef SIMULATOR_AUTOTASK_AUTOTASK_H
#define SIMULATOR_AUTOTASK_AUTOTASK_H

#include "tests/simulator/autotask/entity.h"
#include "tests/simulator/autotask/tenant.h"
#include "tests/simulator/kit/kit.h"

/* What a request is about, as far as its path tells. */
struct about {
    const struct entity *entity; /* or NULL */
    const struct nested *nested; /* reached through a parent, or NULL */
    int64_t parent, id;          /* -1: none or not a number */
};

static inline struct about *
about(const struct call *call)
{
    return call->about;
}

static inline const struct tenant *
tenant_of(const struct sim *sim)
{
    return sim->tenant;
}

/* routes.c; the tag of a row is the verb (entity.h) that an entity must know,
 * or one of these. */
enum { TAG_METADATA = 0, TAG_UTILITY = 1024 };
extern const struct route routes[];
void route_arrive(struct call *);
bool route_accepts(struct call *, const struct route *);
void route_missing(struct call *);

/* limits.c: steps ahead of every answer. */
void login_judge(struct call *);
void outside_check(struct call *);
void login_check(struct call *);
void login_refuse(struct call *);
void budget_check(struct call *);
void thread_check(struct call *);

/* rights.c */
enum level right_of(const struct sim *, const struct entity *, enum access);
bool module_on(const struct sim *, const struct entity *);
void deny(struct call *, enum access); /* about the entity */
void impersonation_check(struct call *);

void answer_error(struct call *, unsigned status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* answer_utility.c */
void answer_zone(struct call *);
void answer_versions(struct call *);
void answer_version(struct call *);
void answer_authenticate(struct call *);
void answer_modules(struct call *);
void answer_threshold(struct call *);

/* answer_information.c, answer_fields.c */
void answer_entities(struct call *);
void answer_information(struct call *);
void answer_fields(struct call *);
void answer_user_fields(struct call *);

/* answer_query.c */
void answer_query(struct call *); /* and its further pages */
void answer_count(struct call *);
void answer_get(struct call *);
void answer_list(struct call *);

/* answer_write.c */
void answer_create(struct call *);
void answer_update(struct call *);
void answer_delete(struct call *);

#endif
