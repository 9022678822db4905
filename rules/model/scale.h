/* Grades in the words of their scale, and finding a right in a catalogue.
 * Pure. */
#ifndef RULES_MODEL_SCALE_H
#define RULES_MODEL_SCALE_H

#include "base/arena.h"
#include "rules/model/right.h"

/* The strongest grade there is: the last word, or GRADE_MOST. */
int64_t scale_top(const struct scale *);
/* Whether an interval lies on the scale; GRADE_MOST is no upper end. */
bool scale_spans(const struct scale *, int64_t low, int64_t high);
/* Whether it is measured in plain numbers. */
bool scale_is_number(const struct scale *);
/* "restricted"; of a number its digits. */
const char *scale_word(const struct scale *, int64_t grade, struct arena *);
/* "Restricted"; of a number its digits. */
const char *scale_title(const struct scale *, int64_t grade, struct arena *);
/* False if the scale has no such word. */
bool scale_from(const struct scale *, const char *word, int64_t *grade);
/* The grades of a claim in words: "All", "at least 50", "None"; of several
 * that will do the weakest. */
const char *claim_title(const struct claim *, struct arena *);

/* The entity of that very name, or NULL. */
const struct entity *
catalogue_entity(const struct catalogue *, const char *name);
/* Whether that is a name of the entity, or another that it answers to, letter
 * by letter. */
bool entity_spelled(const struct entity *, const char *name);
/* The right to do that to an entity (NULL: of the account), or NULL. */
const struct right *catalogue_right(const struct catalogue *,
                                    const struct entity *, const char *verb);
/* What that name is taken for, in whatever case; or NULL. */
const struct look_alike *
catalogue_look_alike(const struct catalogue *, const char *name);
/* The place of a verb in the catalogue, or n_verb. */
uint32_t catalogue_verb(const struct catalogue *, const char *word);
/* The same among an audit's: the place, or n. */
uint32_t verb_place(const struct verb *, uint32_t n, const char *word);
/* "Edit"; of a fact its name. */
const char *verb_title(const struct verb *, uint32_t n, const char *word);
/* What people call a right: "Edit of Tickets"; where there is but one verb,
 * what it is on: "Calendars.Read"; of the account what it is called there. */
const char *
right_title(const struct catalogue *, const struct right *, struct arena *);
/* The same of the right with that id; the id if there is none. */
const char *
right_title_of(const struct catalogue *, const char *id, struct arena *);
/* In which words one speaks of a claim; what it comes to is the same for all.
 */
enum manner {
    MANNER_GRANT,    /* so much of a verb: "Edit is 'All'" */
    MANNER_FACT,     /* something is so, or is not */
    MANNER_NUMBER,   /* a limit */
    MANNER_QUESTION, /* a person's yes or no */
    MANNER_REACH,    /* a subject is reached, or is spared */
    MANNER__N
};

enum manner claim_manner(const struct claim *);

#endif
