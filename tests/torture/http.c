/* Sockets of loopback and the little of HTTP/1.1 that the proxy needs. */
#include "http.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { HEAD_CAP = 256 * 1024 };

static struct sockaddr_in
loopback(int port)
{
    struct sockaddr_in address = {.sin_family = AF_INET};

    address.sin_port = htons((uint16_t)port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

int
net_listen(int *port)
{
    struct sockaddr_in address = loopback(0);
    socklen_t length = sizeof address;
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    if (fd < 0)
        return -1;
    if (bind(fd, (struct sockaddr *)&address, length) != 0 ||
        listen(fd, 128) != 0 ||
        getsockname(fd, (struct sockaddr *)&address, &length) != 0) {
        (void)close(fd);
        return -1;
    }
    *port = ntohs(address.sin_port);
    return fd;
}

int
net_connect(int port)
{
    struct sockaddr_in address = loopback(port);
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    if (fd >= 0 &&
        connect(fd, (struct sockaddr *)&address, sizeof address) != 0) {
        (void)close(fd);
        fd = -1;
    }
    return fd;
}

bool
net_send(int fd, const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t n = send(fd, bytes, length, MSG_NOSIGNAL);

        if (n <= 0)
            return false;
        bytes += n;
        length -= (size_t)n;
    }
    return true;
}

bool
net_wait_gone(int fd, int ms)
{
    struct pollfd wait = {.fd = fd, .events = POLLRDHUP};

    return poll(&wait, 1, ms) > 0;
}

void
net_reset(int fd)
{
    const struct linger now = {.l_onoff = 1, .l_linger = 0};

    (void)setsockopt(fd, SOL_SOCKET, SO_LINGER, &now, sizeof now);
}

void
request_header(const struct request *request, const char *name, char *value,
               size_t size)
{
    const char *line = out_string(&request->text);
    size_t length = strlen(name);

    value[0] = '\0';
    while ((line = strstr(line, "\r\n")) != NULL && line[2] != '\r') {
        line += 2;
        if (strncasecmp(line, name, length) == 0 && line[length] == ':') {
            line += length + 1;
            line += strspn(line, " \t");
            (void)snprintf(value, size, "%.*s", (int)strcspn(line, "\r"), line);
            return;
        }
    }
}

static void
take_apart(struct request *request)
{
    static const char *const names[] = {"UserName", "Secret",
                                        "ApiIntegrationCode", "Authorization",
                                        "clientId"};
    static const char *const fields[] = {"client_secret=", "client_assertion="};
    const char *body = out_string(&request->text) + request->head;
    char value[512];

    if (sscanf(out_string(&request->text), "%15[^ ] %1023[^ ?]",
               request->method, request->path) != 2)
        (void)snprintf(request->path, sizeof request->path, "?");
    request->credentials = 0;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        request_header(request, names[i], value, sizeof value);
        request->credentials += value[0] != '\0';
    }
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        request->credentials += strstr(body, fields[i]) != NULL;
}

/* Reads until the text has so many bytes, or the head is whole. */
static bool
more(int fd, struct out *text)
{
    char bytes[16384];
    ssize_t n = recv(fd, bytes, sizeof bytes, 0);

    return n > 0 && out_bytes(text, bytes, (size_t)n);
}

bool
request_read(int fd, struct request *request)
{
    struct timespec now = {0};
    char value[64];
    const char *end;
    size_t whole;

    *request = (struct request){0};
    while ((end = strstr(out_string(&request->text), "\r\n\r\n")) == NULL)
        if (request->text.length > HEAD_CAP || !more(fd, &request->text))
            return false;
    request->head = (size_t)(end - out_string(&request->text)) + 4;
    request_header(request, "Content-Length", value, sizeof value);
    whole = request->head + strtoul(value, NULL, 10);
    while (request->text.length < whole)
        if (!more(fd, &request->text))
            return false;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    request->ms = (long long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
    take_apart(request);
    return true;
}

void
request_free(struct request *request)
{
    out_free(&request->text);
}

int
request_forward(const struct request *request, int port, struct out *body)
{
    static const char last[] = "Connection: close\r\n";
    const char *text = out_string(&request->text);
    size_t line = strcspn(text, "\n") + 1;
    struct out answer = {0};
    int fd = net_connect(port), status = 0;
    const char *end;

    if (fd < 0)
        return 0;
    if (net_send(fd, text, line) && net_send(fd, last, sizeof last - 1) &&
        net_send(fd, text + line, request->text.length - line))
        while (more(fd, &answer))
            continue;
    (void)close(fd);
    end = strstr(out_string(&answer), "\r\n\r\n");
    if (end != NULL &&
        sscanf(out_string(&answer), "HTTP/1.1 %d", &status) == 1) {
        size_t head = (size_t)(end - out_string(&answer)) + 4;

        (void)out_bytes(body, end + 4, answer.length - head);
    }
    out_free(&answer);
    return status;
}
