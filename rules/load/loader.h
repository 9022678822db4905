/* What the two halves of the loader share: load.c reads the file's own
 * things, load_rule.c its rules. For no one else. */
#ifndef RULES_LOAD_LOADER_H
#define RULES_LOAD_LOADER_H

#include "rules/load/keys.h"
#include "rules/model/audit.h"

struct loader {
    struct arena *arena;
    struct diags *diags;
    const struct pack *pack;
    const struct catalogue *catalogue; /* NULL: no such provider */
    struct rule_option *option;
    struct source *source;
    struct feature *feature; /* with room for one more */
    struct subject *subject;
    uint32_t n_option, n_source, n_feature, n_subject;
    uint32_t n_listed; /* features that the file itself lists */
    bool *option_used, *source_used, *feature_used, *subject_used;
    struct rule *rule;
    struct check *check;
    uint32_t n_rule, n_check, check_capacity;
    struct tolerance *tolerance;
    uint32_t n_tolerance;
};

/* The array of that name; an empty one if it is missing or something else. */
const struct json *load_list(const struct json *object, const char *key);

/* The values of a member through all objects of an array stand only once. */
void load_unique(struct loader *, const struct json *array, const char *key,
                 const char *what);

/* A filled text to look up, or NULL: then there is nothing more to say. */
const struct json *load_name(const struct json *object, const char *key);

/* What is said of a file's own option, or NULL: nothing, or a mistake. */
const char *load_option(struct loader *, const struct json *object);

/* What a check asks for; mistakes are reported. */
struct claims {
    const struct claim *item;
    uint32_t n;
};

struct claims load_claims(struct loader *, const struct json *check);

/* The entity that a member "entity" names, or NULL: there is none, or a
 * mistake, which has been reported. */
const struct entity *load_entity(struct loader *, const struct json *object);

/* Reads a name of an access to its place among the catalogue's verbs; false
 * with the mistake reported. */
bool load_verb(struct loader *, const struct json *, uint32_t *verb);

/* Fills loader->tolerance. */
void load_tolerances(struct loader *, const struct json *array);

/* Fills loader->rule and loader->check; adds the feature of the product as
 * such if a rule needs it. */
void load_rules(struct loader *, const struct json *array);

#endif
