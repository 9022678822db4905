/* One table: --help and the parser follow it. */
#include "tests/simulator/kit/options.h"
#include "base/text.h"

#include <arpa/inet.h>
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>

enum { OPTIONS = 13, OWN_CAP = 4, LATENCY_CAP = 600000 };

struct setting {
    const char *name, *argument, *help;
    bool (*set)(struct options *, const char *, struct diags *);
};

/* A whole number up to most, or -1 with a message. */
static int64_t
number(const char *name, const char *text, int64_t most, struct diags *diags)
{
    char *end = NULL;
    long long value;

    errno = 0;
    value = strtoll(text, &end, 10);
    if (errno == 0 && end != text && *end == '\0' && value >= 0 &&
        value <= most)
        return value;
    diag_add(diags, 0, 0, "--%s: \"%s\" is no number from 0 to %lld", name,
             text, (long long)most);
    return -1;
}

static bool
set_tenant(struct options *options, const char *text, struct diags *diags)
{
    (void)diags;
    options->tenant = text;
    return true;
}

static bool
set_tenants(struct options *options, const char *text, struct diags *diags)
{
    (void)diags;
    options->tenants = text;
    return true;
}

static bool
set_port(struct options *options, const char *text, struct diags *diags)
{
    int64_t port = number("port", text, 65535, diags);

    options->port = port < 0 ? 0 : (uint16_t)port;
    return port >= 0;
}

static bool
set_port_file(struct options *options, const char *text, struct diags *diags)
{
    (void)diags;
    options->port_file = text;
    return true;
}

static bool
set_bind(struct options *options, const char *text, struct diags *diags)
{
    if (inet_pton(AF_INET, text, &options->address) == 1 &&
        ntohl(options->address.s_addr) >> 24 == 127)
        return true;
    diag_add(diags, 0, 0, "--bind: \"%s\" is no IPv4 address of loopback",
             text);
    return false;
}

static bool
set_log(struct options *options, const char *text, struct diags *diags)
{
    (void)diags;
    options->log = text;
    return true;
}

static bool
set_latency(struct options *options, const char *text, struct diags *diags)
{
    options->latency_ms = number("latency", text, LATENCY_CAP, diags);
    return options->latency_ms >= 0;
}

static bool
set_member(struct options *options, const char *text, struct diags *diags)
{
    options->set = arena_grow(diags->arena, options->set, options->n_set,
                              &options->set_capacity);
    options->set[options->n_set++] = text;
    return true;
}

static bool
set_certificate(struct options *options, const char *text, struct diags *diags)
{
    (void)diags;
    options->certificate = text;
    return true;
}

static bool
set_key(struct options *options, const char *text, struct diags *diags)
{
    (void)diags;
    options->key = text;
    return true;
}

static bool
set_list(struct options *options, const char *text, struct diags *diags)
{
    (void)text;
    (void)diags;
    options->list = true;
    return true;
}

static bool
set_help(struct options *options, const char *text, struct diags *diags)
{
    (void)text;
    (void)diags;
    options->help = true;
    return true;
}

static bool
set_version(struct options *options, const char *text, struct diags *diags)
{
    (void)text;
    (void)diags;
    options->version = true;
    return true;
}

static const struct setting settings[OPTIONS] = {
    {"tenant", "FILE|NAME", "the tenant to simulate", set_tenant},
    {"tenants", "DIR", "where to look for tenants by name first", set_tenants},
    {"set", "KEY=VALUE", "change one member of the tenant; repeatable",
     set_member},
    {"port", "N", "port to listen on (default 0: any that is free)", set_port},
    {"port-file", "FILE", "write the port there once it listens",
     set_port_file},
    {"bind", "ADDRESS", "address of loopback (default 127.0.0.1)", set_bind},
    {"log", "FILE", "one line of JSON for each request", set_log},
    {"latency", "MS", "milliseconds that each answer takes", set_latency},
    {"tls-cert", "FILE", "serve https with this certificate (PEM)",
     set_certificate},
    {"tls-key", "FILE", "and this key (PEM)", set_key},
    {"list-tenants", NULL, "print the names of the tenants, and end", set_list},
    {"help", NULL, "print this, and end", set_help},
    {"version", NULL, "print the version, and end", set_version},
};

static void
help_line(const char *name, const char *argument, const char *help)
{
    int used = printf("  --%s%s%s", name, argument == NULL ? "" : " ",
                      argument == NULL ? "" : argument);

    (void)printf("%*s%s\n", used < 26 ? 26 - used : 1, "", help);
}

void
options_help(const struct options *options, const char *program,
             const char *title)
{
    (void)printf("usage: %s --tenant FILE|NAME [option ...]\n\n%s\n\n", program,
                 title);
    for (const struct own_option *own = options->own;
         own != NULL && own->name != NULL; own++)
        help_line(own->name, own->argument, own->help);
    for (size_t i = 0; i < OPTIONS; i++)
        help_line(settings[i].name, settings[i].argument, settings[i].help);
}

/* The simulator's own behind those of the kit. */
static void
fill_table(struct options *options, struct option *table, struct arena *arena)
{
    const struct own_option *own = options->own;

    for (int i = 0; i < OPTIONS; i++)
        table[i] = (struct option){.name = settings[i].name,
                                   .has_arg = settings[i].argument != NULL
                                                  ? required_argument
                                                  : no_argument,
                                   .val = i};
    options->given = arena_new(arena, const char *, OWN_CAP);
    for (int i = 0; own != NULL && own[i].name != NULL && i < OWN_CAP; i++)
        table[OPTIONS + i] = (struct option){.name = own[i].name,
                                             .has_arg = required_argument,
                                             .val = OPTIONS + i};
}

/* What only the whole command line can tell. */
static void
check_together(const struct options *options, struct diags *diags)
{
    if (options->help || options->version || options->list)
        return;
    if (options->tenant == NULL)
        diag_add(diags, 0, 0, "which tenant? Give --tenant FILE or NAME");
    if ((options->certificate == NULL) != (options->key == NULL))
        diag_add(diags, 0, 0, "--tls-cert and --tls-key go together");
}

bool
options_read(struct options *options, int argc, char **argv,
             struct diags *diags)
{
    struct option table[OPTIONS + OWN_CAP + 1] = {{.name = NULL}};
    uint32_t before = diags->n;
    int which;

    *options = (struct options){.address.s_addr = htonl(INADDR_LOOPBACK),
                                .own = options->own};
    fill_table(options, table, diags->arena);
    opterr = 0;
    while ((which = getopt_long(argc, argv, ":", table, NULL)) != -1) {
        if (which >= 0 && which < OPTIONS)
            (void)settings[which].set(options, optarg, diags);
        else if (which >= OPTIONS && which < OPTIONS + OWN_CAP)
            options->given[which - OPTIONS] = optarg;
        else
            diag_add(diags, 0, 0, "%s: %s", argv[optind - 1],
                     which == ':' ? "an argument is missing"
                                  : "no such option");
    }
    if (optind < argc)
        diag_add(diags, 0, 0, "%s: nothing is expected here", argv[optind]);
    check_together(options, diags);
    return diags->n == before;
}
