/* The command line of a simulator. */
#ifndef SIMULATOR_KIT_OPTIONS_H
#define SIMULATOR_KIT_OPTIONS_H

#include "base/arena.h"
#include "base/diag.h"

#include <netinet/in.h>
#include <stdbool.h>
#include <stdint.h>

struct options {
    const char *tenant, *tenants, *port_file, *log, *certificate, *key;
    uint16_t port;
    int64_t latency_ms;
    struct in_addr address;
    const char **set;
    uint32_t n_set, set_capacity;
    bool help, version, list;
};

/* False, with every mistake in diags, if the command line is wrong. */
bool options_read(struct options *, int argc, char **argv, struct diags *);

void options_help(const char *program, const char *title);

#endif
