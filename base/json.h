/* JSON text to a tree in an arena, and a tree to text. cJSON reads, fenced
 * (json_parse.c): what cJSON lets through and RFC 8259 or a careful reader
 * would not (\u0000, duplicate keys, raw control characters, leading zeros,
 * trailing bytes) is refused, and so is a document of more than some four
 * million values. Every string in a tree has passed text_clean. Time grows as
 * the text does, whatever is in it; look-ups in large objects are quick. */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/out.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum json_kind {
    JSON_NULL,
    JSON_BOOLEAN,
    JSON_NUMBER,
    JSON_STRING,
    JSON_ARRAY,
    JSON_OBJECT
};

struct json {
    enum json_kind kind;
    uint32_t line, column; /* where the value begins, from 1; 0: not read */
    bool boolean;
    const char *key; /* in an object, else NULL */
    uint32_t key_line, key_column;
    double number;
    const char *text; /* string: its text, never NULL; number: its digits, where
                         it is made of more of them than a double surely keeps,
                         and of nothing else; or NULL */
    struct json *item; /* array, object: n children in order */
    uint32_t n, capacity;
    const struct json **sorted; /* for look-ups, or NULL; see json_key_order */
};

/* Longest string kept from a document, in bytes; a longer one is cut. */
enum { JSON_TEXT_CAP = 64 * 1024 };

/* NULL if the text is no acceptable JSON document; the (first) mistake is
 * then added to diags with its line and column, unless diags is NULL. */
const struct json *
json_parse(struct arena *, const char *text, size_t length, struct diags *);

/* "cJSON/1.7.15": what reads it. */
const char *json_library(void);

/* Look-ups give NULL/false where the node is NULL, absent or of another kind,
 * so that they can be chained. */
const struct json *json_get(const struct json *object, const char *key);
/* Key compared without ASCII case; NULL too if two keys would match. */
const struct json *json_get_fold(const struct json *object, const char *key);
const char *json_text(const struct json *);
bool json_boolean(const struct json *, bool *);
/* A whole number that a double holds exactly. */
bool json_integer(const struct json *, int64_t *);
/* The digits of a number that is a long one (json.text), such as an id; or
 * NULL. */
const char *json_digits(const struct json *);
/* The order of sorted members: without ASCII case, then with it. */
int json_key_order(const char *, const char *);
const char *json_kind_name(enum json_kind); /* "a string", "an object" ... */

/* Appends the document; pretty: indented and ended by a line feed. */
void json_print(const struct json *, bool pretty, struct out *);

#endif
