/* The table of functions, and the lists that ask for none. */
#include "tests/simulator/connectwise/function.h"
#include "base/text.h"

#include <string.h>

#define FUNCTION(in, label, add, edit, remove, inquire, list, lists)           \
    {.key = in "/" label,                                                      \
     .module = (in),                                                           \
     .name = (label),                                                          \
     .offered = {(add), (edit), (remove), (inquire)},                          \
     .customize = (list),                                                      \
     .read = (lists)},

static const struct function functions[] = {
#include "tests/simulator/connectwise/functions.inc"
};

/* Setup tables answer without Table Setup. */
static const char *const open_lists[] = {
    "company/companies/statuses",
    "company/companies/types",
    "project/statuses",
    "schedule/calendars",
    "schedule/holidayLists",
    "schedule/statuses",
    "schedule/types",
    "service/boards",
    "service/boards/{id}/statuses",
    "service/boards/{id}/types",
    "service/priorities",
    "service/sources",
    "system/info/members",
    "system/locations",
    "time/workTypes",
};

enum {
    FUNCTIONS = sizeof functions / sizeof *functions,
    OPEN = sizeof open_lists / sizeof *open_lists
};

uint32_t
function_count(void)
{
    return FUNCTIONS;
}

const struct function *
function_at(uint32_t index)
{
    return &functions[index];
}

const struct function *
function_named(const char *key)
{
    for (uint32_t i = 0; i < FUNCTIONS; i++)
        if (text_same(functions[i].key, key))
            return &functions[i];
    return NULL;
}

bool
function_reads(const struct function *function, const char *list)
{
    const char *at = function->read;
    size_t wanted = strlen(list);

    while (*at != '\0') {
        size_t length = strcspn(at, ",");

        if (length == wanted && strncasecmp(at, list, length) == 0)
            return true;
        at += length;
        at += *at == ',';
    }
    return false;
}

bool
list_is_open(const char *list)
{
    for (uint32_t i = 0; i < OPEN; i++)
        if (text_same_fold(open_lists[i], list))
            return true;
    return false;
}
