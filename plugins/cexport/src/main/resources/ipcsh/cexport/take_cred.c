#include <string.h>
#include <sys/socket.h>

/* The credentials of the sender, from the kernel; process ID 0 without SO_PASSCRED. */
static struct ucred take_cred(struct msghdr *message) {
    struct ucred cred = { 0 };
    for (struct cmsghdr *h = CMSG_FIRSTHDR(message); h != NULL; h = CMSG_NXTHDR(message, h)) {
        if (h->cmsg_level == SOL_SOCKET && h->cmsg_type == SCM_CREDENTIALS)
            memcpy(&cred, CMSG_DATA(h), sizeof cred);
    }
    return cred;
}
