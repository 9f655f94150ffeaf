#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>

/* Stores the address of a name, '@' for the abstract namespace, and returns its length. For an
   empty name the kernel chooses one. */
static socklen_t unix_address(struct sockaddr_un *address, const char *name) {
    size_t length = strlen(name);
    for (const char *at = strchr(name, '\\'); at != NULL; at = strchr(at + 1, '\\')) {
        if (at[1] != '\0' && strchr("\\u0", at[1]) != NULL) {
            fprintf(stderr, "an address with escapes, %s, is one of the shell\n", name);
            exit(1);
        }
    }
    memset(address, 0, sizeof *address);
    address->sun_family = AF_UNIX;
    if (length == 0)
        return sizeof address->sun_family;
    if (length > sizeof address->sun_path)
        return sizeof *address + 1;     /* the kernel returns EINVAL */
    memcpy(address->sun_path, name, length);
    if (name[0] == '@')
        address->sun_path[0] = '\0';
    else if (length < sizeof address->sun_path)
        return sizeof *address;
    return (socklen_t)(offsetof(struct sockaddr_un, sun_path) + length);
}
