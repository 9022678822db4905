/* Finding one's way in a ruleset: which file a check belongs to, whether it is
 * asked for, and the names by which people call it. Pure. */
#ifndef RULES_MODEL_NAME_H
#define RULES_MODEL_NAME_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/json.h"
#include "rules/model/audit.h"

/* Whether a check is asked for: its option is on, or it has none. */
bool check_is_on(const struct ruleset *, const struct check *);
/* By entity of the catalogue: whether a check that is on speaks of it. */
bool *
ruleset_asks(const struct ruleset *, const struct catalogue *, struct arena *);
/* Whether a right to an entity may be held though no check asks for it. */
bool ruleset_tolerates(const struct ruleset *, const struct catalogue *,
                       const struct right *);
/* Whether what is said of an option of that pack holds; NULL: always. */
bool
option_is_on(const struct ruleset *, const char *rules, const char *option);
/* What is said of an option: its name, or "NAME=no" where something holds only
 * while it is off. The length of the name; whether it has to be on. */
size_t option_name(const char *option, bool *on);
/* Why a check is not asked: "option alerts is off". */
const char *option_against(const char *option, struct arena *);

/* What people write: "CHECK", or "RULES:CHECK" where several files have it. */
struct name {
    const char *rules; /* NULL: not said */
    const char *plain;
};

/* The rules files of a run. */
struct packs {
    const struct pack *item;
    uint32_t n;
};

/* Only what is the id of one of the files is taken for one: what a provider
 * calls its rights may hold colons and dots, as in an address. */
struct name name_read(const char *text, struct packs, struct arena *);

struct packs audit_packs(const struct audit *);
struct packs ruleset_packs(const struct ruleset *);

/* The same the other way: PLAIN if it can only be of the one file there is, or
 * rules is NULL; else "RULES:PLAIN". */
const char *
name_text(struct packs, const char *rules, const char *plain, struct arena *);

/* Whose rules these are, for a person: the product; with the id behind it
 * where another file is of a product of that name. */
const char *pack_title(struct packs, const struct pack *, struct arena *);

/* The check that a name means; NULL if there is none, or if it is said of
 * several (how many is in *n). */
const struct check *
ruleset_check(const struct ruleset *, const struct name *, uint32_t *n);

/* Adds that the text stands for several checks, and how to say which. */
void name_ambiguous(struct diags *, const struct json *at,
                    const struct ruleset *, const struct name *);

/* The pack of a check, and the one of that id (NULL: none). */
const struct pack *check_pack(const struct ruleset *, const struct check *);
const struct pack *pack_find(struct packs, const char *id);

#endif
