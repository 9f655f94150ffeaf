#include <stdlib.h>
#include <string.h>
#include <sys/msg.h>

/* msgsnd() of data in another buffer: the type must be in front of them. */
static int send_message(int queue, long type, const void *data, size_t size, int flags) {
    struct { long type; char text[]; } *message = malloc(sizeof(long) + size);
    if (message == NULL)
        return -1;
    message->type = type;
    memcpy(message->text, data, size);
    int result = msgsnd(queue, message, size, flags);
    free(message);
    return result;
}
