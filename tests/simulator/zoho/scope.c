/* The table of scopes. What .ALL stands for is written out in it. */
#include "tests/simulator/zoho/scope.h"
#include "base/text.h"

#define SCOPE(scope, what) {.name = (scope), .opens = (what)},

static const struct scope scopes[] = {
#include "tests/simulator/zoho/scopes.inc"
};

enum { SCOPES = sizeof scopes / sizeof *scopes };

const struct scope *
scope_of(const char *name)
{
    for (int i = 0; i < SCOPES; i++)
        if (text_same_fold(scopes[i].name, name))
            return &scopes[i];
    return NULL;
}

const char *
scope_near(const char *name)
{
    return text_nearest(name, scopes, SCOPES, sizeof *scopes);
}

bool
scope_opens(const struct scope *scope, enum call_name call)
{
    return (scope->opens >> call & 1) != 0;
}
