#include <errno.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

/* Receives one descriptor and the data sent with it; EBADMSG if there was no descriptor. */
static int recv_fd(int s) {
    char data[65536];
    union {
        char bytes[CMSG_SPACE(sizeof(int))];
        struct cmsghdr aligned;
    } control;
    struct iovec part = { data, sizeof data };
    struct msghdr message = {
        .msg_iov = &part,
        .msg_iovlen = 1,
        .msg_control = control.bytes,
        .msg_controllen = sizeof control.bytes,
    };
    int fds[2];
    if (recvmsg(s, &message, 0) == -1)
        return -1;
    if (take_fds(&message, fds) == 0) {
        errno = EBADMSG;
        return -1;
    }
    return fds[0];
}
