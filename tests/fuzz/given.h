/* What targets need besides their bytes: rules that ask for a bit of
 * everything that a provider can grant. */
#ifndef TESTS_FUZZ_GIVEN_H
#define TESTS_FUZZ_GIVEN_H

#include "base/arena.h"
#include "base/diag.h"
#include "rules/model/rules.h"
#include "scanner/engine/provider.h"

/* The n-th of the table of providers, counted round and round. */
const struct provider *given_provider(unsigned n);

/* Rules of that provider; from: which of its rights they begin with. */
struct ruleset
given_rules(const struct provider *, unsigned from, struct arena *);

/* Every message that a reader gave is text that a terminal can be shown, and
 * a refusal has at least one. */
void given_diags(const struct diags *, bool good);

/* text is NULL or as text_clean leaves it. */
void given_text(const char *text);

#endif
