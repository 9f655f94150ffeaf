package ipcsh.cexport;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.ExampleRun;
import ipcsh.kit.Outcome;
import ipcsh.kit.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each line of C that {@code explain} shows for the examples of the commands compiles. */
class ExplainedInCTest {
  private static final String HEADERS =
      """
      #define _GNU_SOURCE
      #include <arpa/inet.h>
      #include <assert.h>
      #include <errno.h>
      #include <fcntl.h>
      #include <limits.h>
      #include <linux/futex.h>
      #include <mqueue.h>
      #include <netinet/in.h>
      #include <netinet/tcp.h>
      #include <poll.h>
      #include <pty.h>
      #include <sys/epoll.h>
      #include <pthread.h>
      #include <sched.h>
      #include <semaphore.h>
      #include <signal.h>
      #include <spawn.h>
      #include <stddef.h>
      #include <stdio.h>
      #include <stdlib.h>
      #include <string.h>
      #include <sys/eventfd.h>
      #include <sys/file.h>
      #include <sys/ioctl.h>
      #include <sys/ipc.h>
      #include <sys/mman.h>
      #include <sys/msg.h>
      #include <sys/pidfd.h>
      #include <sys/resource.h>
      #include <sys/sem.h>
      #include <sys/sendfile.h>
      #include <sys/shm.h>
      #include <sys/signalfd.h>
      #include <sys/socket.h>
      #include <sys/stat.h>
      #include <sys/syscall.h>
      #include <sys/timerfd.h>
      #include <sys/uio.h>
      #include <sys/un.h>
      #include <sys/wait.h>
      #include <time.h>
      #include <unistd.h>

      /* the usual names of a call's own C */
      extern char buf[65536], *data, *argv[];
      extern struct sockaddr_storage addr;
      extern socklen_t addrlen, len;
      extern int fds[2], value, status;
      extern struct msghdr msg;
      extern struct stat st;
      extern struct rlimit limit;
      extern struct iovec parts[8];
      extern off_t offset;
      extern struct itimerspec timer;
      extern sigset_t set;
      extern struct sigaction action, before;
      extern siginfo_t info;
      extern struct sigevent event;
      extern struct iovec local, remote;
      extern unsigned short values[8];
      extern struct epoll_event events[64];
      extern struct winsize size;
      extern fd_set readfds, writefds, exceptfds;

      /* of a role in an example, whose variables are its own */
      extern int b;

      #ifndef F_DUPFD_QUERY
      #define F_DUPFD_QUERY 1027
      #endif
      #ifndef SO_PASSPIDFD
      #define SO_PASSPIDFD 76
      #define SO_PEERPIDFD 77
      #endif
      """;

  /** The declaration for a variable of the session that an earlier line has created. */
  private static String declared(String name, String kind) {
    String type =
        switch (kind) {
          case "SIZE" -> "ssize_t NAME";
          case "LONG" -> "long NAME";
          case "DOUBLE" -> "double NAME";
          case "TEXT", "FILE" -> "const char *NAME";
          case "PID" -> "pid_t NAME";
          case "MESSAGE" ->
              "char NAME[65537]; ssize_t NAME_size; struct sockaddr_storage NAME_from;"
                  + " socklen_t NAME_from_size; struct msghdr NAME_header;"
                  + " int NAME_fds[253], NAME_fd_count; struct ucred NAME_cred";
          case "STAT" -> "struct stat NAME";
          case "RESOURCE_LIMIT" -> "struct rlimit NAME";
          case "REGION" -> "char *NAME";
          case "SEMAPHORE" -> "sem_t *NAME";
          case "MUTEX" -> "pthread_mutex_t *NAME";
          case "COND" -> "pthread_cond_t *NAME";
          case "RWLOCK" -> "pthread_rwlock_t *NAME";
          default -> "int NAME";
        };
    return type.replace("NAME", name) + ";";
  }

  /** The structure of a System V object: its name is that of each kind. */
  private static String state(String command) {
    return switch (command.substring(0, Math.min(3, command.length()))) {
      case "msg" -> "struct msqid_ds ds;\n";
      case "sem" -> "struct semid_ds ds;\n";
      case "shm" -> "struct shmid_ds ds;\n";
      default -> "";
    };
  }

  @TempDir Path directory;

  @Test
  void everyExampleIsExplainedInCThatCompiles() throws IOException {
    Tools.need("gcc");
    StringBuilder c = new StringBuilder(HEADERS);
    List<String> shown = new ArrayList<>();
    for (Map<?, ?> example : ExampleRun.outcomes(ExplainedExamples.class).toList()) {
      for (Object each : (List<?>) example.get("c")) {
        c.append("\nvoid f").append(shown.size()).append("(void) {\n");
        ((Map<?, ?>) example.get("kinds"))
            .forEach((name, kind) -> c.append(declared((String) name, (String) kind)).append('\n'));
        c.append(state(String.valueOf(example.get("command"))));
        c.append("{\n#line 1 \"").append(example.get("command")).append("\"\n");
        c.append(each).append("\n}\n}\n");
        shown.add((String) each);
      }
    }
    assertThat(shown).hasSizeGreaterThan(200);
    Files.writeString(directory.resolve("explained.c"), c);
    for (String compiler : List.of("gcc", "clang")) {
      Tools.need(compiler);
      Outcome outcome =
          Tools.run(
              directory,
              compiler,
              "-std=gnu17",
              "-fsyntax-only",
              "-Wall",
              "-Wno-unused",
              "-Wno-uninitialized",
              "-Werror",
              "explained.c");
      assertThat(outcome.err()).as(compiler).isEmpty();
    }
  }
}
