/* A simulated tenant: everything its JSON file may say. Read strictly, never
 * changed afterwards but for what is used up of refusals, which the lock
 * guards. man/connectwise-sim.1 is the reference of the format. */
#ifndef SIMULATOR_CONNECTWISE_TENANT_H
#define SIMULATOR_CONNECTWISE_TENANT_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/json.h"
#include "tests/simulator/connectwise/function.h"
#include "tests/simulator/kit/fault.h"
#include "tests/simulator/kit/reader.h"

enum { DEFAULT_RECORDS = 3, RECORDS_CAP = 1000000 };

/* A row of the role. */
struct row {
    const char *module, *function;
    const struct function *known; /* NULL: a function nobody has heard of */
    int level[VERB__N];           /* enum level */
    bool absent;                  /* mySecurity lacks it */
    const struct json *declare;   /* members over those of the row, or NULL */
    const struct json *twice;     /* and of a second row for it, or NULL */
    const struct json *items;     /* of its Customize list, or NULL */
};

struct role {
    int64_t id;
    const char *name;
    bool admin, hide_none;
    struct row *row;
    uint32_t n, capacity;
};

enum wire_unpublished { UNPUBLISHED_LEVEL, UNPUBLISHED_EMPTY };
enum wire_custom { CUSTOM_NARROWED, CUSTOM_OFFERED, CUSTOM_EMPTY };
enum wire_size { SIZE_HONOURED, SIZE_IGNORED };
enum wire_paging { PAGING_PAGES, PAGING_FORWARD };
enum wire_link { LINK_GIVEN, LINK_MISSING };
enum wire_cloud { CLOUD_BOOLEAN, CLOUD_TEXT };
enum wire_member { MEMBER_OBJECT, MEMBER_ARRAY };

struct wire {
    int unpublished, custom, size, paging, link, cloud, member;
    const char *link_host;
    const struct json *omit; /* keys that the rows of mySecurity lack */
};

/* A refusal on purpose, in one of the dresses. */
struct refusal {
    const char *path; /* glob, held against call->below */
    int dress;        /* enum dress */
    int64_t after;    /* requests that fit and are answered as usual first */
    int64_t times;    /* left; -1: always */
};

struct tenant {
    const char *name;
    struct {
        const char *host, *user, *region;
        bool cloud, told; /* SiteUrl is */
    } site;
    struct {
        const char *company, *public_key, *private_key, *client_id;
    } credentials;
    const char *codebase, *version;
    struct {
        int64_t id;
        const char *identifier, *name, *license;
        bool inactive;
        const struct json *fields; /* over those of myMembers, or NULL */
    } member;
    struct role role;
    struct {
        int login, none, company, key, client; /* enum dress */
    } refuse;
    struct refusal *refusal;
    uint32_t refusals;
    const char *retry_after;
    struct {
        int64_t after; /* requests; -1: never */
        const char *codebase, *version;
    } upgrade;
    const struct json *company_info; /* over the look-up, or NULL */
    bool company_unknown;
    const struct json *system_info; /* over /system/info, or NULL */
    const struct json *callbacks;   /* array, or NULL */
    const struct json *records;     /* object: list -> number, or NULL */
    struct wire wire;
    struct faults faults;
};

/* False if the tree is no tenant; every mistake is then in diags. */
bool tenant_load(struct tenant *, const struct json *, struct diags *,
                 struct arena *);

/* tenant_role.c: into a struct tenant. */
void role_default(struct tenant *, struct arena *);
void read_role(struct reader *, const struct json *, void *into);

#endif
