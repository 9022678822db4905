/* The open sockets. */
#include "scanner/engine/sockets.h"

#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>

void
sockets_add(struct sockets *sockets, int fd)
{
    if (sockets->n < SOCKETS_CAP)
        sockets->fd[sockets->n++] = fd;
}

void
sockets_remove(struct sockets *sockets, int fd)
{
    for (uint32_t i = 0; i < sockets->n; i++)
        if (sockets->fd[i] == fd)
            sockets->fd[i--] = sockets->fd[--sockets->n];
}

static int
port_of(int fd)
{
    union {
        struct sockaddr any;
        struct sockaddr_in four;
        struct sockaddr_in6 six;
    } here = {.any.sa_family = AF_UNSPEC};
    socklen_t length = sizeof here;

    if (getsockname(fd, &here.any, &length) != 0)
        return -1;
    if (here.any.sa_family == AF_INET)
        return ntohs(here.four.sin_port);
    return here.any.sa_family == AF_INET6 ? ntohs(here.six.sin6_port) : -1;
}

bool
sockets_readable(const struct sockets *sockets, int local_port)
{
    for (uint32_t i = 0; i < sockets->n; i++) {
        struct pollfd there = {.fd = sockets->fd[i], .events = POLLIN};

        if (port_of(there.fd) == local_port && poll(&there, 1, 0) > 0)
            return true;
    }
    return false;
}
