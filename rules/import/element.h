/* The elements of HTML, by what they say without their text. For its reader. */
#ifndef RULES_IMPORT_ELEMENT_H
#define RULES_IMPORT_ELEMENT_H

#include <stdbool.h>
#include <stdint.h>

/* What the elements are that say something. */
enum tag {
    TAG_OTHER,
    TAG_TABLE,
    TAG_ROW,
    TAG_CELL,
    TAG_ITEM,
    TAG_TERMS,
    TAG_HEADING,
    TAG_LINES, /* a block whose line feeds count */
    TAG_TERM,
    TAG_SAID, /* of a term */
    TAG_LIST,
    TAG_BLOCK,
    TAG_BREAK,
    TAG_ASIDE,
    TAG_BOLD,
    TAG_STRUCK, /* not to be understood */
    TAG_LINK,
    TAG_IMAGE,
    TAG_INPUT,
    TAG_SILENT
};

/* An element's attributes are a list of names, each with its value. */
enum tag tag_of(const char *name);
/* What else it is made to be: a part of a table; or TAG_OTHER. */
enum tag role_of(const char *const *pair);
bool is_block(enum tag);
/* NULL: it has none. */
const char *attribute(const char *const *pair, const char *name);
/* 1 to most. */
uint32_t
attribute_number(const char *const *pair, const char *name, uint32_t most);
/* What stands for a box is read as the sign of one; NULL: it is none. */
const char *box_sign(const char *const *pair);
/* Nobody sees it. */
bool is_hidden(const char *name, const char *const *pair);
bool is_struck(enum tag, const char *const *pair);
/* Whether it shows something without saying what: an image, a field, a sign by
 * its class or by what it says to those who do not see. */
bool is_drawing(enum tag, const char *name, const char *const *pair);
/* Whether it shows a sign that turns round what stands beside it. */
bool is_denial(const char *const *pair);

#endif
