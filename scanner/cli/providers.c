/* The table of providers. */
#include "scanner/cli/providers.h"
#include "base/text.h"
#include "scanner/autotask/autotask.h"
#include "scanner/autotask/phrases.h"

static const struct {
    const struct provider *provider;
    const struct import_phrases *phrases; /* what vendors call its objects */
} row[] = {
    {&provider_autotask, &autotask_phrases},
};

const char *const provider_names[] = {"autotask", NULL};

const struct provider *
provider_find(const char *name)
{
    for (size_t i = 0; i < sizeof row / sizeof *row; i++)
        if (text_same(row[i].provider->name, name))
            return row[i].provider;
    return NULL;
}

const struct catalogue *
provider_catalogue(const char *name)
{
    const struct provider *provider = provider_find(name);

    return provider != NULL ? provider->catalogue : NULL;
}

const struct import_phrases *
provider_phrases(const char *name)
{
    for (size_t i = 0; i < sizeof row / sizeof *row; i++)
        if (text_same(row[i].provider->name, name))
            return row[i].phrases;
    return NULL;
}
