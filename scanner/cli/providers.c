/* The table of providers. */
#include "scanner/cli/providers.h"
#include "base/text.h"
#include "scanner/autotask/autotask.h"
#include "scanner/autotask/phrases.h"
#include "scanner/connectwise/connectwise.h"
#include "scanner/connectwise/phrases.h"
#include "scanner/engine/secret.h"
#include "scanner/google/google.h"
#include "scanner/google/phrases.h"
#include "scanner/microsoft365/microsoft365.h"
#include "scanner/microsoft365/phrases.h"
#include "scanner/zoho/phrases.h"
#include "scanner/zoho/zoho.h"

static const struct {
    const struct provider *provider;
    const struct import_phrases *phrases; /* what vendors call its objects */
} row[] = {
    {&provider_autotask, &autotask_phrases},
    {&provider_connectwise, &connectwise_phrases},
    {&provider_microsoft365, &microsoft365_phrases},
    {&provider_google, &google_phrases},
    {&provider_zoho, &zoho_phrases},
};

const char *const provider_names[] = {"autotask", "connectwise", "microsoft365",
                                      "google",   "zoho",        NULL};

uint32_t
provider_count(void)
{
    return sizeof row / sizeof *row;
}

const struct provider *
provider_find(const char *name)
{
    for (size_t i = 0; i < sizeof row / sizeof *row; i++)
        if (text_same(row[i].provider->name, name))
            return row[i].provider;
    return NULL;
}

const char *const *
provider_secrets(struct arena *arena)
{
    enum { N = sizeof row / sizeof *row };
    const char **name =
        arena_new(arena, const char *, N *(size_t)SECRETS_CAP + 1);
    uint32_t n = 0;

    for (size_t i = 0; i < N; i++)
        for (uint32_t k = 0; k < row[i].provider->n_credential; k++)
            name[n++] = row[i].provider->credential[k].variable;
    return name;
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
