#include <string.h>
#include <sys/socket.h>

/* Who sent the message, as the kernel vouches; a pid of 0 where it was not asked to (SO_PASSCRED). */
static struct ucred take_cred(struct msghdr *message) {
    struct ucred cred = { 0 };
    for (struct cmsghdr *h = CMSG_FIRSTHDR(message); h != NULL; h = CMSG_NXTHDR(message, h)) {
        if (h->cmsg_level == SOL_SOCKET && h->cmsg_type == SCM_CREDENTIALS)
            memcpy(&cred, CMSG_DATA(h), sizeof cred);
    }
    return cred;
}
