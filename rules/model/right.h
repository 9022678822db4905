/* What can be held, and what is known of it: rights, the scales on which they
 * are measured, claims and observations. A claim asks for an interval of a
 * scale, an observation tells one; judging is intersecting. Everything here
 * lives in one arena or in a provider's tables; strings are clean text
 * (base/text.h) and never change. Zero is always the safe value: unknown,
 * doubt, nothing. */
#ifndef RULES_MODEL_RIGHT_H
#define RULES_MODEL_RIGHT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* ---- what a provider can grant (tables beside each provider) ---------- */

/* A provider's own words for how much of a right is held, weakest first: the
 * first means that it is not held at all. */
struct scale {
    const char *name;
    const char *const *word;  /* as in files: "none", "restricted", "all" */
    const char *const *title; /* as its editor prints them: "None", ... */
    uint32_t n;               /* 0: plain numbers, without words */
    const char *const *about; /* what a grade means where more is asked for,
                                 a sentence each, or NULL; or no list */
};

/* A grade is an index into a scale, or the number itself. */
#define GRADE_NONE INT64_C(0)
#define GRADE_MOST INT64_MAX /* no upper end */

/* Scales that several providers share. */
extern const struct scale scale_flag;    /* no < yes */
extern const struct scale scale_number;  /* a limit */
extern const struct scale scale_subject; /* no < yes: of a subject */

/* How much harm a right can do that is held without need. */
enum risk {
    RISK_NONE,
    RISK_LOW,
    RISK_MEDIUM,
    RISK_HIGH,
    RISK_CRITICAL,
    RISK__N
};

/* What can be done to an entity, in the order of the provider's editor. */
struct verb {
    const char *word;  /* in files: "edit" */
    const char *title; /* "Edit" */
    const char *done;  /* "changed" */
    bool reads;        /* it changes nothing */
};

/* What rights are held on: a table, a function of a menu, a scope. (The
 * "object" of a rule is what the vendor prints; this is the provider's.) */
struct entity {
    const char *name;         /* as in the provider's paths */
    const char *title;        /* as people know it; NULL: the name will do */
    const char *noun;         /* what it holds: "tickets" */
    const char *section;      /* of the provider's editor */
    const char *family;       /* "money", "identity", ... */
    const char *const *alias; /* other names it answers to, NULL-ended */
    const char *subject; /* on whom rights on it are tried, as rules files call
                            them: "technician"; NULL: nobody has to be named */
    uint32_t right0, n_right; /* its rights in the catalogue */
};

/* Something that can be held or not, and how much of it. */
struct right {
    const char *id;              /* "Tickets.edit"; never taken apart */
    const struct entity *entity; /* NULL: of the account */
    const char *verb;            /* word of a verb, or name of a fact */
    const struct scale *scale;
    const char *about; /* a fact: the sentence that is true of it; NULL: a
                          grant of its verb */
    const char *abuse; /* held without need, one sentence; or NULL */
    enum risk risk;
    bool offered;     /* to anybody */
    bool never_empty; /* what may be seen with it is never an empty list */
};

/* A fact that rules may name: true or false, or a number. */
struct fact {
    const char *name; /* "webhook-callouts" */
    const struct scale *scale;
    bool per_entity; /* about an entity; else about the account */
};

/* Who holds the strong one holds the weak one: indices of rights. */
struct implies {
    uint32_t strong, weak;
};

/* A name that is taken for that of an entity, and is something else. */
struct look_alike {
    const char *name;
    const char *meant; /* the entity's; or NULL: nobody can tell */
    const char *about; /* what it is, a sentence that names it */
};

/* How far a list of rights can be trusted to be all there are. */
enum world {
    WORLD_OPEN,   /* what it does not name may be held all the same */
    WORLD_LISTED, /* only what was asked for one by one is known */
    WORLD_CLOSED, /* what is held is in the list */
    WORLD__N
};

/* What rules may speak of; the loader checks every name against it. */
struct catalogue {
    const char *provider;
    const struct verb *verb;
    uint32_t n_verb; /* at most 64 */
    const struct fact *fact;
    uint32_t n_fact;
    const struct entity *entity; /* sorted by name */
    uint32_t n_entity;
    const struct right *right; /* an entity's verbs first, in their order; then
                                  its facts; those of the account last */
    uint32_t n_right;
    const struct implies *implies;
    uint32_t n_implies;
    /* The strong one opens more than the weak one and does not stand in for it:
     * where only the weak one is asked for, the strong one is too much. */
    const struct implies *wider;
    uint32_t n_wider;
    const struct look_alike *look_alike;
    uint32_t n_look_alike;
    /* Options of rules files that the provider looks at itself, NULL-ended;
     * NULL: none. No rule need use them. */
    const char *const *option;
    enum world world;
    const char *const *editor; /* sections of the provider's editor of
                                  rights, in its order */
    uint32_t n_editor;
    /* Who holds this fact holds everything: of that account nothing else is
     * worth a row of its own. NULL: there is no such thing. */
    const struct right *everything;
    const char *all;   /* what that is, where it is less; NULL: "everything" */
    const char *apart; /* a section of the editor that is no part of it; NULL */
    const char *account; /* what the provider calls an account, and where that
                            is said: "API member" */
};

/* ---- verdicts -------------------------------------------------------- */

/* In order of strength: combining is taking the stronger. */
enum verdict {
    VERDICT_SKIP,
    VERDICT_PASS,
    VERDICT_UNKNOWN,
    VERDICT_FAIL,
    VERDICT__N
};

enum strength {
    STRENGTH_NONE,      /* nothing was learned */
    STRENGTH_DECLARED,  /* the provider's metadata says so */
    STRENGTH_CONFIRMED, /* metadata and a real read agree */
    STRENGTH_ATTESTED,  /* a person said so */
    STRENGTH__N
};

/* The closed list. Each reason belongs to exactly one verdict (words.c). */
enum reason {
    WHY_NOT_PROBED, /* unknown: never asked */
    /* pass */
    WHY_GRANTED,
    WHY_ATTESTED,
    /* fail */
    WHY_NOT_GRANTED,
    WHY_RESTRICTED,
    WHY_BELOW_LIMIT,
    WHY_EXCESS,
    WHY_POLICY,
    /* skip */
    WHY_OPTION_OFF,
    WHY_NOT_OFFERED,
    /* unknown */
    WHY_CONFLICT,
    WHY_NEEDS_ATTESTATION,
    WHY_ATTESTATION_EXPIRED,
    WHY_NEEDS_SUBJECT,
    WHY_NOT_LISTED,
    WHY_USER_UNKNOWN,
    WHY_HOST_REFUSED,
    WHY_MISDIRECTED,
    WHY_LOGIN_REJECTED,
    WHY_LOGIN_LOST,
    WHY_BUDGET,
    WHY_THROTTLED,
    WHY_TIMEOUT,
    WHY_UNREACHABLE,
    WHY_TLS,
    WHY_INTERCEPTED,
    WHY_OUTAGE,
    WHY_GARBAGE,
    WHY_API_ERROR,
    WHY_ABSENT,
    WHY_SWITCHED_OFF,
    WHY_INTERRUPTED,
    WHY__N
};

/* ---- claims and observations ------------------------------------------ */

struct subject;

/* That a grade lies from low to high, both included. A check holds if each of
 * its clauses does; a clause holds if one of its ways does; a way holds if
 * each of its claims does. Claims stand in that order; mostly each is the
 * only claim of the only way of its clause. */
struct claim {
    const struct right *right; /* NULL: only a person can tell */
    int64_t low, high;
    const char *question; /* what the person states; or NULL */
    bool doubtful;        /* held is not enough: a person has to say so too */
    bool fallback;        /* of a way that is gone only where the rights of the
                             others do not exist */
    uint16_t clause, way;
    const char *const *within;     /* parts of what the right is about that are
                                      needed, NULL-ended; NULL: all of it */
    const struct subject *subject; /* it is tried on (rules.h); or NULL */
    uint32_t nth; /* which of those named, from 1; 0: nobody is */
};

#define NO_EXCHANGE UINT32_MAX

enum basis {
    BASIS_DECLARED, /* the provider's metadata about the grant */
    BASIS_READ,     /* a real read was allowed or refused */
    BASIS_STATED,   /* a person says so */
    BASIS__N
};

/* One fact read from an exchange, already interpreted: the grade of the right
 * lies from low to high. If the reason is one of doubt, nothing is known of
 * the grade, and that is why. */
struct observation {
    const char *right; /* id */
    int64_t low, high;
    enum reason reason; /* WHY_GRANTED: an answer that was understood */
    bool weak;          /* can contradict and confirm, but settles nothing */
    enum basis basis;
    bool gone;        /* not known, and what could hold it was seen whole: there
                         is no such right */
    const char *said; /* the provider's own word, or NULL */
    const char *why;  /* why its grade stays open, in particular; or NULL */
    const char *needs; /* not known: id of the right without which it cannot be
                          seen; or NULL */
    uint32_t exchange; /* index or NO_EXCHANGE */
};

#endif
