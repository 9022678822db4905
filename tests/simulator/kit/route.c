/* Path and method -> a row of the simulator's table. */
#include "base/text.h"
#include "tests/simulator/kit/kit.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* One part of both; false if they differ. Each is moved past it. */
static bool
part_fits(struct call *call, const char **pattern, const char **path)
{
    size_t wanted = strcspn(*pattern, "/"), given = strcspn(*path, "/");

    if (**pattern == '{') {
        if (given == 0 || call->n_part == PARTS)
            return false;
        call->part[call->n_part++] = arena_slice(&call->arena, *path, given);
    } else if (wanted != given || strncasecmp(*pattern, *path, given) != 0) {
        return false;
    }
    *pattern += wanted;
    *path += given;
    return true;
}

/* A slash at the end of the path makes no difference. */
static bool
fits(struct call *call, const char *pattern)
{
    const char *path = call->path;

    call->n_part = 0;
    while (*pattern == '/' && *path == '/') {
        pattern++;
        path++;
        if (!part_fits(call, &pattern, &path))
            return false;
    }
    return *pattern == '\0' && (*path == '\0' || strcmp(path, "/") == 0);
}

void
route_call(struct call *call)
{
    const struct simulator *simulator = call->sim->simulator;

    for (const struct route *row = simulator->routes; row->method != NULL;
         row++) {
        if (!fits(call, row->pattern) ||
            (simulator->accepts != NULL && !simulator->accepts(call, row)))
            continue;
        if (text_same(row->method, call->method)) {
            call->route = row;
            return;
        }
        call->other_method = true;
    }
}

static const char *
value_of(const struct pair *pair, uint32_t n, const char *name)
{
    for (uint32_t i = 0; i < n; i++)
        if (text_same_fold(pair[i].name, name))
            return pair[i].value;
    return NULL;
}

const char *
call_header(const struct call *call, const char *name)
{
    return value_of(call->header, call->n_header, name);
}

const char *
call_argument(const struct call *call, const char *name)
{
    return value_of(call->argument, call->n_argument, name);
}

const char *
call_part(const struct call *call, uint32_t n)
{
    return n < call->n_part ? call->part[n] : NULL;
}

int64_t
call_number(const struct call *call, uint32_t n)
{
    const char *text = call_part(call, n);
    char *end = NULL;
    long long number;

    if (text == NULL)
        return -1;
    errno = 0;
    number = strtoll(text, &end, 10);
    if (errno != 0 || end == text || *end != '\0' || number < 0)
        return -1;
    return number;
}
