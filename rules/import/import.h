/* A vendor's permission table, as published -> a rules file. Structure, no
 * grammar: headings and cells against tables of words. Doubt never becomes a
 * right: what is not understood becomes a question to a person, and every line
 * is accounted for. What things are called at a provider comes in as data. */
#ifndef RULES_IMPORT_IMPORT_H
#define RULES_IMPORT_IMPORT_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/out.h"
#include "rules/model/rules.h"

/* ---- what a provider brings (a table beside its catalogue) ------------ */

enum import_kind {
    IMPORT_OBJECT,  /* words -> entities: name, with "," between */
    IMPORT_FEATURE, /* words -> what: "fact:NAME" or "limit:NAME"; name: of its
                       check */
    IMPORT_LEVEL,   /* words of a level -> name: a word of the scale */
    IMPORT_VERB,    /* words of a heading -> name: a verb */
    IMPORT_NAMES,   /* words of a heading: what stands below it is asked for by
                       being there */
    IMPORT_SECTION, /* words -> name: for ids; what: the catalogue's section, or
                       NULL: only a person can judge what stands there */
    IMPORT__N
};

/* One row. words may hold several phrases with "|" between them. NULL: none. */
struct import_phrase {
    enum import_kind kind;
    const char *words, *name, *what;
    bool own; /* the words are the provider's */
};

/* On whom rights are tried (entity.subject), as rules files say it. */
struct import_subject {
    const char *name, *about;
    bool many;
};

struct import_phrases {
    const char *screen; /* the editor in which rights are set */
    const char *editor; /* the same in two words: "Security Levels" */
    /* What to do there for a right, behind "OBJECT: "; NULL: "set VERB to
     * LEVEL" */
    const char *fix;
    bool open;   /* an empty cell below a verb leaves open what is asked for */
    bool dotted; /* names are words with dots between, "Mail.Send"; others like
                    that are names that are not known */
    bool apart;  /* a name is something else in another section: where that is
                    not known, neither is the name */
    /* How names begin that can be nothing else, with "|" between: where such a
     * one stands by itself, in no sentence, it is asked for. Names are then
     * letter by letter what they are, and without blanks. NULL: there are none
     * like that. */
    const char *prefix;
    const char *section; /* of the catalogue: of what stands below none; NULL:
                            nobody can tell, unless there is but one */
    const struct import_subject *subject;
    uint32_t n_subject;
    const struct import_phrase *row;
    uint32_t n;
};

/* ---- what goes in and comes out --------------------------------------- */

struct import_source {
    const struct catalogue *catalogue;
    const struct import_phrases *phrases;
    const char *name;          /* of the file, without folder: says its form */
    const char *date;          /* of reading, YYYY-MM-DD */
    const char *const *column; /* "ROLE=HEADING" */
    uint32_t n_column;
    /* Whether a rules file loads without a mistake: asked of one that was made
     * of a page that rules show printed, which may have been changed. */
    bool (*loads)(const char *text, struct arena *);
};

/* Something that a person has to look at. */
struct import_remark {
    uint32_t line;
    const char *phrase; /* the vendor's words */
    const char *about;
};

/* What became of the rows and of the lines; each counts once. */
struct import_count {
    uint32_t rule;     /* made a rule and left no question */
    uint32_t nothing;  /* asks for nothing */
    uint32_t question; /* left a question */
    uint32_t heading;  /* headings, markup */
    uint32_t prose;
};

struct import {
    const char *file; /* the text of the rules file; NULL: no rule was made */
    const struct import_remark *question; /* each is in the file too */
    const struct import_remark *note;     /* matches that are not exact */
    uint32_t n_question, n_note;
    uint32_t n_rule, n_check, n_option;
    uint32_t n_right, n_exact; /* claims that are no questions; and of them
                                  those in the provider's own words */
    struct import_count row, line;
    const char *prose; /* numbers of the lines: "1-5, 9" */
};

enum { IMPORT_CAP = 2 * 1024 * 1024 };

/* False with the cause in diags if that is no page that can be read, or the
 * choice of columns is no choice. The file that comes out loads without a
 * mistake. */
bool rules_import(const struct file_text *, const struct import_source *,
                  struct import *, struct diags *, struct arena *);

/* Whether it is a choice of a column: "object=Description". */
bool import_column(const char *);

/* What a page asks for now that the rules did not ask for, "+", and no more,
 * "-": one line each; the number of them. */
uint32_t import_compare(const struct ruleset *rules, const struct ruleset *page,
                        const struct catalogue *, struct out *, struct arena *);

#endif
