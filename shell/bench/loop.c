// 64-byte datagrams through a socketpair. A number on standard input asks for so many round trips; the answer is the
// nanoseconds they took.
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>

enum { SIZE = 64 };

static long now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000000000L + time.tv_nsec;
}

int main(void) {
    int pair[2];
    char data[SIZE] = {0};
    char buffer[SIZE];
    long n;

    if (socketpair(AF_UNIX, SOCK_DGRAM, 0, pair) != 0) {
        perror("socketpair");
        return EXIT_FAILURE;
    }
    while (scanf("%ld", &n) == 1) {
        long start = now();
        for (long i = 0; i < n; i++) {
            if (send(pair[0], data, SIZE, 0) != SIZE || recv(pair[1], buffer, SIZE, 0) != SIZE) {
                perror("send, recv");
                return EXIT_FAILURE;
            }
        }
        printf("%ld\n", now() - start);
        fflush(stdout);
    }
    return EXIT_SUCCESS;
}
