/* Tables of what an object of an input file may hold, and one function that
 * holds an object against its table. Knows JSON and spelling, no rules. */
#ifndef RULES_LOAD_KEYS_H
#define RULES_LOAD_KEYS_H

#include "base/diag.h"
#include "base/json.h"

enum want {
    WANT_TEXT, /* a string with something in it */
    WANT_ANY_TEXT,
    WANT_ID,   /* a-z, 0-9, "." and "-" */
    WANT_WORD, /* an id without "." */
    WANT_DATE, /* YYYY-MM-DD, a day that exists */
    WANT_URL,  /* https:// or http:// */
    WANT_BOOLEAN,
    WANT_COUNT,  /* a whole number from 1 */
    WANT_LIST,   /* an array with something in it */
    WANT_ARRAY,  /* an array, perhaps empty */
    WANT_OBJECT, /* held against a table of its own */
    WANT_ANSWER, /* true, false or a whole number from 0 */
    WANT__N
};

struct key {
    const char *name;
    enum want want;
    bool optional;
};

struct key_table {
    const char *what; /* "a rule" */
    const struct key *key;
    uint32_t n;
};

/* The table of an array of keys. */
#define KEY_TABLE(what, keys)                                                  \
    {                                                                          \
        (what), (keys), sizeof(keys) / sizeof *(keys)                          \
    }

/* Adds to diags what is wrong with the node: no object, unknown keys, wrong
 * types, missing keys, bad spelling. A NULL node is not looked at. */
void
keys_check(struct diags *, const struct json *node, const struct key_table *);

/* The text of a member; "" where there is none, which is a mistake that
 * keys_check reports. */
const char *keys_text(const struct json *object, const char *key);

/* A value for a message: in quotes, cut if long. */
const char *keys_quote(struct diags *, const char *text);

/* Adds: unknown WHAT "text", and the entry of names that may have been meant,
 * or all of them if they are few.
 * names and stride as for text_nearest. */
struct name_list {
    const char *what;
    const void *names;
    size_t n, stride;
};

void
keys_unknown(struct diags *, const struct json *node, const struct name_list *);

/* Something that may stand only once, and where it stands. */
struct spot {
    const char *text;
    const struct json *at;
};

/* Adds to diags every entry whose text stood before. Sorts the list. */
void keys_unique(struct diags *, const char *what, struct spot *, uint32_t n);

/* Adds to the messages from the first on what they are about, unless they say
 * it themselves. */
void keys_about(struct diags *, uint32_t first, const char *about);

/* Puts the messages from the first on into the order of the file. */
void keys_sort(struct diags *, uint32_t first);

#endif
