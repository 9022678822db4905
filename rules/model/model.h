/* The vocabulary: every type that rules, scanner and reports share, on one
 * page. Zero is always the safe value: unknown, doubt, nothing. Everything
 * here lives in one arena; strings are clean text (base/text.h) and never
 * change. Names of enum values as users see them are in rules/model/words.c. */
#ifndef RULES_MODEL_MODEL_H
#define RULES_MODEL_MODEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* ---- what a right is ------------------------------------------------- */

/* The rights a provider grants on an entity, in the order of an editor. */
enum access { ACCESS_VIEW, ACCESS_ADD, ACCESS_EDIT, ACCESS_DELETE, ACCESS__N };

/* How much of it. Flags (yes or no) use LEVEL_ALL and LEVEL_NONE. */
enum level { LEVEL_UNKNOWN, LEVEL_NONE, LEVEL_RESTRICTED, LEVEL_ALL, LEVEL__N };

enum kind {
    KIND_LEVEL, /* access on an entity, at a level */
    KIND_FLAG,  /* a fact that is true or false, of an entity or the account */
    KIND_LIMIT, /* a number with a minimum */
    KIND_STATEMENT, /* only a person can tell */
    KIND__N
};

/* How much harm a right can do that is held without need. */
enum risk {
    RISK_NONE,
    RISK_LOW,
    RISK_MEDIUM,
    RISK_HIGH,
    RISK_CRITICAL,
    RISK__N
};

enum need { NEED_REQUIRED, NEED_RECOMMENDED, NEED__N };

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
    /* skip */
    WHY_OPTION_OFF,
    WHY_NOT_OFFERED,
    /* unknown */
    WHY_CONFLICT,
    WHY_NEEDS_ATTESTATION,
    WHY_ATTESTATION_EXPIRED,
    WHY_USER_UNKNOWN,
    WHY_ZONE_REFUSED,
    WHY_LOGIN_REJECTED,
    WHY_BUDGET,
    WHY_THROTTLED,
    WHY_TIMEOUT,
    WHY_UNREACHABLE,
    WHY_TLS,
    WHY_OUTAGE,
    WHY_GARBAGE,
    WHY_API_ERROR,
    WHY_ABSENT,
    WHY_INTERRUPTED,
    WHY__N
};

/* ---- what a provider can tell (a table beside each provider) --------- */

struct entity_type {
    const char *name;          /* as in the provider's paths */
    bool offered[ACCESS__N];   /* the API offers the verb to anybody */
    bool entity_information;   /* has metadata to ask for */
    const char *const *alias;  /* other names it answers to, NULL-ended */
    const char *noun;          /* what it holds: "tickets" */
    const char *section;       /* of the provider's editor */
    const char *family;        /* "money", "identity", ... */
    enum risk risk[ACCESS__N]; /* of each access, held without need */
    const char *read_abuse;    /* one sentence, or NULL */
    const char *write_abuse;   /* one sentence, or NULL */
};

struct fact_type {
    const char *name; /* as in a rules file, e.g. "webhook-callouts" */
    enum kind kind;   /* KIND_FLAG or KIND_LIMIT */
    bool per_entity;  /* about an entity; else about the account */
    const char *about;
};

/* What rules may speak of; the loader checks every name against it. */
struct catalogue {
    const char *provider;
    const struct entity_type *entity; /* sorted by name */
    uint32_t n_entity;
    const struct fact_type *fact;
    uint32_t n_fact;
    const char *const *editor; /* sections of the provider's editor of
                                  rights, in its order */
    uint32_t n_editor;
};

/* ---- rules ----------------------------------------------------------- */

/* The smallest thing that can be granted or not. */
struct claim {
    enum kind kind;
    const char *entity;   /* NULL: about the account */
    enum access access;   /* KIND_LEVEL */
    enum level level;     /* KIND_LEVEL: the least that will do */
    const char *fact;     /* KIND_FLAG and KIND_LIMIT */
    int64_t at_least;     /* KIND_LIMIT */
    const char *question; /* KIND_STATEMENT: what the person states */
};

/* One rule x one access: the unit of a verdict. All claims must hold. */
struct check {
    const char *id;       /* "<rule id>.<access>" */
    const char *access;   /* "view", "add", ..., "manage", "login" */
    const char *object;   /* as printed in the vendor's table */
    const char *required; /* as printed: "All", "yes", "at least 50" */
    const char *option;   /* NULL: always on */
    const char *screen;   /* where in the provider's editor */
    const char *fix;      /* what to set there */
    const char *degrades; /* what is lost without it, a sentence */
    const char *feature;  /* id of what it serves */
    const struct claim *claim;
    uint32_t n_claim;
    uint32_t rule; /* index of its rule */
};

struct source {
    const char *id, *title, *date; /* date: YYYY-MM-DD */
    const char *url;               /* or NULL */
};

/* One rules file of a run: whose rules they are. Everything that is found
 * says by this id which file asked for it. */
struct pack {
    const char *id, *title, *version;
    const char *product; /* "Horizon" */
    const char *sha256;  /* of the file's bytes, 64 hex digits */
};

/* One row of the vendor's table. */
struct rule {
    const char *id, *section, *object;
    const char *level; /* the vendor's words, e.g. "View: All, Add" */
    const char *why;
    enum need need;
    uint32_t pack, source;    /* indices */
    uint32_t check0, n_check; /* its checks in ruleset.check */
    uint32_t line;            /* in the rules file */
};

struct rule_option {
    const char *name, *about;
    const char *rules; /* id of its pack */
    bool on;           /* as chosen; the file's default until then */
};

/* What the product does with rights: the words in which its customer thinks. */
struct feature {
    const char *id, *title;
    const char *rules; /* id of its pack */
};

/* Of the rules that name no feature: the product as such. */
#define FEATURE_PRODUCT "product"

/* What may be held besides what the checks ask for, and why. */
struct tolerance {
    const char *entity; /* NULL: any of the family */
    const char *family; /* NULL: any */
    bool access[ACCESS__N];
    const char *reason;
};

/* The rules of a run: those of one file, or of several joined. */
struct ruleset {
    const char *provider;
    const struct pack *pack;
    uint32_t n_pack;
    struct rule_option *option; /* the caller sets .on before planning */
    uint32_t n_option;
    const struct source *source;
    uint32_t n_source;
    const struct feature *feature;
    uint32_t n_feature;
    const struct rule *rule;
    uint32_t n_rule;
    const struct check *check; /* in the order of the files */
    uint32_t n_check;
    const struct tolerance *tolerance;
    uint32_t n_tolerance;
};

/* ---- what was seen --------------------------------------------------- */

#define NO_EXCHANGE UINT32_MAX

/* One request and what came back, redacted; one entry for all its tries. */
struct exchange {
    const char *method, *path; /* path without host; no user, no secret */
    const char *body;          /* what was sent, redacted, or NULL */
    const char *purpose;       /* for a person: "who may do what, ..." */
    const char *note;          /* what the answer says, in a few words */
    int status;                /* HTTP; 0: no answer */
    uint32_t millis;           /* of the last try */
    uint32_t tries;            /* 0: never sent */
    int64_t bytes;             /* of the last answer's body */
};

enum basis {
    BASIS_DECLARED, /* the provider's metadata about the grant */
    BASIS_READ,     /* a real read was allowed or refused */
    BASIS__N
};

/* One fact read from an exchange, already interpreted. LEVEL_UNKNOWN goes
 * with a reason. About: entity and access (KIND_LEVEL), or a fact. */
struct observation {
    const char *entity; /* NULL: the account */
    const char *fact;   /* NULL: a level */
    enum access access;
    enum basis basis;
    enum level level;
    enum reason reason;
    bool counted; /* KIND_LIMIT: number is known, and a lower bound */
    int64_t number;
    const char *said;  /* the provider's own word, or NULL */
    uint32_t exchange; /* index or NO_EXCHANGE */
};

/* ---- what it means --------------------------------------------------- */

/* One claim of a check with what bears on it; a finding shows them all. */
struct evidence {
    const char *about;  /* "Tickets: Edit", "login" */
    const char *entity; /* or NULL */
    const char *aspect; /* "view", ..., or the fact's name */
    enum basis basis;
    const char *wanted;   /* "All" */
    const char *observed; /* "Restricted"; "not known" */
    const char *said;     /* the provider's own word, or NULL */
    enum verdict verdict; /* of this claim */
    enum reason reason;
    uint32_t exchange; /* index or NO_EXCHANGE */
};

/* A dated, signed-off statement by a person. */
struct attestation {
    const char *rules; /* id of the pack whose check it is about */
    const char *check, *by, *on, *expires; /* dates: YYYY-MM-DD */
    const char *note;                      /* or NULL */
    bool is_number;
    bool yes;       /* if it is no number */
    int64_t number; /* if it is one */
    bool expired;   /* on the day of the scan */
};

enum waiver_state {
    WAIVER_ACTIVE,    /* accepts something that does not pass */
    WAIVER_EXPIRED,   /* its date has gone by: what it accepted counts again */
    WAIVER_UNNEEDED,  /* what it accepts passes, or is no excess any more */
    WAIVER_UNMATCHED, /* there is no such check or excess row */
    WAIVER_ELSEWHERE, /* it is for another target */
    WAIVER__N
};

/* A dated decision to accept what does not pass. */
struct waiver {
    const char *rules; /* id of the pack of the check; NULL: none is named */
    const char *check; /* id of a check or of an excess row */
    const char *reason, *owner, *approver, *ticket, *expires;
    const char *target; /* NULL: any */
    enum waiver_state state;
    bool soon; /* expires within 14 days of the scan */
};

/* A check with its verdict. It repeats what reports need of the rule, so that
 * an audit can be rendered without the rules file. */
struct finding {
    const char *rules; /* id of the pack that asks */
    const char *id, *section, *object, *access;
    enum need need;
    enum verdict verdict;
    enum reason reason;
    enum strength strength;
    const char *required, *observed;
    const char *detail; /* one sentence for a person */
    const char *why, *degrades, *screen, *fix, *source;
    const char *option;  /* the option that turns it on, or NULL */
    const char *feature; /* id of what it serves, among those of its pack */
    const struct evidence *evidence;
    uint32_t n_evidence;
    const struct waiver *waiver; /* that accepts it, or did; or NULL */
    const struct attestation *attestation; /* what a person says; or NULL */
    bool contested; /* the person says otherwise than the API shows */
};

/* A right that is granted and that no rule asks for or tolerates. */
struct excess {
    const char *id; /* "excess.Invoices.edit" */
    const char *entity, *noun, *section, *family;
    enum access access;
    enum level level; /* restricted or all */
    enum risk risk;
    const char *abuse;           /* one sentence, or NULL */
    const char *said;            /* the provider's own word */
    uint32_t exchange;           /* index or NO_EXCHANGE */
    const struct waiver *waiver; /* that accepts it, or did; or NULL */
};

enum excess_mode { EXCESS_REPORT, EXCESS_IGNORE, EXCESS_FAIL, EXCESS__N };

/* What excess rows were looked for in. */
struct coverage {
    uint32_t total;              /* entities that are known */
    uint32_t judged;             /* of which every access was readable */
    uint32_t tolerated;          /* rights held, not asked for, tolerated */
    const char *const *unjudged; /* names of the entities not judged */
    uint32_t n_unjudged;
};

/* What became of a check, a right or the account since another audit. */
enum change_kind {
    CHANGE_IDENTITY,    /* another user, database, zone or rules file */
    CHANGE_NEW_FAILURE, /* did not fail before */
    CHANGE_REGRESSED,   /* passed or failed before, unknown now */
    CHANGE_NEW_EXCESS,
    CHANGE_WAIVER_EXPIRED,
    CHANGE_ATTESTATION_EXPIRED,
    CHANGE_STILL_FAILING,
    CHANGE_STILL_EXCESS,
    CHANGE_FIXED,    /* failed before, does not now */
    CHANGE_RESOLVED, /* unknown before, known now */
    CHANGE_GONE_EXCESS,
    CHANGE_RULE_ADDED,
    CHANGE_RULE_REMOVED,
    CHANGE_RULE_CHANGED,
    CHANGE__N
};

struct change {
    enum change_kind kind;
    const char *rules; /* id of the pack of a check; NULL: not of one */
    const char *id;    /* check, excess row, or what of the identity: "user" */
    const char *before, *after; /* words, or NULL */
    const char *detail;         /* one sentence for a person */
};

/* What becomes of a feature. From off on, the later outweighs the earlier. */
enum prospect {
    PROSPECT_UNKNOWN,
    PROSPECT_OFF,      /* not in use: none of its checks applies */
    PROSPECT_WORKS,    /* all of its checks that apply pass */
    PROSPECT_DEGRADES, /* something recommended is missing */
    PROSPECT_BREAKS,   /* something required is missing */
    PROSPECT__N
};

enum outcome {
    OUTCOME_UNDETERMINED,
    OUTCOME_COMPLIANT,
    OUTCOME_NOT_COMPLIANT,
    OUTCOME__N
};

struct target {
    const char *name;      /* what the user calls it; may be the masked user */
    const char *provider;  /* "autotask" */
    const char *endpoint;  /* where the zone look-up was sent */
    const char *zone;      /* name of the zone, or NULL */
    const char *zone_url;  /* where the rest was sent, or NULL */
    const char *database;  /* its number, or NULL */
    const char *user;      /* masked */
    const char *user_mark; /* 8 hex digits of a hash: tells two users apart and
                              is shared by too many names to tell who; or
                              NULL */
};

/* The tenant's own hourly budget, as read at the start. */
struct usage {
    bool known;
    int64_t used, threshold, minutes;
};

/* The whole record of one scan; every report is a view of it. */
struct audit {
    const char *tool;               /* "grantscan 0.1.0" */
    const char *started, *finished; /* "2026-11-23T08:00:00Z" */
    struct target target;
    struct usage usage;
    const struct pack *pack; /* the rules files, in the order given */
    uint32_t n_pack;
    const struct rule_option *option;
    uint32_t n_option;
    const struct feature *feature;
    uint32_t n_feature;
    enum need fail_on;   /* NEED_RECOMMENDED: every fail counts */
    enum reason stopped; /* why the scan ended early; WHY_GRANTED: it did not */
    const char *stop_text;   /* the same for a person, or NULL */
    const char *const *note; /* what the reader should know besides */
    uint32_t n_note;
    uint32_t requests;             /* sent, retries included */
    uint32_t millis;               /* wall time */
    const struct finding *finding; /* one per check, in the rules' order */
    uint32_t n_finding;
    const struct exchange *exchange;
    uint32_t n_exchange;
    const struct observation *observation;
    uint32_t n_observation;
    enum excess_mode excess_mode;
    const struct excess *excess; /* the riskiest first */
    uint32_t n_excess;
    struct coverage coverage;
    const struct attestation *attestation;
    uint32_t n_attestation;
    const struct waiver *waiver;
    uint32_t n_waiver;
    const char *const *editor; /* as in the catalogue, for the worksheet */
    uint32_t n_editor;
    const char *baseline; /* when the audit compared with began, or NULL */
    bool new_only;        /* only what is new counts for the exit status */
    const struct change *change;
    uint32_t n_change;
};

#endif
