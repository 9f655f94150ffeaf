/* Places locks as the lines of standard input say: a kind, + where it waits, R, W or U, the first
   byte and how many. Answers each with 0 or the name of the errno. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

int main(int argc, char **argv) {
    int fd = open(argv[argc - 1], O_RDWR);
    char kind[20], type[20];
    long start, len;
    setvbuf(stdout, NULL, _IOLBF, 0); /* a line in one write, which puts() without a buffer is not */
    while (scanf("%19s %19s %ld %ld", kind, type, &start, &len) == 4) {
        int result;
        int wait = strchr(kind, '+') != NULL;
        short lock = *type == 'R' ? F_RDLCK : *type == 'W' ? F_WRLCK : F_UNLCK;
        if (strncmp(kind, "flock", 5) == 0) {
            int op = *type == 'R' ? LOCK_SH : *type == 'W' ? LOCK_EX : LOCK_UN;
            result = flock(fd, wait ? op : op | LOCK_NB);
        } else if (strncmp(kind, "lockf", 5) == 0) {
            lseek(fd, start, SEEK_SET);
            result = lockf(fd, *type == 'U' ? F_ULOCK : wait ? F_LOCK : F_TLOCK, len);
        } else {
            struct flock asked = {.l_type = lock, .l_start = start, .l_len = len};
            int ofd = *kind == 'o';
            result = fcntl(fd, ofd ? wait ? F_OFD_SETLKW : F_OFD_SETLK
                                   : wait ? F_SETLKW : F_SETLK, &asked);
        }
        printf("%s\n", result == 0 ? "0" : strerrorname_np(errno));
    }
    return 0;
}
