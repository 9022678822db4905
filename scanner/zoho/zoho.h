/* The Zoho Desk provider: its parts and what they share. Facts about Zoho are
 * marked with their source where they are used.
 *
 * Three gates stand one behind the other: the scopes of the refresh token, the
 * profile of the agent who consented, and the edition. A call is refused by the
 * first that is closed, so a refusal tells of one gate, by its word, and of no
 * other. */
#ifndef SCANNER_ZOHO_ZOHO_H
#define SCANNER_ZOHO_ZOHO_H

#include "scanner/engine/scan.h"
#include "scanner/zoho/catalogue.h"

extern const struct provider provider_zoho;

#define ZOHO_DC            "ZOHO_DC"
#define ZOHO_CLIENT_ID     "ZOHO_CLIENT_ID"
#define ZOHO_CLIENT_SECRET "ZOHO_CLIENT_SECRET"
#define ZOHO_REFRESH_TOKEN "ZOHO_REFRESH_TOKEN"
#define ZOHO_ORG_ID        "ZOHO_ORG_ID"

/* Learned secrets. */
enum { ZOHO_ACCESS };

/* So many rights of a profile that nobody here has heard of are listed. */
enum { ZOHO_STRANGERS_MOST = 200 };

/* What a step is for (step.probe): there is one of each. */
enum zoho_probe {
    ZOHO_TOKEN, /* the one refresh */
    ZOHO_ORGANIZATIONS,
    ZOHO_AGENT,       /* who consented */
    ZOHO_PERMISSIONS, /* of that agent's profile */
    ZOHO_PROFILE,     /* the same with its type: spare */
    ZOHO_PERSONAL_ROLE,
    ZOHO_DEPARTMENT_LIST,
    /* reads */
    ZOHO_LAYOUTS,
    ZOHO_WEBHOOKS,
    ZOHO_TICKET_COUNT,
    ZOHO_TICKETS, /* spare */
    ZOHO_SEARCH,
    ZOHO_CONTACT_SEARCH,
    ZOHO_CONTACTS, /* spare */
    ZOHO_ACCOUNTS,
    ZOHO_AGENTS,
    ZOHO_PROBE__N
};

/* ---- site.c -------------------------------------------------------------- */

/* A data center: clients, codes and tokens live in one of them. */
struct zoho_dc {
    const char *word; /* "eu" */
    const char *accounts, *desk;
    const char *api; /* the host that answers name for other products */
};

/* The URL that tokens come from. NULL: no credential may be sent there, for the
 * reason in *why. */
const char *zoho_locate(const char *site, const char **why, struct arena *);
/* The client, whose id is in every address of a consent and is no secret. */
const char *zoho_user(const struct secrets *, struct diags *, struct arena *);
bool zoho_prepare(struct scan *, struct diags *);
/* Hosts of Desk, of all data centers, NULL-ended. */
extern const char *const zoho_hosts[];
/* The data center whose answers name that URL as the place of other products;
 * NULL: none. */
const struct zoho_dc *zoho_dc_of_api(const char *url);
/* The words of all, or of all but that one: "us, in, au and jp". */
const char *zoho_dc_others(const struct zoho_dc *, struct arena *);

/* ---- what was learned ---------------------------------------------------- */

/* What an answer of Desk comes to. */
enum zoho_class {
    ZOHO_UNHEARD,   /* there was none */
    ZOHO_YES,       /* allowed, also where nothing is there */
    ZOHO_NO_SCOPE,  /* the token lacks a scope for it */
    ZOHO_NO_RIGHT,  /* the profile, or what else limits the agent */
    ZOHO_OTHER_ORG, /* the token is of another organization */
    ZOHO_EDITION,   /* the edition does not have it: no denial */
    ZOHO_NO_TOKEN,  /* the token itself is not accepted */
    ZOHO_PASSING,   /* comes and goes: says nothing either */
    ZOHO_ODD,       /* may mean anything */
    ZOHO_CLASS__N
};

struct zoho_result {
    enum zoho_class class;
    enum reason reason; /* of what settles nothing: why */
    const char *why;    /* more on it, or NULL */
    const char *said;   /* Zoho's own words, or NULL */
    uint32_t exchange;
};

/* Something that is told, not told, or told so that it cannot be relied on. */
enum zoho_told { ZOHO_UNTOLD, ZOHO_NO, ZOHO_TRUE };

struct zoho_department {
    const char *id, *name;
    enum zoho_told on; /* untold also where it is told both ways */
};

struct zoho {
    const struct zoho_dc *dc;
    const char *org;         /* digits, as given */
    struct zoho_result *got; /* by probe */

    /* The refresh. */
    bool scope_told;
    bool scope_odd;            /* there was one that cannot be taken apart */
    const char **scope;        /* by index of zoho_scope: as told, or NULL */
    const char *const *beyond; /* that nobody here has heard of */
    uint32_t n_beyond;
    const struct zoho_dc *elsewhere; /* another data center that was named */

    /* The organization. */
    enum zoho_told listed; /* it is among the agent's */
    const char *other;     /* one that is, where ours is not; or NULL */
    enum zoho_told admin;  /* of it */
    const char *edition;   /* or NULL */

    /* The agent. */
    const char *agent, *role, *role_kind; /* ids and word, or NULL */
    const char *const *department;        /* ids of the agent's own */
    uint32_t n_department;
    bool department_told;

    /* The profile. */
    bool profile_told;
    uint32_t profile_exchange;
    const char *profile_type; /* or NULL */
    bool profile_type_odd;    /* another answer says another one */
    enum zoho_told across;    /* setup.fetchAcrossDepartment */
    uint32_t n_spoken;        /* rights that are known here and told */
    uint32_t n_stranger;      /* rights of it that nobody here has heard of */

    const char *personal;        /* id of the role that sees least; or NULL */
    struct zoho_department *all; /* departments */
    uint32_t n_all;
    bool all_told;

    int64_t left; /* credits of today; -1: untold */
};

struct zoho *zoho_state(struct scan *);

/* ---- the rest ------------------------------------------------------------ */

/* Of the token endpoint, and of Desk. */
extern const struct dialect zoho_dialect, zoho_desk_dialect;
/* What anything but a success means. */
struct zoho_result zoho_refused(const struct answer *);

bool zoho_ready(struct scan *, uint32_t step);
/* Whether Desk accepted the token at least once. */
bool zoho_accepted(const struct zoho *);
/* The first answer to a request for the organization that came to that; or
 * NULL. */
const struct zoho_result *zoho_first(const struct zoho *, enum zoho_class);
void zoho_plan(const struct ruleset *, struct plan *, struct arena *);
void zoho_hear(struct scan *, uint32_t step, const struct answer *);

/* connect.c: the refresh and the organization. */
void zoho_hear_token(struct scan *, uint32_t step, const struct answer *);
void zoho_tell_refused(struct scan *, const struct answer *);

/* What an answer tells, in connect.c and agent.c. False: it makes no sense. */
typedef bool zoho_taker(struct scan *, uint32_t step, const struct answer *);
zoho_taker zoho_take_organizations, zoho_take_agent, zoho_take_profile;
zoho_taker zoho_take_role, zoho_take_departments;

/* An id of digits, as text or as a number, of which each digit counts; NULL: it
 * is none. Ids have more digits than a double keeps [official]. */
const char *zoho_id(struct arena *, const struct json *);
/* Whether it is true or false; anything else tells nothing. */
enum zoho_told zoho_told(const struct json *);
/* The list in an answer, or NULL. */
const struct json *zoho_list(const struct answer *);

/* reads.c: what the calls for one read come to. */
const struct zoho_result *zoho_read(const struct scan *, enum zoho_read);
/* Whether the scope of that index is held as far as is declared, by itself or
 * with one that includes it. */
bool zoho_declared(const struct scan *, uint32_t scope);
/* Whether that read, in this scan, tells of that scope alone. */
bool
zoho_isolates(const struct scan *, uint32_t scope, const struct zoho_result *);
/* Where that scope is declared: what was refused for want of a scope although
 * it would do; or NULL. */
const struct zoho_result *zoho_gainsaid(const struct scan *, uint32_t scope);

/* Whether the scope of the first index includes that of the second. */
bool zoho_includes(uint32_t strong, uint32_t weak);

/* Whether Desk refused the token and never accepted it. */
bool zoho_is_refused(const struct scan *);

void zoho_conclude(struct scan *);
void zoho_tell(struct scan *, const char *right, bool held, const char *said,
               uint32_t exchange);
void zoho_tell_doubt(struct scan *, const char *right, enum reason,
                     const char *why, uint32_t exchange);
void zoho_tell_stranger(struct scan *, const char *name, const char *section,
                        uint32_t exchange);
/* That it is not known because of what that answer came to; what: that could
 * not be seen, a sentence to which the cause is added. */
void zoho_tell_hidden(struct scan *, const char *right,
                      const struct zoho_result *, const char *what);
void zoho_tell_reach(struct scan *);
void zoho_note(struct scan *);

#endif
