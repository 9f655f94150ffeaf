#include <sys/socket.h>

/* Whether nothing came with the data, as at the end: there SO_PASSCRED brings but the credentials
   of nobody. */
static int brings_nothing(struct msghdr *message) {
    for (struct cmsghdr *h = CMSG_FIRSTHDR(message); h != NULL; h = CMSG_NXTHDR(message, h)) {
        if (h->cmsg_level != SOL_SOCKET || h->cmsg_type != SCM_CREDENTIALS
            || ((struct ucred *)CMSG_DATA(h))->pid != 0)
            return 0;
    }
    return (message->msg_flags & MSG_CTRUNC) == 0;
}
