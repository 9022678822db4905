/* Errors of the login endpoints. */
#ifndef SIMULATOR_MICROSOFT365_AADSTS_H
#define SIMULATOR_MICROSOFT365_AADSTS_H

#include <stdbool.h>
#include <stdint.h>

bool aadsts_known(int64_t number);

struct call;
/* detail: what {detail} of the text is, or NULL. */
void aadsts_answer(struct call *, int64_t number, const char *detail);

#endif
