#include <stdlib.h>
#include <string.h>
#include <sys/msg.h>

/* msgrcv() into a buffer that has no room for the type in front of the data. */
static ssize_t receive_message(int queue, long *its, void *data, size_t size, long type, int flags) {
    struct { long type; char text[]; } *message = malloc(sizeof(long) + size);
    if (message == NULL)
        return -1;
    ssize_t n = msgrcv(queue, message, size, type, flags);
    if (n != -1) {
        *its = message->type;
        memcpy(data, message->text, n);
    }
    free(message);
    return n;
}
