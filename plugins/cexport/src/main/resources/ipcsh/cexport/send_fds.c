#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>

/* Sends data with descriptors: SCM_RIGHTS, see unix(7) and cmsg(3). */
static ssize_t send_fds(int s, const void *data, size_t size, const int *fds, size_t count, int flags) {
    union {
        char bytes[CMSG_SPACE(254 * sizeof(int))];
        struct cmsghdr aligned;
    } control = { { 0 } };
    struct iovec part = { (void *)data, size };
    struct msghdr message = {
        .msg_iov = &part,
        .msg_iovlen = 1,
        .msg_control = control.bytes,
        .msg_controllen = CMSG_SPACE(count * sizeof(int)),
    };
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(count * sizeof(int));
    memcpy(CMSG_DATA(header), fds, count * sizeof(int));
    return sendmsg(s, &message, flags);
}
