/* What the parts of the importer share: words.c knows words, cell.c reads a
 * cell, column.c headings, name.c names of objects and sections, prose.c those
 * in running text, context.c what a page says of rows elsewhere, heard.c what a
 * row says of itself; map.c goes through it, table.c through a table, rows.c
 * through a row, listed.c through names outside of tables, made.c keeps what
 * comes of that, write.c makes a file of it. For no one else. */
#ifndef RULES_IMPORT_PARTS_H
#define RULES_IMPORT_PARTS_H

#include "base/index.h"
#include "rules/import/import.h"
#include "rules/import/page.h"

/* ---- words.c ------------------------------------------------------------- */

enum said {
    SAID_OTHER, /* not known */
    SAID_NO,
    SAID_DASH, /* no, where it stands alone */
    SAID_YES,
    SAID_VERB,
    SAID_WRITE, /* some of the verbs that change something */
    SAID_LEVEL,
    SAID_FILLER,
    SAID_IS,
    SAID_COMMA, /* ends an item */
    SAID_FEED,
    SAID_AND, /* goes on with it */
    SAID_OPEN,
    SAID_CLOSE,
    SAID_MARK, /* of a footnote */
    SAID_NOT,  /* turns round what follows */
    SAID_LESS, /* recommended only */
    SAID_MUST, /* required */
    SAID_OR,   /* one of several */
    SAID_FULL, /* whatever there is of it: nobody can tell what that is */
};

struct word {
    const char *phrase;
    size_t length;
    enum said said;
    int64_t value; /* a verb's place, a level's grade */
    bool own;      /* the provider's own word */
    const struct word *next;
};

/* The words, by their first byte. */
struct lexicon {
    const struct word *first[256];
    struct footnote *footnote;
    uint32_t n, capacity;
};

/* What the page says of its mark: a condition; "": nothing that matters; NULL:
 * nobody can tell. */
struct footnote {
    const char *mark; /* "*", or what stands in the bracket: "1", "^1" */
    const char *condition;
};

struct token {
    enum said said;
    const struct word *word;
    const char *text;
    size_t length;
};

/* The words of all cells: the generic ones and the provider's. */
void
lexicon_make(struct lexicon *, const struct import_source *, struct arena *);
/* What stands at the text; at its end nothing, of no length. */
struct token token_at(const struct lexicon *, const char *text);
/* Whether it is a yes, which is a level too where the scale has no more. */
bool token_is_yes(const struct token *);
/* The footnote of that mark, or of the marks in a text: of several nobody can
 * tell what they say together; or NULL. */
struct footnote *
footnote_of(const struct lexicon *, const char *mark, size_t length);
const struct footnote *footnote_in(const struct lexicon *, const char *text);
/* Whether the text is a condition by its first word: "only ...", "if ...". */
bool is_condition(const char *text);
/* The next phrase of a list with "|" between, or NULL at its end. */
const char *phrase_next(struct arena *, const char **list);
/* For an id: a-z, 0-9 and "-"; at most cap bytes; "" if nothing is left. */
const char *id_slug(struct arena *, const char *text, size_t cap);

/* ---- cell.c -------------------------------------------------------------- */

enum { ASKS = 12 };

struct ask {
    uint32_t verb;
    int64_t grade;
    const char *condition; /* the vendor's words, or NULL */
    bool said;             /* its grade was */
    bool less;             /* only recommended */
};

enum heard { HEARD_NOTHING, HEARD_ASKS, HEARD_DOUBT };

struct hearing {
    enum heard heard;
    struct ask ask[ASKS];
    uint32_t n;
    bool yes;              /* it says yes, but to what? */
    bool near;             /* another word than the provider's, or a mark */
    const char *condition; /* of that yes */
};

#define NO_VERB UINT32_MAX

/* What a cell asks for; of that verb if its column is one's. */
struct hearing cell_hear(const struct lexicon *, const struct catalogue *,
                         const char *text, uint32_t verb, struct arena *);

struct mapper;

/* ---- column.c ------------------------------------------------------------ */

enum role {
    ROLE_NONE,
    ROLE_SECTION,
    ROLE_OBJECT,
    ROLE_LEVEL,
    ROLE_NEED,
    ROLE_NOTES,
    ROLE_VERB
};

struct column {
    enum role role;
    uint32_t verb;         /* of ROLE_VERB */
    unsigned can;          /* a bit per role that its heading may mean */
    bool forced;           /* by the caller */
    bool less;             /* its heading says: only recommended; of ROLE_NEED:
                              that a yes means that */
    bool asked;            /* its heading asks whether: "Required?" */
    bool doubt;            /* its heading says more than is understood */
    bool names;            /* its heading says: what stands here is asked for */
    const char *condition; /* in its heading, or NULL */
    const char *heading;   /* "" where there is none */
};

#define CAN(role) (1u << (role))

/* heading.c: the column of that heading; the verb of which it has words, and
 * nothing else, or NO_VERB. */
struct column heading_column(struct mapper *, const char *heading);
uint32_t heading_verb(struct mapper *, const char *text);

struct columns {
    struct column column[PAGE_COLUMNS];
    uint32_t n;
    bool table;          /* it has an object and what is asked of it */
    bool listed;         /* the latter by standing there */
    bool headless;       /* its first row is data */
    const char *section; /* of its rows, by its first heading; or NULL */
    const char *contest; /* why nothing may be read of it, or NULL */
};

/* ---- name.c -------------------------------------------------------------- */

enum { ENTITIES = 12 };

struct section {
    const char *title; /* the catalogue's, or NULL: any */
    const char *slug;  /* for ids, or NULL */
    bool known;
    bool person; /* only a person can judge what stands there */
    bool odd;    /* a sign stands at its name that may mean something */
};

struct object {
    const struct entity *entity[ENTITIES];
    uint32_t n;
    const struct import_phrase *feature;
    bool exact, doubt;
    bool less;             /* its cell says: only recommended */
    const char *condition; /* in its cell, or NULL */
    const char *hint;      /* a name that is near, or why it is in doubt */
};

struct names {
    struct index called;     /* by section or none, and name: place in the
                                catalogue; of phrases: their row */
    struct index begins;     /* what names begin with, folded */
    size_t words;            /* of the longest name */
    struct index section;    /* by name: row, or n + place in the editor */
    struct index spelled_so; /* by name, letter by letter: place */
    const char **prefix;     /* how names begin that can be nothing else */
    uint32_t n_prefix, prefix_capacity;
    bool *several;        /* by place: another has a name of it */
    const char **spelled; /* for a hint */
    uint32_t n_spelled, capacity;
};

void names_make(struct mapper *);
/* section.c */
struct section section_find(struct mapper *, const char *text);
/* Whether a sign stands in it that may say more than the name. */
bool name_has_sign(const char *);
struct object
object_find(struct mapper *, const struct section *, const char *text);
/* Whether it is a name, whole. */
bool is_name(struct mapper *, const char *text);

/* Whose names these are in the index, beside those of a section's entities. */
#define ANY_ENTITY ""
#define ANY_PHRASE "|"

/* A name as it is looked up; "": it is none. */
const char *name_key(const char *name, struct arena *);
/* How long the sign of print is that the text begins with; 0: with none. */
size_t print_length(const char *text);

/* ---- prose.c ------------------------------------------------------------- */

/* A name that may stand in a text. */
void prose_learn(struct mapper *, const char *name);
/* Whether the text has a name of the catalogue, and a word of a right. */
bool names_right(struct mapper *, const char *text);
/* Whether it is a name, and but for the name of a section and words that say
 * nothing there is no more. */
bool names_alone(struct mapper *, const char *text);

/* ---- address.c ----------------------------------------------------------- */

/* As a server reads it: "%2F" is "/", "+" a blank. */
const char *address_decoded(struct mapper *, const char *text, size_t length);
/* What an address asks for by "scope=...", decoded; NULL: it is none, or asks
 * for nothing so. */
const char *address_scope(struct mapper *, const char *word);

/* ---- listed.c ------------------------------------------------------------ */

struct context;

/* Makes the index of names as they are spelled. */
void names_spell(struct mapper *);
/* Whether it may stand for the entity at that place, if there is one: with some
 * providers only as it is spelled. */
bool may_be_spelled(const struct mapper *, uint32_t place, const char *);
/* Names by themselves, each of which is asked for; false: it is something
 * else. */
bool map_listed(struct mapper *, const struct page_entry *,
                const struct context *above);
/* Whether the text begins as only names do. */
bool names_prefixed(const struct mapper *, const char *text);
/* Whether a name stands in the text that can be nothing else. */
bool names_mention(struct mapper *, const char *text);

/* ---- map.c --------------------------------------------------------------- */

struct made_check {
    const char *access, *option, *feature;
    bool less;           /* only recommended, unlike its rule */
    struct claim *claim; /* right NULL: a person is asked; low 0: withheld */
    uint32_t n, capacity;
};

struct made_rule {
    const char *id, *section, *object, *level, *why, *screen, *feature;
    bool less;
    bool loose; /* a text that is no row */
    struct made_check *check;
    uint32_t n, capacity;
};

enum fate {
    FATE_NONE,
    FATE_HEADING = 1,
    FATE_PROSE = 2,
    FATE_NOTHING = 4,
    FATE_RULE = 8,
    FATE_QUESTION = 16
};

/* What is said of rows by a heading, or by the line right above them. */
struct context {
    const char *section, *condition;
    const char *contrary; /* a text that leaves what follows open; or NULL */
    bool less, must;      /* only recommended; required, as the nearer says */
};

/* A text above, and what it says; NULL: there is none. */
struct above {
    const char *text;
    struct context says;
};

struct mapper {
    struct arena *arena;
    const struct import_source *source;
    const struct catalogue *catalogue;
    struct lexicon lexicon;
    struct names names;
    struct page page;
    struct above heading[PAGE_BOLD + 1]; /* of what is read, by level */
    struct above item[PAGE_DEEP + 1];    /* that it is in, by depth */
    unsigned depth;                      /* of the innermost of these */
    struct above lead;                   /* the line right above it */
    unsigned lead_level; /* of the heading that that stands below */
    bool led;            /* rows followed it */
    struct made_rule *rule;
    uint32_t n_rule, rule_capacity;
    struct rule_option *option;
    uint32_t n_option, option_capacity;
    struct feature *feature;
    uint32_t n_feature, feature_capacity;
    struct subject *subject;
    uint32_t n_subject, subject_capacity;
    struct index ids, options;
    uint32_t *id_count; /* by place in ids: how many have that one */
    uint32_t n_id, id_capacity;
    struct import_remark *question, *note;
    uint32_t n_question, question_capacity, n_note, note_capacity;
    unsigned char *fate; /* by line, from 1 */
    struct import_count rows;
    uint32_t n_right, n_exact;
    bool shown;      /* a page that rules show printed */
    bool *chosen;    /* by what the caller said of columns: it is in use */
    const char *url; /* where the page says it is from, or NULL */
};

/* Whether a heading says that names below it are asked for. */
bool column_lists(const struct mapper *, const char *heading, size_t length);
bool columns_head(struct mapper *, const struct page_entry *row);
void columns_read(struct mapper *, struct columns *,
                  const struct page_entry *row, uint32_t n);
void map_page(struct mapper *);
void
map_note(struct mapper *, uint32_t line, const char *phrase, const char *about);
void map_fate(struct mapper *, const struct page_entry *, enum fate);

/* What a text says of what stands with it. */
struct reserve {
    const char *condition; /* it holds only if that does; or NULL */
    bool less, must;
    bool doubt; /* it turns something round, or says more than is known */
};

struct reserve reserve_of(struct mapper *, const char *text);
bool is_reserved(const struct reserve *);
/* Whether a text leaves open what stands above it; below: it stands right below
 * rows. */
bool looks_back(struct mapper *, const char *text, bool below);
/* Whether it leaves open what stands with it, or makes it less; whether a text
 * above does, and is meant for all that follows. */
bool says_much(const struct context *);
struct above;
bool is_governing(const struct mapper *, const struct above *);

/* The section of that name, what is printed aside; NULL: it is none. */
const char *section_title(struct mapper *, const char *text);
/* The last sentence of a text, which leads to what follows. */
const char *last_sentence(const char *text);
/* What the text says, where nothing nearer did; all that is said of what stands
 * here. */
void take_context(struct mapper *, struct context *, const char *text);
/* The same of a line right above: its last sentence leads to what follows; one
 * before it can only raise a doubt. */
void take_lead(struct mapper *, struct context *, const char *text);
struct context context(struct mapper *);
void map_footnotes(struct mapper *);
/* Whether the text is one: it begins with a mark. */
bool is_footnote(const struct mapper *, const char *text);
/* The one text of a row that has no more, NULL: it has several, or none. */
const char *only_text(const struct page_entry *row);

/* secrets.c: the text without the values of secrets, for a page may hold a real
 * one. */
const char *secrets_hidden(const char *, struct arena *);

/* made.c: texts on one line, a rule of a row, a check of it whose access is not
 * taken, the option that a condition stands for (NULL: none), a question. */
struct row;
const char *short_text(struct mapper *, const char *);
struct made_rule *rule_new(struct mapper *, const struct row *,
                           const struct section *, const char *level);
struct made_check *check_new(struct mapper *, struct made_rule *,
                             const char *access, const char *option);
const char *
access_name(struct mapper *, const struct made_rule *, const char *access);
const char *option_of(struct mapper *, const char *condition);

/* rows.c: a row of a table whose columns are known. */
struct row {
    const struct page_entry *entry;
    const struct columns *columns;
    const char *section, *object;
    const char *name;      /* for its id; NULL: the object */
    const char *condition; /* of the whole table, or NULL */
    bool less;             /* it is only recommended */
};

/* heard.c: the cells of a row, and what they say of its need. */
struct row_hearing {
    struct hearing cell[PAGE_COLUMNS];
    bool less, clear;      /* only recommended; its need is clear */
    const char *condition; /* of the whole row, or NULL */
};

void row_hear(struct mapper *, const struct row *, struct row_hearing *);
/* Whether a note is a condition whole, or says nothing of when something is
 * needed, or whether. */
bool is_plain_note(struct mapper *, const char *text);
/* Whether the cell holds nothing, or a no. */
bool says_none(const struct mapper *, const char *text);
/* A cell of a row, "" beyond its end. */
const char *cell_of(const struct page_entry *row, uint32_t at);
void map_row(struct mapper *, const struct row *);
/* Conditions that have to hold together; either may be NULL. */
const char *both_conditions(struct mapper *, const char *a, const char *b);
/* A text that asks for something nobody knows what. */
void map_question(struct mapper *, const struct row *, const char *level,
                  const char *about);

struct question {
    const char *level; /* NULL: all of the row's text */
    const char *option, *about;
};

void question_add(struct mapper *, struct made_rule *, const struct row *,
                  const struct question *);

void claim_add(struct mapper *, struct made_check *, struct claim);

/* map.c: a text that is no row of a permission table is asked about if it names
 * a right, or if that is certain, else it is of another kind. */
void map_loose(struct mapper *, const struct row *, bool certain,
               const char *about, enum fate otherwise);
/* Whether a name stands in what its links lead to, and none in its text. */
bool links_name(struct mapper *, const struct page_entry *);
/* Whether the text asks for something of something. */
bool is_ask(struct mapper *, const char *text);

/* table.c: all rows of a table. */
void map_table(struct mapper *, const struct page_entry *row, uint32_t n);

/* shown.c: a page that rules show --format markdown printed, by its list of
 * checks. False: it is none. */
bool map_shown(struct mapper *);
#define SHOWN_CHANGED                                                          \
    "its list \"Checks:\" does not go with its table, or says what is not "    \
    "known; without it, the table is read by itself"

/* ---- write.c ------------------------------------------------------------- */

const char *rules_text(const struct mapper *);

#endif
