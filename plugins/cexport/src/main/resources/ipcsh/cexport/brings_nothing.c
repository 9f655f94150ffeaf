#include <sys/socket.h>

/* Whether no control message came with the data, as at end of file: there SO_PASSCRED only gives
   credentials with process ID 0. */
static int brings_nothing(struct msghdr *message) {
    for (struct cmsghdr *h = CMSG_FIRSTHDR(message); h != NULL; h = CMSG_NXTHDR(message, h)) {
        if (h->cmsg_level != SOL_SOCKET || h->cmsg_type != SCM_CREDENTIALS
            || ((struct ucred *)CMSG_DATA(h))->pid != 0)
            return 0;
    }
    return (message->msg_flags & MSG_CTRUNC) == 0;
}
