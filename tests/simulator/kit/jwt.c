/* Three parts with dots between. */
#include "tests/simulator/kit/jwt.h"

#include <string.h>

static const struct json *
part_json(struct arena *arena, const char *text, size_t length)
{
    const struct json *root;
    struct bytes bytes;

    if (!base64_bytes(arena, text, length, &bytes))
        return NULL;
    root = json_parse(arena, (const char *)bytes.bytes, bytes.length, NULL);
    return root != NULL && root->kind == JSON_OBJECT ? root : NULL;
}

bool
jwt_read(struct arena *arena, const char *text, struct jwt *into)
{
    const char *first = strchr(text, '.');
    const char *second = first == NULL ? NULL : strchr(first + 1, '.');

    if (second == NULL || strchr(second + 1, '.') != NULL)
        return false;
    into->header = part_json(arena, text, (size_t)(first - text));
    into->claims = part_json(arena, first + 1, (size_t)(second - first - 1));
    into->text = (struct bytes){.bytes = (const unsigned char *)text,
                                .length = (size_t)(second - text)};
    return into->header != NULL && into->claims != NULL &&
           base64_bytes(arena, second + 1, strlen(second + 1),
                        &into->signature);
}
