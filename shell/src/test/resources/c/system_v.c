/* System V IPC as a program of the books does it: system_v queue|semaphores|segment KEY */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <unistd.h>

union semun { int val; struct semid_ds *buf; unsigned short *array; };
struct message { long type; char text[100]; };

static int must(int result, const char *what) {
    if (result == -1) {
        perror(what);
        exit(1);
    }
    return result;
}

/* Answers each request (type 1) in capitals, to the type that its text begins with, until "end". */
static void queue(key_t key) {
    int q = must(msgget(key, IPC_CREAT | 0600), "msgget");
    printf("%d\n", q);
    fflush(stdout);
    for (;;) {
        struct message m;
        int n = must(msgrcv(q, &m, sizeof m.text, 1, 0), "msgrcv");
        m.text[n] = '\0';
        if (strcmp(m.text, "end") == 0)
            return;
        m.type = atol(m.text);
        for (int i = 0; i < n; i++)
            if (m.text[i] >= 'a' && m.text[i] <= 'z')
                m.text[i] -= 32;
        must(msgsnd(q, &m, n, 0), "msgsnd");
    }
}

/* Takes the first with SEM_UNDO, says so, and waits for the second to be 0. */
static void semaphores(key_t key) {
    int s = must(semget(key, 2, IPC_CREAT | 0600), "semget");
    unsigned short values[] = { 1, 5 };
    must(semctl(s, 0, SETALL, (union semun){ .array = values }), "SETALL");
    struct sembuf take = { 0, -1, SEM_UNDO }, zero = { 1, 0, 0 };
    must(semop(s, &take, 1), "semop");
    printf("%d\n", s);
    fflush(stdout);
    must(semop(s, &zero, 1), "semop");
}

/* Adds 1 to each int of the segment. */
static void segment(key_t key) {
    int id = must(shmget(key, 0, 0), "shmget");
    struct shmid_ds ds;
    must(shmctl(id, IPC_STAT, &ds), "IPC_STAT");
    int *numbers = shmat(id, NULL, 0);
    for (size_t i = 0; i < ds.shm_segsz / sizeof *numbers; i++)
        numbers[i]++;
    must(shmctl(id, IPC_RMID, NULL), "IPC_RMID");
    printf("%d\n", id);
}

int main(int count, char **words) {
    key_t key = strtoul(words[count - 1], NULL, 0);
    if (strcmp(words[1], "queue") == 0)
        queue(key);
    else if (strcmp(words[1], "semaphores") == 0)
        semaphores(key);
    else
        segment(key);
    return 0;
}
