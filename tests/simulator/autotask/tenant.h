/* A simulated tenant: everything its JSON file may say. Read strictly, never
 * changed afterwards. man/autotask-sim.1 is the reference of the format. */
#ifndef SIMULATOR_AUTOTASK_TENANT_H
#define SIMULATOR_AUTOTASK_TENANT_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/json.h"
#include "tests/simulator/autotask/level.h"
#include "tests/simulator/kit/fault.h"

#include <stdbool.h>
#include <stdint.h>

/* Nobody outside knows how many failed logins lock an API user: the number is
 * a setting of each tenant. This one is ours. */
enum { LOCK_AFTER = 5 };
enum { DEFAULT_RECORDS = 5, RECORDS_CAP = 100000 };

/* What a metadata answer tells of an entity, one bit each in aspects. */
enum { ASPECT_CALLOUTS = ACCESS__N, ASPECT__N };

struct entity_state {
    int level[ACCESS__N];    /* enum level; what the level grants */
    int declared[ACCESS__N]; /* what metadata says, if not LEVEL_UNKNOWN */
    bool stated[ACCESS__N];  /* named for this entity, not by default */
    bool impersonate[ACCESS__N];
    bool filtered;             /* by line of business: queries find nothing */
    bool metadata_denied;      /* entityInformation is refused */
    bool omitted;              /* missing in the global answer */
    bool no_picklists;         /* its picklists have no values */
    bool no_callouts;          /* supportsWebhookCallouts is false */
    unsigned unreadable;       /* aspects garbled in the global answer */
    unsigned unreadable_alone; /* and in the answer about it alone */
    int64_t records;           /* -1: the default number */
};

enum wire_level {
    WIRE_STRING,
    WIRE_UPPER,
    WIRE_LOWER,
    WIRE_NUMBER,
    WIRE_NUMERIC_STRING,
    WIRE_GARBAGE
};
enum wire_info { WIRE_WRAPPED, WIRE_FLAT };
enum wire_names { WIRE_PLURAL, WIRE_SINGULAR, WIRE_MIXED };
enum wire_denial { WIRE_TYPE, WIRE_VARIANT };
enum wire_global {
    GLOBAL_OK,
    GLOBAL_MISSING,
    GLOBAL_404,
    GLOBAL_500,
    GLOBAL_EMPTY,
    GLOBAL_GARBAGE,
    GLOBAL_HTML,
    GLOBAL_TRUNCATED
};

struct wire {
    int level, info, names, global, denial;
};

/* How a wrong tracking identifier with a good user is answered: both dresses
 * have been seen of the real service. */
enum wrong_code {
    CODE_MIXED, /* the zone with the words, all else with an empty 401 */
    CODE_500,
    CODE_401
};

struct store; /* store.h */

enum module { MODULE__N = 7 };

struct tenant {
    const char *name;
    struct {
        const char *name;
        int64_t number, ci;
        const char *url; /* NULL: where the simulator itself listens */
    } zone;
    struct {
        const char *username, *secret, *code;
    } credentials;
    bool locked;
    int64_t lock_after;
    const char *level_name;
    struct {
        bool can_create;
        int64_t maximum;
    } webhooks;
    struct {
        int64_t id, license;
        const char *user_name, *email, *first, *last;
        bool active;
    } user;
    bool technicians; /* their levels allow impersonation */
    bool module[MODULE__N];
    struct {
        int64_t used, threshold, minutes, over_status;
        bool add_latency;
    } usage;
    struct {
        int64_t limit, status;
    } threads;
    struct wire wire;
    struct faults faults;
    struct entity_state *state; /* one per entity of the table */
    struct store *store;        /* what is written, all that changes */
    int wrong_code;             /* enum wrong_code */
};

/* name, as in a tenant file; number, as in the Modules answer; what begins
 * with one of the prefixes belongs to the module. */
struct module_type {
    const char *name;
    int64_t number;
    const char *prefix[6];
};
extern const struct module_type module_types[MODULE__N];

/* False if the tree is no tenant; every mistake is then in diags. */
bool tenant_load(struct tenant *, const struct json *, struct diags *,
                 struct arena *);

#endif
