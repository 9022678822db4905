/* The systems that this program knows. The table in providers.c is the only
 * place that includes a provider. */
#ifndef SCANNER_CLI_PROVIDERS_H
#define SCANNER_CLI_PROVIDERS_H

#include "rules/import/import.h"
#include "scanner/engine/provider.h"

/* NULL if there is none of that name. */
const struct provider *provider_find(const char *name);
const struct catalogue *provider_catalogue(const char *name);
const struct import_phrases *provider_phrases(const char *name);
/* All names, NULL-ended, and how many. */
extern const char *const provider_names[];
uint32_t provider_count(void);
/* The variables of the credentials of all of them, NULL-ended. */
const char *const *provider_secrets(struct arena *);

#endif
