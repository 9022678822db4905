/* All families of faults, one after the other. */
#include "fault.h"

#include <fnmatch.h>
#include <string.h>

static const struct fault_family *const families[] = {
    &fault_status,  &fault_words,  &fault_login, &fault_wire,
    &fault_content, &fault_survey, &fault_detail};

const struct fault *
fault_at(size_t i)
{
    for (size_t f = 0; f < sizeof families / sizeof *families; f++) {
        if (i < families[f]->n)
            return &families[f]->fault[i];
        i -= families[f]->n;
    }
    return NULL;
}

const struct fault *
fault_named(const char *name)
{
    const struct fault *fault = NULL;

    for (size_t i = 0; (fault = fault_at(i)) != NULL; i++)
        if (strcmp(fault->name, name) == 0)
            break;
    return fault;
}

bool
fault_fits(const struct fault *fault, const char *path)
{
    return fault->where == NULL ||
           fnmatch(fault->where, path, FNM_CASEFOLD) == 0;
}
