/* Building trees of JSON. The program only reads them; what it writes it writes
 * in one go (base/json_write.h). A key may be set once; text NULL sets null.
 * The pointer of a child is good until the next sibling is added. */
#ifndef SIMULATOR_KIT_BUILD_H
#define SIMULATOR_KIT_BUILD_H

#include "base/arena.h"
#include "base/json.h"

struct json *json_new_object(struct arena *);
void
json_set_text(struct arena *, struct json *, const char *key, const char *text);
void json_set_integer(struct arena *, struct json *, const char *key, int64_t);
void json_set_boolean(struct arena *, struct json *, const char *key, bool);
struct json *json_set_object(struct arena *, struct json *, const char *key);
struct json *json_set_array(struct arena *, struct json *, const char *key);
void json_push_text(struct arena *, struct json *array, const char *text);
void json_push_integer(struct arena *, struct json *array, int64_t);
struct json *json_push_object(struct arena *, struct json *array);

#endif
