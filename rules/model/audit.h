/* What was found: the whole record of one scan, of which every report is a
 * view. Names of enum values as users see them are in rules/model/words.c. */
#ifndef RULES_MODEL_AUDIT_H
#define RULES_MODEL_AUDIT_H

#include "rules/model/found.h"
#include "rules/model/rules.h"

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

/* The aspect of what only a person can tell. */
#define ASPECT_STATEMENT "statement"

/* One claim of a check with what bears on it; a finding shows them all. */
struct evidence {
    const char *about;  /* "Tickets: Edit", "login" */
    const char *entity; /* or NULL */
    const char *aspect; /* word of the right's verb, or ASPECT_STATEMENT */
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

/* What somebody read in the provider's own editor: all that is held there, for
 * a provider that has no list of it for programs (WORLD_LISTED). */
struct inventory {
    const char *by, *on, *expires; /* dates: YYYY-MM-DD */
    const char *const *name;       /* as they stand there, each once */
    uint32_t n;
    bool expired; /* on the day of the scan */
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
    bool inferred; /* the rule was published by nobody in these words */
    enum verdict verdict;
    enum reason reason;
    enum strength strength;
    const char *required, *observed;
    const char *detail; /* one sentence for a person */
    const char *why, *degrades, *screen, *fix, *source;
    const char *option;  /* the option that turns it on, or "NAME=no" of one
                            that turns it off; or NULL */
    const char *feature; /* id of what it serves, among those of its pack */
    const struct evidence *evidence;
    uint32_t n_evidence;
    const struct waiver *waiver; /* that accepts it, or did; or NULL */
    const struct attestation *attestation; /* what a person says; or NULL */
    bool contested; /* the person says otherwise than the API shows */
};

/* A right that is granted and that no rule asks for or tolerates, or of which
 * more is granted than any asks for. */
struct excess {
    const char *id; /* "excess.Invoices.edit" */
    const char *entity, *noun, *section, *family;
    const char *access;  /* word of the verb */
    const char *title;   /* of the verb: "Edit" */
    const char *level;   /* word of the grade: "restricted" */
    const char *held;    /* title of the grade: "Restricted" */
    const char *instead; /* more than asked for: id of the right that is asked
                            for; or NULL */
    const char *under;   /* id of the row that says it all, of which this is
                            only a part; or NULL */
    enum risk risk;
    const char *abuse;           /* one sentence, or NULL */
    const char *detail;          /* one sentence for a person */
    const char *said;            /* the provider's own word */
    uint32_t exchange;           /* index or NO_EXCHANGE */
    const struct waiver *waiver; /* that accepts it, or did; or NULL */
};

/* With EXCESS_FAIL, audit.excess_least is the least risk that counts. */
enum excess_mode { EXCESS_REPORT, EXCESS_IGNORE, EXCESS_FAIL, EXCESS__N };

/* What excess rows were looked for in. */
struct coverage {
    enum world world;            /* what the list of rights is good for */
    uint32_t total;              /* entities that are known */
    uint32_t judged;             /* of which every access was readable */
    uint32_t tolerated;          /* rights held, not asked for, tolerated */
    const char *const *unjudged; /* names of the entities not judged */
    uint32_t n_unjudged;
};

/* What became of a check, a right or the account since another audit. */
enum change_kind {
    CHANGE_IDENTITY,    /* another account, tenant or rules file */
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
    CHANGE_SUBJECT, /* reads were tried on others, or on more or fewer */
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

/* What every report is headed with: the outcome, and what of it a reader must
 * not miss. The words, and the outcome of each, are in words.c. */
enum headline {
    HEADLINE_UNDETERMINED,
    HEADLINE_PREVENTED, /* undetermined, and one cause is to blame */
    HEADLINE_COMPLIANT,
    HEADLINE_OVERSIZED, /* compliant, and holds what it better would not */
    HEADLINE_OVERSIZED_ACCEPTED, /* so, but what fails is merely accepted */
    HEADLINE_NOT_COMPLIANT,
    HEADLINE__N
};

/* Something that tells about the tenant or the account, with a label. */
struct trait {
    const char *label; /* "Region" */
    const char *value; /* never empty */
    bool identity;     /* another value is another account */
};

struct target {
    const char *id;       /* stable: the same account has the same; or NULL */
    const char *name;     /* what the user calls it; may be the account */
    const char *provider; /* its name */
    const char *endpoint; /* where the first request was sent */
    const char *account;  /* what it logs in with, masked */
    const char *kind;     /* what the provider calls such an account: "API
                             member"; or NULL */
    const struct trait *trait;
    uint32_t n_trait;
};

/* The tenant's own budget of requests, as read at the start. */
struct quota {
    bool known;
    int64_t used, limit, minutes;
};

/* The whole record of one scan; every report is a view of it. */
struct audit {
    const char *tool;               /* "grantscan 0.1.0" */
    const char *started, *finished; /* "2026-11-23T08:00:00Z" */
    struct target target;
    struct quota quota;
    const struct pack *pack; /* the rules files, in the order given */
    uint32_t n_pack;
    const struct rule_option *option;
    uint32_t n_option;
    const struct subject *subject; /* masked; their values are in no audit */
    uint32_t n_subject;
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
    const struct found *found; /* entities that the catalogue does not name */
    uint32_t n_found;
    enum excess_mode excess_mode;
    enum risk excess_least;      /* EXCESS_FAIL: rows below it do not count;
                                    RISK_NONE: all do */
    const struct excess *excess; /* the riskiest first */
    uint32_t n_excess;
    struct coverage coverage;
    const struct attestation *attestation;
    uint32_t n_attestation;
    const struct waiver *waiver;
    uint32_t n_waiver;
    const char *const *editor; /* as in the catalogue, for the worksheet */
    uint32_t n_editor;
    const struct verb *verb; /* as in the catalogue, for the matrix */
    uint32_t n_verb;
    const struct scale *const *scale; /* those of the catalogue's grants, for
                                         the worksheet */
    uint32_t n_scale;
    const char *baseline; /* when the audit compared with began, or NULL */
    bool new_only;        /* only what is new counts for the exit status */
    const struct change *change;
    uint32_t n_change;
};

#endif
