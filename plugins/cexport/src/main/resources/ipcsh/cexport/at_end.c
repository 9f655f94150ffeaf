#include <poll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

/* Whether a call that requested some bytes and received none has reached end of file. An empty
   datagram and an empty record of SOCK_SEQPACKET also have 0 bytes, but then the peer is still
   there, or more data follow. */
static int at_end(int fd, ssize_t size, size_t asked) {
    int type;
    int more;
    socklen_t length = sizeof type;
    struct pollfd gone = { fd, POLLRDHUP, 0 };
    if (size != 0 || asked == 0)
        return 0;
    if (getsockopt(fd, SOL_SOCKET, SO_TYPE, &type, &length) == -1 || type == SOCK_STREAM)
        return 1;       /* not a socket, or a stream */
    return type == SOCK_SEQPACKET && poll(&gone, 1, 0) == 1
        && (gone.revents & (POLLRDHUP | POLLHUP)) != 0
        && ioctl(fd, FIONREAD, &more) == 0 && more == 0;
}
