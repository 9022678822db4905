/* What the parts of the importer share: table.c (with heading.c) finds rows in
 * a document, words.c and find.c compare and find phrases, level.c (with
 * hear.c) and object.c read one cell each, rule.c (with claim.c, place.c and
 * listed.c) makes checks of them. For no one else. */
#ifndef RULES_IMPORT_PARTS_H
#define RULES_IMPORT_PARTS_H

#include "rules/import/import.h"

/* What the words of a table can ask for; what a provider's catalogue has of it
 * is found by import_verb_word and import_grade. */
enum asked_verb {
    ASKED_VIEW,
    ASKED_ADD,
    ASKED_EDIT,
    ASKED_DELETE,
    ASKED_VERBS
};

/* How much of it. */
enum asked_level { LEVEL_UNSAID, LEVEL_NONE, LEVEL_PART, LEVEL_ALL };

/* A phrase in the form in which phrases are compared, and what it means:
 * either a row of the provider's table or an entity of its catalogue. */
struct import_entry {
    const char *key;
    const struct import_phrase *row;
    const struct entity *entity;
};

struct import_option {
    const char *name, *about;
    const char *meaning; /* the words of the condition that count */
    bool on;
    uint32_t place; /* among what is listed below the table; 0: it is not */
};

struct import_feature {
    const char *id, *title;
};

/* A row of a table, in the vendor's words without markup. */
struct import_row {
    uint32_t line;
    const char *section, *object, *level; /* "" where the cell is */
    const char *why, *need;
    const char *extra; /* what stood beyond the last heading, or "" */
};

struct import_line {
    uint32_t number;
    const char *text; /* without markup */
};

struct import_document {
    const char *title; /* the first heading, or NULL */
    struct import_row *row;
    struct import_line *text; /* what stands around the tables */
    uint32_t n_row, row_capacity, n_text, text_capacity;
};

struct importer {
    struct arena *arena;
    struct diags *diags;
    const struct import_source *source;
    struct import_entry *entry;
    uint32_t n_entry, entry_capacity;
    struct import_document document;
    struct import_option *option;
    uint32_t n_option, option_capacity;
    struct import_feature *feature;
    uint32_t n_feature, feature_capacity;
    struct import_match *match;
    uint32_t n_match, match_capacity;
    struct import_remark *unmapped, *note;
    uint32_t n_unmapped, unmapped_capacity, n_note, note_capacity;
    struct import_rule *rule;
    uint32_t n_rule, rule_capacity;
};

void import_unmapped(struct importer *, uint32_t line, const char *phrase,
                     const char *about);
void import_note(struct importer *, uint32_t line, const char *phrase,
                 const char *about);

/* ---- words.c ------------------------------------------------------------ */

/* Without markup, escapes and character references; spaces are single, a
 * line break is a line feed. */
const char *import_plain(struct arena *, const char *text, size_t length);

/* To compare: words in lower case and singular, one space between, camel case
 * taken apart, words that say nothing ("the", "of") left out. */
const char *import_key(struct arena *, const char *text);

/* The same with every word; and without those that mostly say nothing
 * ("record", "setting"). */
const char *import_key_whole(struct arena *, const char *text);
const char *import_key_least(struct arena *, const char *text);

/* For an id: a-z, 0-9 and "-"; "" if nothing is left. */
const char *import_slug(struct arena *, const char *text);

/* Whether all of the words stand in the key, one after the other. */
bool import_key_has(const char *key, const char *words);

/* The pieces of a list, without the spaces around them; each call gives the
 * next that is not empty, NULL at the end. */
const char *import_piece(struct arena *, const char **list, char separator);

/* ---- find.c ------------------------------------------------------------- */

/* Fills importer->entry from the provider's table and catalogue. */
void import_lexicon(struct importer *);

struct import_found {
    const struct import_phrase *row; /* an object or a feature */
    const struct entity *entity;     /* or an entity */
    enum import_confidence confidence;
};

struct import_found import_find(struct importer *, const char *words);

/* The first row of that kind one of whose phrases is the words; NULL: none. */
const struct import_phrase *
import_row_of(struct importer *, enum import_kind, const char *words);

/* ---- heading.c ---------------------------------------------------------- */

enum import_role {
    IMPORT_ROLE_NONE,
    IMPORT_ROLE_SECTION,
    IMPORT_ROLE_OBJECT,
    IMPORT_ROLE_LEVEL,
    IMPORT_ROLE_EITHER,   /* "Permission": the object or the level */
    IMPORT_ROLE_REQUIRED, /* the level, or whether it is needed at all */
    IMPORT_ROLE_NEED,
    IMPORT_ROLE_NOTES,
    IMPORT_ROLE_ACCESS /* one column per access: "View" | "Add" | ... */
};

enum import_role import_heading_role(struct arena *, const char *text);

/* Settles what each heading means beside the others. False: these are no
 * headings of a permission table. */
bool import_settle(enum import_role *, uint32_t n);

/* ---- table.c ------------------------------------------------------------ */

/* False, with the cause in diags, if there are too many rows. */
bool import_read(struct importer *, const char *markdown);

/* ---- level.c ------------------------------------------------------------ */

/* One thing that a level asks for. */
struct import_ask {
    unsigned access; /* bit per enum asked_verb */
    bool full;       /* every access that is offered */
    bool managed;    /* as one check */
    bool bare;       /* a level without an access: "Yes" */
    bool none;       /* says that nothing is needed */
    bool odd;        /* not all of it was understood */
    bool recommended;
    enum asked_level level;
    const struct import_phrase *action;
    const char *condition; /* or NULL */
    const char *text;      /* the vendor's words */
};

/* ---- hear.c ------------------------------------------------------------- */

/* What the words of one piece say, before it is weighed. */
struct import_said {
    struct import_ask ask;
    unsigned letters;
    unsigned n_letter, n_other; /* words that are letters, and that are not */
    bool lone_a;                /* the only letter is "a" */
    bool level, yes, anything;
};

/* object: a key; its words say nothing in a level. */
struct import_said
import_listen(struct arena *, const char *head, const char *object);

bool import_word_char(char);

/* Whether the phrase stands here as whole words, letter case ignored; its
 * length in the text, else 0. */
size_t import_phrase_at(const char *at, const char *phrase);

/* Whether a word for an access stands here. */
bool import_access_at(const char *at);

/* ---- level.c ------------------------------------------------------------ */

struct import_level {
    struct import_ask *ask;
    uint32_t n, capacity;
    const char *purpose; /* "for ...", or NULL */
};

/* group: whose actions count, or NULL; object: words that say nothing here. */
struct import_level import_level_read(struct importer *, const char *text,
                                      const char *group, const char *object);

/* ---- object.c ----------------------------------------------------------- */

struct import_objects {
    const char **entity;
    const struct import_phrase **feature;
    const char **unknown; /* words that nothing fits */
    uint32_t n, n_feature, n_unknown;
    uint32_t capacity, feature_capacity, unknown_capacity;
    const char *name;  /* how an id calls them, or NULL: as printed */
    const char *group; /* of their actions, or NULL */
    const char *yes;   /* what "Yes" means for them, or NULL */
    const char *how;   /* for a person: "Companies: exact" */
};

struct import_objects
import_objects_read(struct importer *, const struct import_row *);

/* ---- claim.c ------------------------------------------------------------ */

struct import_check {
    const char *access, *option;
    const char *feature; /* id, or NULL: its rule's */
    uint32_t place;      /* as for options */
    struct claim *claim;
    uint32_t n, capacity;
};

/* What words of the provider's table are resolved against. */
struct import_scope {
    struct importer *importer;
    const struct import_row *row;
    const char *const *entity;
    uint32_t n;
};

/* The catalogue's word for it: "view". */
const char *import_verb_word(const struct importer *, enum asked_verb);

/* Its grade on the scale of a right: what is not said is all of it. */
int64_t import_grade(const struct scale *, enum asked_level);

/* The right to do that to the entity of that name, or the fact of it; NULL:
 * there is none. */
const struct right *
import_right(const struct importer *, const char *entity, const char *verb);

/* Adds a claim unless it is there. */
void import_claim(struct importer *, struct import_check *, struct claim);

/* Adds what a row of the provider's table claims: its "what", a list with
 * "," of "view", "fact:NAME", "fact:NAME@self", "fact:NAME@subject",
 * "limit:NAME", "attest". */
void import_claims(const struct import_scope *, struct import_check *,
                   const struct import_phrase *);

/* The name of the option that a condition stands for. */
const char *import_option_name(struct importer *, const char *condition);

/* ---- listed.c ----------------------------------------------------------- */

/* Reads the lists that stand below a table shown from a rules file:
 * "- NAME = yes: words" of options, "- ID = recommended" of rules,
 * "- ID (TITLE): RULE, CHECK" of features. Once all rules are made. */
void import_listed(struct importer *);

/* ---- rule.c ------------------------------------------------------------- */

struct import_rule {
    const char *id, *section, *object, *level, *why, *screen;
    const char *prefix;  /* of its id: the section's */
    const char *feature; /* id, or NULL: none is listed */
    bool section_known;  /* the provider has it */
    enum need need;
    struct import_check *check;
    uint32_t n, capacity;
};

/* Fills section, screen, prefix and id. */
void import_place(struct importer *, const struct import_row *,
                  const struct import_objects *, struct import_rule *);

/* Makes rules of all rows of the document. */
void import_rules(struct importer *);

#endif
