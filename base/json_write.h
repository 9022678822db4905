/* JSON as it is written: no tree, one call a value, straight into struct out
 * (which remembers by itself that something did not fit). Takes clean text. */
#ifndef BASE_JSON_WRITE_H
#define BASE_JSON_WRITE_H

#include "base/out.h"

#include <stdbool.h>
#include <stdint.h>

enum { JSON_DEPTH_MAX = 1000 }; /* of containers; cJSON reads no more */

/* Set out, and pretty or not; the rest all zero. Pretty is indented with tabs,
 * elements of an array side by side, and ends in a line feed; edited: pretty,
 * for people to write into, with every value on a line of its own. */
struct json_writer {
    struct out *out;
    bool pretty, edited;
    bool filled; /* the innermost container has a member */
    bool done;   /* the document is whole */
    uint32_t depth;
    unsigned char object[(JSON_DEPTH_MAX + 7) / 8]; /* a bit for each level */
};

/* key: in an object the member's name, which must not stand twice; elsewhere
 * NULL. Anything else, and an end too many, is a mistake of the program and
 * ends it. */
void json_write_object(struct json_writer *, const char *key);
void json_write_array(struct json_writer *, const char *key);
void json_write_end(struct json_writer *); /* of the innermost one */

void json_write_null(struct json_writer *, const char *key);
/* text NULL writes null. */
void json_write_text(struct json_writer *, const char *key, const char *text);
void json_write_boolean(struct json_writer *, const char *key, bool);
void json_write_integer(struct json_writer *, const char *key, int64_t);
/* As few digits as give the same number back; what is no number is null. */
void json_write_number(struct json_writer *, const char *key, double);

#endif
