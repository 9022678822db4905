/* A vendor's permission table, as published in Markdown -> a rules file. Knows
 * tables and the words people use for rights; what an object is called at a
 * provider comes in as data. Nothing that was read is dropped: what could not
 * be mapped becomes a question to a person, and is listed. */
#ifndef RULES_IMPORT_IMPORT_H
#define RULES_IMPORT_IMPORT_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "rules/model/audit.h"

/* ---- what a provider brings (a table beside its catalogue) ------------ */

enum import_kind {
    IMPORT_OBJECT,    /* words -> entities */
    IMPORT_FEATURE,   /* words -> one check about the account */
    IMPORT_ACTION,    /* "group:words" of a level -> one check */
    IMPORT_ALSO,      /* what a right asked for brings with it */
    IMPORT_SUBJECT,   /* an entity, its group, the entity it is about */
    IMPORT_WORD,      /* a word vendors use for a word of entity names */
    IMPORT_SECTION,   /* a section of the editor and what belongs there */
    IMPORT_CONDITION, /* words of a condition -> name of an option */
    IMPORT_NUMBER,    /* where a text states the number of a limit */
    IMPORT__N
};

/* One row. words may hold several phrases with "|" between them; the meaning
 * of the other members goes with the kind and is explained where the rows
 * stand. NULL: none. */
struct import_phrase {
    enum import_kind kind;
    const char *words, *name, *what, *text;
};

struct import_phrases {
    const char *screen; /* the editor in which rights are set */
    const struct import_phrase *row;
    uint32_t n;
};

/* ---- what goes in and comes out --------------------------------------- */

struct import_source {
    const struct catalogue *catalogue;
    const struct import_phrases *phrases;
    const char *name; /* of the file, without folder */
    const char *date; /* of reading, YYYY-MM-DD */
    /* NULL: taken from the document's first heading, else from the name */
    const char *id, *title, *product;
    const char *url; /* NULL: none */
};

enum import_confidence {
    IMPORT_NONE,  /* nothing fits */
    IMPORT_FUZZY, /* a likely reading among several, or a typing mistake */
    IMPORT_ALIAS, /* another name for it */
    IMPORT_EXACT, /* the entity's own name */
    IMPORT_CONFIDENCE__N
};

/* One object that a cell names. */
struct import_match {
    uint32_t line;
    const char *phrase; /* the vendor's words */
    const char *entity; /* or name of a feature; NULL with IMPORT_NONE */
    enum import_confidence confidence;
};

/* Something a person has to look at. */
struct import_remark {
    uint32_t line;
    const char *phrase; /* the vendor's words */
    const char *about;  /* what is odd about them */
};

struct import {
    const char *file; /* the text of the rules file */
    const struct import_match *match;
    const struct import_remark *unmapped; /* each is asked of a person */
    const struct import_remark *note;     /* read, but with a guess */
    uint32_t n_match, n_unmapped, n_note;
    uint32_t n_row, n_rule, n_check, n_option;
};

enum { IMPORT_CAP = 2 * 1024 * 1024, IMPORT_ROW_CAP = 1000 };

/* False with the cause in diags if the text holds no permission table, or is
 * longer than IMPORT_CAP bytes or IMPORT_ROW_CAP rows. The file that comes out
 * loads without a mistake. */
bool
rules_import(const struct file_text *markdown, const struct import_source *,
             struct import *, struct diags *, struct arena *);

const char *import_confidence_word(enum import_confidence); /* "exact" */

#endif
