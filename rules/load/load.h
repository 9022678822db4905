/* A rules file (JSON) -> ruleset. Reports every mistake of the file in one
 * pass: unknown keys, wrong types, duplicate ids, unknown entities, accesses
 * and facts (with a suggestion), options that no rule uses. */
#ifndef RULES_LOAD_LOAD_H
#define RULES_LOAD_LOAD_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "rules/model/audit.h"

/* Checks of a run: no more, so that the audit of them can be read again
 * (base/json_parse.c bounds the values of a document). */
enum { RULES_CHECKS_MAX = 40000 };

/* Finds a provider's catalogue by name; NULL if there is none such. The
 * rules know no provider themselves. names: all of them, NULL-ended. */
struct catalogue_source {
    const struct catalogue *(*find)(const char *provider);
    const char *const *names;
};

/* False if the text is no rules file; every mistake is then in diags (whose
 * file names it). On success diags may have gained nothing. */
bool
ruleset_load(struct ruleset *, const struct file_text *,
             const struct catalogue_source *, struct diags *, struct arena *);

/* Sets options from "NAME=VALUE" each (yes/no, true/false, on/off, 1/0), in a
 * list of this ruleset's own: others that came from the same files keep
 * theirs. False with the causes in diags for an unknown name (did you mean
 * ...?) or value. Where several rules files were joined and have such an
 * option, the name says which: "RULES:NAME=VALUE". */
bool ruleset_choose(struct ruleset *, const char *const *assignment, uint32_t n,
                    struct diags *, struct arena *);

#endif
