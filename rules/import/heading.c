/* The headings of a table: what each column holds, beside the others. */
#include "base/text.h"
#include "rules/import/parts.h"

/* The first that fits decides; whole: the heading is nothing else. */
static const struct {
    const char *words;
    enum import_role role;
    bool whole;
} headings[] = {
    {"required level", IMPORT_ROLE_LEVEL, false},
    {"level required", IMPORT_ROLE_LEVEL, false},
    {"view", IMPORT_ROLE_ACCESS, true},
    {"read", IMPORT_ROLE_ACCESS, true},
    {"query", IMPORT_ROLE_ACCESS, true},
    {"inquire", IMPORT_ROLE_ACCESS, true},
    {"inquiry", IMPORT_ROLE_ACCESS, true},
    {"add", IMPORT_ROLE_ACCESS, true},
    {"create", IMPORT_ROLE_ACCESS, true},
    {"edit", IMPORT_ROLE_ACCESS, true},
    {"update", IMPORT_ROLE_ACCESS, true},
    {"write", IMPORT_ROLE_ACCESS, true},
    {"delete", IMPORT_ROLE_ACCESS, true},
    {"why", IMPORT_ROLE_NOTES, false},
    {"note", IMPORT_ROLE_NOTES, false},
    {"reason", IMPORT_ROLE_NOTES, false},
    {"purpose", IMPORT_ROLE_NOTES, false},
    {"description", IMPORT_ROLE_NOTES, false},
    {"comment", IMPORT_ROLE_NOTES, false},
    {"remark", IMPORT_ROLE_NOTES, false},
    {"used for", IMPORT_ROLE_NOTES, false},
    {"detail", IMPORT_ROLE_NOTES, false},
    {"level", IMPORT_ROLE_LEVEL, false},
    {"access", IMPORT_ROLE_LEVEL, false},
    {"right", IMPORT_ROLE_LEVEL, false},
    {"privilege", IMPORT_ROLE_LEVEL, false},
    {"value", IMPORT_ROLE_LEVEL, false},
    {"state", IMPORT_ROLE_LEVEL, false},
    {"status", IMPORT_ROLE_LEVEL, false},
    {"verb", IMPORT_ROLE_LEVEL, false},
    {"action", IMPORT_ROLE_LEVEL, false},
    {"operation", IMPORT_ROLE_LEVEL, false},
    {"method", IMPORT_ROLE_LEVEL, false},
    {"crud", IMPORT_ROLE_LEVEL, false},
    {"object", IMPORT_ROLE_OBJECT, false},
    {"feature", IMPORT_ROLE_OBJECT, false},
    {"entity", IMPORT_ROLE_OBJECT, false},
    {"item", IMPORT_ROLE_OBJECT, false},
    {"function", IMPORT_ROLE_OBJECT, false},
    {"endpoint", IMPORT_ROLE_OBJECT, false},
    {"record", IMPORT_ROLE_OBJECT, false},
    {"resource", IMPORT_ROLE_OBJECT, false},
    {"name", IMPORT_ROLE_OBJECT, false},
    {"section", IMPORT_ROLE_SECTION, false},
    {"area", IMPORT_ROLE_SECTION, false},
    {"module", IMPORT_ROLE_SECTION, false},
    {"category", IMPORT_ROLE_SECTION, false},
    {"tab", IMPORT_ROLE_SECTION, false},
    {"group", IMPORT_ROLE_SECTION, false},
    {"need", IMPORT_ROLE_NEED, false},
    {"needed", IMPORT_ROLE_NEED, false},
    {"mandatory", IMPORT_ROLE_NEED, false},
    {"optional", IMPORT_ROLE_NEED, false},
    {"priority", IMPORT_ROLE_NEED, false},
    {"importance", IMPORT_ROLE_NEED, false},
    {"required", IMPORT_ROLE_REQUIRED, false},
    {"minimum", IMPORT_ROLE_REQUIRED, false},
    {"permission", IMPORT_ROLE_EITHER, false},
    {"setting", IMPORT_ROLE_EITHER, false},
};

enum import_role
import_heading_role(struct arena *arena, const char *text)
{
    const char *key = import_key_whole(arena, text);

    for (size_t i = 0; i < sizeof headings / sizeof *headings; i++)
        if (headings[i].whole ? text_same(key, headings[i].words)
                              : import_key_has(key, headings[i].words))
            return headings[i].role;
    return IMPORT_ROLE_NONE;
}

static uint32_t
count(const enum import_role *role, uint32_t n, enum import_role wanted)
{
    uint32_t sum = 0;

    for (uint32_t i = 0; i < n; i++)
        sum += role[i] == wanted ? 1 : 0;
    return sum;
}

/* Gives the first (or last) column of one role another; false: there is none.
 */
static bool
change(enum import_role *role, uint32_t n, enum import_role from,
       enum import_role to)
{
    bool last = from == IMPORT_ROLE_SECTION || from == IMPORT_ROLE_EITHER;

    for (uint32_t i = 0; i < n; i++) {
        uint32_t at = last ? n - 1 - i : i;

        if (role[at] == from) {
            role[at] = to;
            return true;
        }
    }
    return false;
}

/* Finds the column of the level among those that may be it. */
static bool
settle_level(enum import_role *role, uint32_t n)
{
    if (count(role, n, IMPORT_ROLE_LEVEL) > 0 ||
        change(role, n, IMPORT_ROLE_REQUIRED, IMPORT_ROLE_LEVEL) ||
        count(role, n, IMPORT_ROLE_ACCESS) > 0)
        return true;
    return change(role, n, IMPORT_ROLE_EITHER, IMPORT_ROLE_LEVEL);
}

static bool
settle_object(enum import_role *role, uint32_t n)
{
    static const enum import_role from[] = {
        IMPORT_ROLE_EITHER, IMPORT_ROLE_SECTION, IMPORT_ROLE_NOTES};

    if (count(role, n, IMPORT_ROLE_OBJECT) > 0)
        return true;
    for (size_t i = 0; i < sizeof from / sizeof *from; i++)
        if (change(role, n, from[i], IMPORT_ROLE_OBJECT))
            return true;
    return false;
}

bool
import_settle(enum import_role *role, uint32_t n)
{
    if (!settle_level(role, n) || !settle_object(role, n))
        return false;
    while (change(role, n, IMPORT_ROLE_REQUIRED, IMPORT_ROLE_NEED))
        ;
    if (count(role, n, IMPORT_ROLE_OBJECT) > 1 &&
        count(role, n, IMPORT_ROLE_SECTION) == 0)
        (void)change(role, n, IMPORT_ROLE_OBJECT, IMPORT_ROLE_SECTION);
    while (change(role, n, IMPORT_ROLE_EITHER, IMPORT_ROLE_LEVEL))
        ;
    return true;
}
