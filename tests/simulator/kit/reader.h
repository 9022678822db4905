/* Reads members of JSON objects into structs by a table, strictly: unknown
 * keys and wrong types are all reported, with the place and the path. */
#ifndef SIMULATOR_KIT_READER_H
#define SIMULATOR_KIT_READER_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/json.h"

struct reader {
    struct arena *arena;
    struct diags *diags;
    const char *where; /* path of the object being read, "" at the top */
};

enum key_type {
    KEY_TEXT,   /* const char * */
    KEY_FLAG,   /* bool */
    KEY_NUMBER, /* int64_t, at least .least */
    KEY_WORD,   /* int: index in .words, NULL-ended */
    KEY_READ    /* .read does it */
};

struct key {
    const char *name; /* first: text_nearest looks here */
    enum key_type type;
    size_t at; /* offset in the struct */
    int64_t least;
    const char *const *words;
    void (*read)(struct reader *, const struct json *, void *into);
};

/* into: the struct of the offsets; NULL ends what .read may rely on. */
void read_members(struct reader *, const struct json *, const struct key *,
                  size_t n, void *into);

/* The same one level down: the member's key joins the path. */
struct reader reader_below(const struct reader *, const struct json *);

void reader_wrong(struct reader *, const struct json *, const char *what);
bool read_word(struct reader *, const struct json *, const char *const *words,
               int *into);
bool reader_expects(struct reader *, const struct json *, enum json_kind);

#endif
