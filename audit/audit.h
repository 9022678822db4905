/* The record of a scan as a file, and back. */
#ifndef AUDIT_AUDIT_H
#define AUDIT_AUDIT_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/out.h"
#include "rules/model/audit.h"

void audit_write(struct out *, const struct audit *);

/* Reports every mistake it finds and gives false; what it reads, audit_write
 * writes again byte for byte. Everything read lives in the arena. */
bool audit_read(struct audit *, const char *text, size_t length, struct diags *,
                struct arena *);

#endif
