// Processes by descriptor and their memory, from the other side.
//
//     pidfd take PID FD         takes a descriptor of a process and writes "from C" to it
//     pidfd variable            prints the address of a variable, and its value for each line of input
//     pidfd read PID ADDRESS N  prints N bytes of the memory of a process
//     pidfd write PID ADDRESS   writes "from C" there
//     pidfd refuse              does not accept descriptors on the socket 3, and says so
//     pidfd send                sends descriptor 0 over the socket 3, and says what came of it
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/pidfd.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#ifndef SO_PASSRIGHTS
#define SO_PASSRIGHTS 83
#endif

static long must(long result, const char *call) {
    if (result == -1) {
        perror(call);
        exit(1);
    }
    return result;
}

static void take(char **words) {
    int pidfd = must(pidfd_open(atoi(words[2]), 0), "pidfd_open");
    int fd = must(pidfd_getfd(pidfd, atoi(words[3]), 0), "pidfd_getfd");
    must(write(fd, "from C", 6), "write");
}

static void variable(void) {
    static char text[32] = "of C";
    char line[8];
    printf("%p\n", (void *)text);
    fflush(stdout);
    while (fgets(line, sizeof line, stdin) != NULL) {
        puts(text);
        fflush(stdout);
    }
}

static void copy(char **words) {
    char mine[64] = "from C";
    int reads = strcmp(words[1], "read") == 0;
    size_t size = reads ? strtoul(words[4], NULL, 0) : strlen(mine);
    struct iovec local = {mine, size}, remote = {(void *)strtoul(words[3], NULL, 0), size};
    pid_t pid = atoi(words[2]);
    if (reads) {
        must(process_vm_readv(pid, &local, 1, &remote, 1, 0), "process_vm_readv");
        printf("%.*s\n", (int)size, mine);
    } else {
        must(process_vm_writev(pid, &local, 1, &remote, 1, 0), "process_vm_writev");
    }
}

static void send_one(void) {
    union { char bytes[CMSG_SPACE(sizeof(int))]; struct cmsghdr aligned; } control = {{0}};
    struct iovec part = {"x", 1};
    struct msghdr m = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = control.bytes, .msg_controllen = sizeof control.bytes};
    struct cmsghdr *header = CMSG_FIRSTHDR(&m);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(sizeof(int));
    puts(sendmsg(3, &m, 0) == 1 ? "sent" : strerrorname_np(errno));
}

int main(int count, char **words) {
    int off = 0;
    if (count < 2) {
        return 2;
    } else if (strcmp(words[1], "take") == 0) {
        take(words);
    } else if (strcmp(words[1], "variable") == 0) {
        variable();
    } else if (strcmp(words[1], "refuse") == 0) {
        must(setsockopt(3, SOL_SOCKET, SO_PASSRIGHTS, &off, sizeof off), "setsockopt");
        puts("refused");
        fflush(stdout);
        while (read(3, (char[1]){0}, 1) == 1) {
        }
    } else if (strcmp(words[1], "send") == 0) {
        send_one();
    } else {
        copy(words);
    }
    return 0;
}
