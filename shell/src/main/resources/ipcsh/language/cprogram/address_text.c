#include <arpa/inet.h>
#include <netinet/in.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>

/* An address as a text: a path, @NAME, HOST:PORT; empty where there is none. */
static char *address_text(char *to, size_t room, const void *address, socklen_t size) {
    const struct sockaddr *any = address;
    char host[INET6_ADDRSTRLEN];
    to[0] = '\0';
    if (size < sizeof any->sa_family)
        return to;
    if (any->sa_family == AF_INET) {
        const struct sockaddr_in *in = address;
        inet_ntop(AF_INET, &in->sin_addr, host, sizeof host);
        snprintf(to, room, "%s:%d", host, ntohs(in->sin_port));
    } else if (any->sa_family == AF_INET6) {
        const struct sockaddr_in6 *in6 = address;
        inet_ntop(AF_INET6, &in6->sin6_addr, host, sizeof host);
        snprintf(to, room, "[%s]:%d", host, ntohs(in6->sin6_port));
    } else if (size > offsetof(struct sockaddr_un, sun_path)) {
        const struct sockaddr_un *un = address;
        size_t length = size - offsetof(struct sockaddr_un, sun_path);
        int abstract = un->sun_path[0] == '\0';
        if (!abstract)
            length = strnlen(un->sun_path, length);
        memcpy(to, un->sun_path, length);
        to[length] = '\0';
        if (abstract)
            to[0] = '@';
    }
    return to;
}
