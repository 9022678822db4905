/* What is asked: the rules of a run, as their files say it. */
#ifndef RULES_MODEL_RULES_H
#define RULES_MODEL_RULES_H

#include "rules/model/right.h"

enum need { NEED_REQUIRED, NEED_RECOMMENDED, NEED__N };

/* One rule x one access: the unit of a verdict. */
struct check {
    const char *id;       /* "<rule id>.<access>" */
    const char *access;   /* "view", "add", ..., "manage", "login" */
    const char *object;   /* as printed in the vendor's table */
    const char *required; /* as printed: "All", "yes", "at least 50" */
    const char *option;   /* that turns it on, or "NAME=no" of one that turns
                             it off (name.h); NULL: always on */
    const char *screen;   /* where in the provider's editor */
    const char *fix;      /* what to set there */
    const char *degrades; /* what is lost without it, a sentence */
    const char *feature;  /* id of what it serves */
    enum need need;       /* its own, or that of its rule */
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
    bool inferred;            /* nobody published it in these words */
    uint32_t pack, source;    /* indices */
    uint32_t check0, n_check; /* its checks in ruleset.check */
    uint32_t line;            /* in the rules file */
};

struct rule_option {
    const char *name, *about;
    const char *rules; /* id of its pack */
    bool on;           /* as chosen; the file's default until then */
};

/* For whom or what reads are tried. The file names it, the user says who that
 * is when it is run; files of one run that use the same name mean the same. */
struct subject {
    const char *name;  /* "technician" */
    const char *about; /* a sentence */
    const char *rules; /* id of its pack */
    bool many;         /* several may be named */
    /* Who they are, n_value each. The values are for requests alone, and NULL
     * where it is judged from an audit; in reports stand the masked ones. */
    const char *const *value, *const *masked;
    uint32_t n_value; /* 0: nobody was named */
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
    uint64_t verbs;     /* a bit for each of the catalogue's */
    const char *option; /* only while this holds; NULL: always */
    const char *rules;  /* id of its pack */
    const char *reason;
};

/* The rules of a run: those of one file, or of several joined. */
struct ruleset {
    const char *provider;
    const struct pack *pack;
    uint32_t n_pack;
    const struct rule_option *option;
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
    const struct subject *subject;
    uint32_t n_subject;
};

#endif
