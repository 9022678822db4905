/* The table of providers. */
#include "scanner/provider.h"
#include "base/text.h"
#include "scanner/autotask/autotask.h"

static const struct provider *const providers[] = {&provider_autotask};

const char *const provider_names[] = {"autotask", NULL};

const struct provider *
provider_find(const char *name)
{
    for (size_t i = 0; i < sizeof providers / sizeof *providers; i++)
        if (text_same(providers[i]->name, name))
            return providers[i];
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
    const struct provider *provider = provider_find(name);

    return provider != NULL ? provider->phrases : NULL;
}
