#include <string.h>
#include <sys/socket.h>

/* Stores the descriptors received with a message; returns their number. */
static int take_fds(struct msghdr *message, int *fds) {
    int count = 0;
    for (struct cmsghdr *h = CMSG_FIRSTHDR(message); h != NULL; h = CMSG_NXTHDR(message, h)) {
        if (h->cmsg_level == SOL_SOCKET && h->cmsg_type == SCM_RIGHTS) {
            size_t size = h->cmsg_len - CMSG_LEN(0);
            memcpy(fds + count, CMSG_DATA(h), size);
            count += (int)(size / sizeof(int));
        }
    }
    return count;
}
