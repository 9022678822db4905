/* The command line of a simulator. */
#ifndef SIMULATOR_KIT_OPTIONS_H
#define SIMULATOR_KIT_OPTIONS_H

#include "base/arena.h"
#include "base/diag.h"

#include <netinet/in.h>
#include <stdbool.h>
#include <stdint.h>

/* An option of one simulator alone; it takes an argument. */
struct own_option {
    const char *name, *argument, *help;
};

struct options {
    const char *tenant, *tenants, *port_file, *log, *certificate, *key;
    uint16_t port;
    int64_t latency_ms;
    struct in_addr address;
    const char **set;
    uint32_t n_set, set_capacity;
    const struct own_option *own; /* NULL-ended, or NULL */
    const char **given;           /* what each of them was given, or NULL */
    bool help, version, list;
};

/* False, with every mistake in diags, if the command line is wrong. own is set
 * before. */
bool options_read(struct options *, int argc, char **argv, struct diags *);

void
options_help(const struct options *, const char *program, const char *title);

#endif
