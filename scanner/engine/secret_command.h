/* The command that prints credentials. For secret.c. */
#ifndef SCANNER_ENGINE_SECRET_COMMAND_H
#define SCANNER_ENGINE_SECRET_COMMAND_H

#include "scanner/engine/secret.h"

/* Runs source->command with /bin/sh and appends what it prints. False with the
 * cause in diags: it could not be run, failed, was too slow, was interrupted,
 * or printed more than the limit of out. */
bool secret_command(const struct secret_source *, struct out *, struct diags *);

#endif
