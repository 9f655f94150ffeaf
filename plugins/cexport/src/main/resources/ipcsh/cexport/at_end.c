#include <poll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

/* Whether nothing more will come, after a call that asked for some bytes and got none: an empty
   datagram gives none either, and an empty record of SOCK_SEQPACKET, behind which the other side
   is still there, or more follows. */
static int at_end(int fd, ssize_t size, size_t asked) {
    int type;
    int more;
    socklen_t length = sizeof type;
    struct pollfd gone = { fd, POLLRDHUP, 0 };
    if (size != 0 || asked == 0)
        return 0;
    if (getsockopt(fd, SOL_SOCKET, SO_TYPE, &type, &length) == -1 || type == SOCK_STREAM)
        return 1;       /* no socket at all, or a stream */
    return type == SOCK_SEQPACKET && poll(&gone, 1, 0) == 1
        && (gone.revents & (POLLRDHUP | POLLHUP)) != 0
        && ioctl(fd, FIONREAD, &more) == 0 && more == 0;
}
