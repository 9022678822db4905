/* faulty: a proxy on loopback before a simulator, which lets everything
 * through but one request, and answers that one as a row of the tables says.
 * Each request that came is a line of the log: method, path, number of headers
 * and fields of a login, status that goes back (0: none), whether it was the
 * one, whether the connection had served a request before, and when, in ms;
 * between tabs. */
#include "base/diag.h"

#include "act.h"

#include <fcntl.h>
#include <getopt.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

enum { LAST_MS = 3000 }; /* how long connections may outlast a SIGTERM */

static struct {
    const struct fault *fault; /* NULL: none */
    const char *request;       /* "METHOD /path" */
    const char *log, *port_file;
    int port; /* of the simulator */
    int own_port, listener, log_fd;
    atomic_int met; /* how often the request came */
    atomic_int open;
    atomic_bool gone; /* nobody listens any more */
} proxy;

static volatile sig_atomic_t ended;

static void
on_signal(int number)
{
    (void)number;
    ended = 1;
}

static bool
is_the_one(const struct request *request)
{
    char name[1100];

    (void)snprintf(name, sizeof name, "%s %s", request->method, request->path);
    if (proxy.fault == NULL || strcasecmp(name, proxy.request) != 0)
        return false;
    return atomic_fetch_add(&proxy.met, 1) == 0 ||
           (proxy.fault->flags & FAULT_ONCE) == 0;
}

static void
log_request(const struct request *request, int status, bool hit, bool reused)
{
    char line[1200];
    int n = snprintf(line, sizeof line, "%s\t%s\t%d\t%d\t%d\t%d\t%lld\n",
                     request->method, request->path, request->credentials,
                     status, (int)hit, (int)reused, request->ms);

    if (write(proxy.log_fd, line, (size_t)n) != n)
        warn("the log cannot be written");
}

/* The look-up of the zone has to name this proxy. */
static void
rewrite_zone(const struct request *request, struct answer *good)
{
    struct answer own = {.status = good->status};
    char theirs[32], ours[32];
    const char *rest = out_string(&good->body), *found;

    if (strcasestr(request->path, "zoneInformation") == NULL)
        return;
    (void)snprintf(theirs, sizeof theirs, "127.0.0.1:%d/", proxy.port);
    (void)snprintf(ours, sizeof ours, "127.0.0.1:%d/", proxy.own_port);
    while ((found = strstr(rest, theirs)) != NULL) {
        (void)out_bytes(&own.body, rest, (size_t)(found - rest));
        (void)out_text(&own.body, ours);
        rest = found + strlen(theirs);
    }
    (void)out_text(&own.body, rest);
    out_free(&good->body);
    *good = own;
}

static int
status_of(const struct fault *fault, const struct answer *good)
{
    return act_needs_good(fault->act) ? good->status : fault->status;
}

/* False when the connection is over. */
static bool
serve(int fd, const struct request *request, bool reused)
{
    static const struct fault none = {.name = "none", .act = ACT_GOOD};
    const struct fault *fault = is_the_one(request) ? proxy.fault : &none;
    struct answer good = {0};
    bool hit = fault != &none, going;

    if (fault->act == ACT_REUSED && !reused)
        fault = &none;
    if (act_needs_good(fault->act)) {
        good.status = request_forward(request, proxy.port, &good.body);
        rewrite_zone(request, &good);
    }
    log_request(request, status_of(fault, &good), hit, reused);
    if (fault->act == ACT_REFUSE) {
        atomic_store(&proxy.gone, true);
        (void)shutdown(proxy.listener, SHUT_RDWR);
    }
    going = !atomic_load(&proxy.gone) && act_fault(fd, fault, request, &good);
    out_free(&good.body);
    return going;
}

static void *
connection(void *at)
{
    int fd = (int)(intptr_t)at;
    struct request request;
    bool reused = false, going = true;

    while (going && request_read(fd, &request)) {
        going = serve(fd, &request, reused);
        reused = true;
        request_free(&request);
    }
    if (going)
        request_free(&request);
    (void)close(fd);
    atomic_fetch_sub(&proxy.open, 1);
    return NULL;
}

static void
take(void)
{
    pthread_attr_t attributes;
    pthread_t thread;
    int fd = accept(proxy.listener, NULL, NULL);

    if (fd < 0)
        return;
    atomic_fetch_add(&proxy.open, 1);
    if (pthread_attr_init(&attributes) != 0 ||
        pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED) !=
            0 ||
        pthread_create(&thread, &attributes, connection,
                       (void *)(intptr_t)fd) != 0)
        die("no thread for a connection");
    (void)pthread_attr_destroy(&attributes);
}

/* Until a signal; and then what is still under way, for the log has to have
 * all that was sent. */
static void
serve_all(void)
{
    struct pollfd wait = {.fd = proxy.listener, .events = POLLIN};

    while (!ended)
        if (atomic_load(&proxy.gone))
            (void)poll(NULL, 0, 50);
        else if (poll(&wait, 1, 50) > 0)
            take();
    while (!atomic_load(&proxy.gone) && poll(&wait, 1, 0) > 0)
        take();
    for (int ms = 0; ms < LAST_MS && atomic_load(&proxy.open) > 0; ms++)
        (void)poll(NULL, 0, 1);
}

static void
tell_port(void)
{
    char beside[512];
    FILE *file;

    (void)snprintf(beside, sizeof beside, "%s.tmp", proxy.port_file);
    file = fopen(beside, "w");
    if (file == NULL || fprintf(file, "%d\n", proxy.own_port) < 0 ||
        fclose(file) != 0 || rename(beside, proxy.port_file) != 0)
        die("%s cannot be written", proxy.port_file);
}

static int
list_faults(void)
{
    const struct fault *fault;

    for (size_t i = 0; (fault = fault_at(i)) != NULL; i++)
        (void)printf("%s\n", fault->name);
    return 0;
}

static const struct fault *
choose(const char *name)
{
    const struct fault *fault = fault_named(name);

    if (fault == NULL && strcmp(name, "none") != 0)
        die("no fault is named %s", name);
    return fault;
}

static bool
read_options(int argc, char **argv)
{
    static const struct option options[] = {
        {"simulator", required_argument, NULL, 's'},
        {"fault", required_argument, NULL, 'f'},
        {"request", required_argument, NULL, 'r'},
        {"log", required_argument, NULL, 'l'},
        {"port-file", required_argument, NULL, 'p'},
        {0}};
    int option;

    while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
        if (option == 's')
            proxy.port = (int)strtol(optarg, NULL, 10);
        else if (option == 'r')
            proxy.request = optarg;
        else if (option == 'l')
            proxy.log = optarg;
        else if (option == 'p')
            proxy.port_file = optarg;
        else if (option == 'f')
            proxy.fault = choose(optarg);
        else
            return false;
    }
    return proxy.port > 0 && proxy.log != NULL && proxy.port_file != NULL &&
           (proxy.fault == NULL || proxy.request != NULL);
}

int
main(int argc, char **argv)
{
    struct sigaction action = {.sa_handler = on_signal};

    diag_program("faulty");
    if (argc == 2 && strcmp(argv[1], "--list") == 0)
        return list_faults();
    if (!read_options(argc, argv)) {
        (void)fputs("usage: faulty --simulator PORT --port-file FILE --log "
                    "FILE [--fault NAME --request 'METHOD /PATH'] | --list\n",
                    stderr);
        return 3;
    }
    (void)sigaction(SIGTERM, &action, NULL);
    (void)sigaction(SIGINT, &action, NULL);
    proxy.log_fd =
        open(proxy.log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    proxy.listener = net_listen(&proxy.own_port);
    if (proxy.log_fd < 0 || proxy.listener < 0)
        die("no log, or nowhere to listen");
    tell_port();
    serve_all();
    return 0;
}
