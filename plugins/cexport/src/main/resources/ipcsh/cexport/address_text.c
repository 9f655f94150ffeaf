#include <arpa/inet.h>
#include <ctype.h>
#include <netinet/in.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>

/* Characters beyond ASCII that are invisible or change the direction of writing. */
static const unsigned unseen[][2] = {
    { 0x80, 0x9f }, { 0xad, 0xad }, { 0x600, 0x605 }, { 0x61c, 0x61c }, { 0x6dd, 0x6dd },
    { 0x70f, 0x70f }, { 0x890, 0x891 }, { 0x8e2, 0x8e2 }, { 0x180e, 0x180e }, { 0x200b, 0x200f },
    { 0x2028, 0x202e }, { 0x2060, 0x2064 }, { 0x2066, 0x206f }, { 0xfeff, 0xfeff },
    { 0xfff9, 0xfffb }, { 0x110bd, 0x110bd }, { 0x110cd, 0x110cd }, { 0x13430, 0x1343f },
    { 0x1bca0, 0x1bca3 }, { 0x1d173, 0x1d17a }, { 0xe0000, 0xe0fff },
};

/* Decodes the next character of a name and its size in bytes; -1 if it is not valid UTF-8. */
static long character(const unsigned char *name, size_t length, size_t *bytes) {
    int more = name[0] >= 0xf0 ? 3 : name[0] >= 0xe0 ? 2 : name[0] >= 0xc0 ? 1 : 0;
    long c = more == 0 ? name[0] : name[0] & (0x3f >> more);
    *bytes = 1;
    if (name[0] >= 0xf8 || (more == 0 && name[0] >= 0x80) || (size_t)more >= length)
        return -1;
    for (int i = 1; i <= more; i++) {
        if ((name[i] & 0xc0) != 0x80)
            return -1;
        c = c << 6 | (name[i] & 0x3f);
    }
    if (c < (more == 3 ? 0x10000 : more == 2 ? 0x800 : more == 1 ? 0x80 : 0) || c > 0x10ffff
        || (c >= 0xd800 && c < 0xe000))
        return -1;
    *bytes = (size_t)more + 1;
    return c;
}

static int is_seen(long c) {
    for (size_t i = 0; i < sizeof unseen / sizeof unseen[0]; i++) {
        if (c >= (long)unseen[i][0] && c <= (long)unseen[i][1])
            return 0;
    }
    return c >= ' ' && c != 0x7f;
}

/* Whether the text begins with what would be read as an escape sequence. */
static int is_escape(const unsigned char *name, size_t length) {
    if (name[0] != '\\' || length < 2)
        return 0;
    if (name[1] == 'u') {
        for (size_t i = 2; i < 6; i++) {
            if (i >= length || !isxdigit(name[i]))
                return 0;
        }
        return 1;
    }
    return name[1] == '\\' || (name[1] == '0' && !(length > 2 && name[2] >= '0' && name[2] <= '7'));
}

/* The printable name of a socket: invisible characters are written as \0, \u001b, and bytes that
   are not UTF-8 as \udcff; a backslash is then doubled. */
static void name_text(char *to, size_t room, const unsigned char *name, size_t length) {
    size_t bytes;
    int plain = 1;
    for (size_t i = 0; i < length; i += bytes) {
        plain = plain && is_seen(character(name + i, length - i, &bytes))
            && !is_escape(name + i, length - i);
    }
    for (size_t i = 0, end = 0; i < length && end + 13 < room; i += bytes) {
        long c = character(name + i, length - i, &bytes);
        int digit = i + 1 < length && name[i + 1] >= '0' && name[i + 1] <= '7';
        if (is_seen(c) && (c != '\\' || plain))
            end += (size_t)snprintf(to + end, room - end, "%.*s", (int)bytes, name + i);
        else if (c == '\\')
            end += (size_t)snprintf(to + end, room - end, "\\\\");
        else if (c == 0 && !digit)
            end += (size_t)snprintf(to + end, room - end, "\\0");
        else if (c < 0x10000)
            end += (size_t)snprintf(to + end, room - end, "\\u%04lx", c < 0 ? 0xdc00L + name[i] : c);
        else
            end += (size_t)snprintf(to + end, room - end, "\\u%04lx\\u%04lx",
                                    0xd7c0 + (c >> 10), 0xdc00 + (c & 0x3ff));
    }
}

/* The text of an address: a path, @NAME, HOST:PORT; empty if there is none. */
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
        const unsigned char *name = (const unsigned char *)((const struct sockaddr_un *)address)->sun_path;
        size_t length = size - offsetof(struct sockaddr_un, sun_path);
        if (name[0] == '\0')
            name_text(stpcpy(to, "@"), room - 1, name + 1, length - 1);
        else if (name[0] == '@')
            name_text(stpcpy(to, "./"), room - 2, name, strnlen((const char *)name, length));
        else
            name_text(to, room, name, strnlen((const char *)name, length));
    }
    return to;
}
