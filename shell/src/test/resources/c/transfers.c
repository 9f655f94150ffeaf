/* What splice(2), tee(2), readv(2) and stat(2) do in C, told or done on the standard descriptors.
     transfers tee FILE       standard input to standard output, and to FILE
     transfers sendfile FILE  FILE to standard output
     transfers vector         four bytes and the rest of standard input, in two calls
     transfers stat FILE      what stat tells
     transfers create DIR     a FIFO, a directory and a socket under the mask of 027 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <unistd.h>

static long must(long result, const char *call) {
  if (result == -1) {
    perror(call);
    exit(EXIT_FAILURE);
  }
  return result;
}

static void tee_to(const char *path) {
  int file = must(open(path, O_WRONLY | O_CREAT | O_TRUNC, 0644), "open");
  long length;
  while ((length = must(tee(0, 1, INT_MAX, 0), "tee")) > 0) {
    while (length > 0) {
      length -= must(splice(0, NULL, file, NULL, length, SPLICE_F_MOVE), "splice");
    }
  }
}

static void send_file(const char *path) {
  struct stat st;
  int file = must(open(path, O_RDONLY), "open");
  must(fstat(file, &st), "fstat");
  for (off_t sent = 0; sent < st.st_size;) {
    must(sendfile(1, file, &sent, st.st_size - sent), "sendfile");
  }
}

static void vector(void) {
  char head[5] = "", body[100] = "";
  struct iovec in[] = {{head, 4}, {body, sizeof body - 1}};
  long got = must(readv(0, in, 2), "readv");
  struct iovec out[] = {{body, got - 4}, {"|", 1}, {head, 4}};
  must(writev(1, out, 3), "writev");
}

static void tell(const char *path) {
  struct stat st;
  must(lstat(path, &st), "lstat");
  printf("%o %u %u %ld %lu %lu %lu %ld\n", st.st_mode & 07777, st.st_uid, st.st_gid, (long)st.st_size,
         (unsigned long)st.st_ino, (unsigned long)st.st_dev, (unsigned long)st.st_nlink, (long)st.st_mtime);
}

static void create(const char *folder) {
  struct sockaddr_un address = {.sun_family = AF_UNIX, .sun_path = "s"};
  umask(027);
  must(chdir(folder), "chdir");
  must(mkfifo("f", 0666), "mkfifo");
  must(mkdir("d", 0777), "mkdir");
  must(bind(socket(AF_UNIX, SOCK_DGRAM, 0), (struct sockaddr *)&address, sizeof address), "bind");
}

int main(int count, char **words) {
  const char *what = count > 1 ? words[1] : "", *path = count > 2 ? words[2] : "";
  if (strcmp(what, "tee") == 0) {
    tee_to(path);
  } else if (strcmp(what, "sendfile") == 0) {
    send_file(path);
  } else if (strcmp(what, "vector") == 0) {
    vector();
  } else if (strcmp(what, "stat") == 0) {
    tell(path);
  } else if (strcmp(what, "create") == 0) {
    create(path);
  } else {
    return EXIT_FAILURE;
  }
  return EXIT_SUCCESS;
}
