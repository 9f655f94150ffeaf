package ipcsh.language.cprogram;

import java.util.List;
import java.util.regex.Pattern;

/** What the calls of a program share: written into the file if it is used, above the rest. */
enum Helper {
  DIE(
      List.of("errno.h", "stdio.h", "stdlib.h", "string.h"),
      List.of(),
      """
      /* Ends the program: a call failed that should not have. */
      static void die(const char *call, int line) {
          fprintf(stderr, "%s:%d: %s: %s\\n", __FILE__, line, call, strerror(errno));
          exit(1);
      }
      """),
  CHECK(
      List.of(),
      List.of(DIE),
      """
      /* The result of a call that gives -1 and sets errno where it fails. */
      #define check(call) checked((call), #call, __LINE__)
      static long checked(long result, const char *call, int line) {
          if (result == -1)
              die(call, line);
          return result;
      }
      """),
  CHECK_ERROR(
      List.of(),
      List.of(DIE),
      """
      /* A call that returns its error, as those of pthreads do; 0 is success. */
      #define check_error(call) check_errored((call), #call, __LINE__)
      static void check_errored(int error, const char *call, int line) {
          errno = error;
          if (error != 0)
              die(call, line);
      }
      """),
  CHECK_MAP(
      List.of("sys/mman.h"),
      List.of(DIE),
      """
      /* What mmap gives, if it gives anything. */
      #define check_map(call) check_mapped((call), #call, __LINE__)
      static void *check_mapped(void *memory, const char *call, int line) {
          if (memory == MAP_FAILED)
              die(call, line);
          return memory;
      }
      """),
  CHECK_SEM(
      List.of("semaphore.h"),
      List.of(DIE),
      """
      /* What sem_open gives, if it gives anything. */
      #define check_sem(call) check_opened((call), #call, __LINE__)
      static sem_t *check_opened(sem_t *semaphore, const char *call, int line) {
          if (semaphore == SEM_FAILED)
              die(call, line);
          return semaphore;
      }
      """),
  EXPECT(
      List.of("stdio.h", "stdlib.h"),
      List.of(),
      """
      /* What is so if all is well; the line is the scenario's. */
      #define expect(line, condition) ((condition) ? (void)0 : unexpected(line, #condition))
      static void unexpected(int line, const char *condition) {
          fprintf(stderr, SCENARIO ":%d: expected %s\\n", line, condition);
          exit(1);
      }
      """),
  FAILS(
      List.of("errno.h", "stdio.h", "stdlib.h", "string.h"),
      List.of(),
      """
      /* A call that has to fail, with this error. */
      #define fails(line, error, call) failing(line, error, (call) == -1 ? errno : 0, #call)
      #define fails_error(line, error, call) failing(line, error, (call), #call)
      static void failing(int line, int error, int came, const char *call) {
          if (came == error)
              return;
          fprintf(stderr, SCENARIO ":%d: expected %s to fail with %s, ", line, call, strerror(error));
          fprintf(stderr, came == 0 ? "it succeeded\\n" : "it failed with %s\\n", strerror(came));
          exit(1);
      }
      """),
  FORMAT(
      List.of("stdarg.h", "stdio.h", "stdlib.h"),
      List.of(),
      """
      /* sprintf that never writes more than there is room for. */
      __attribute__((format(printf, 3, 4)))
      static char *format(char *to, size_t size, const char *text, ...) {
          va_list values;
          va_start(values, text);
          int length = vsnprintf(to, size, text, values);
          va_end(values);
          if (length < 0 || (size_t)length >= size) {
              fprintf(stderr, "a text of %d bytes, and room for %zu\\n", length, size);
              exit(1);
          }
          return to;
      }
      """),
  TEXT(
      List.of("stdio.h", "stdlib.h", "string.h"),
      List.of(),
      """
      /* Bytes that were received as a text; a NUL in them would end it early. */
      static char *as_text(char *data, ssize_t size) {
          if (memchr(data, '\\0', (size_t)size) != NULL) {
              fprintf(stderr, "there is a NUL in what was received: it is no text\\n");
              exit(1);
          }
          data[size] = '\\0';
          return data;
      }
      """),
  IS_TEXT(
      List.of("string.h"),
      List.of(),
      """
      /* Whether the bytes are this text. */
      static int is_text(const char *data, ssize_t size, const char *text) {
          return (size_t)size == strlen(text) && memcmp(data, text, (size_t)size) == 0;
      }
      """),
  REPEATED(
      List.of("stdio.h", "stdlib.h", "string.h"),
      List.of(),
      """
      /* A text, so many times. */
      static char *repeated(char *to, size_t room, const char *text, long times) {
          size_t length = strlen(text);
          if (times < 0 || length * (size_t)times >= room) {
              fprintf(stderr, "a text of %zu bytes %ld times, and room for %zu\\n", length, times, room);
              exit(1);
          }
          to[0] = '\\0';
          for (char *end = to; times > 0; times--, end += length)
              strcpy(end, text);
          return to;
      }
      """),
  TRIMMED(
      List.of("string.h"),
      List.of(FORMAT),
      """
      /* A text without what is blank before and behind it. */
      static char *trimmed(char *to, size_t room, const char *text) {
          while (*text != '\\0' && (unsigned char)*text <= ' ')
              text++;
          format(to, room, "%s", text);
          for (size_t end = strlen(to); end > 0 && (unsigned char)to[end - 1] <= ' '; end--)
              to[end - 1] = '\\0';
          return to;
      }
      """),
  CHARACTERS(
      List.of("stdio.h", "stdlib.h"),
      List.of(),
      """
      /* How many characters a text has; where not all are ASCII that is not how many bytes. */
      static int characters(const char *text) {
          int count = 0;
          for (; text[count] != '\\0'; count++) {
              if ((unsigned char)text[count] >= 0x80) {
                  fprintf(stderr, "the length of a text that is not ASCII\\n");
                  exit(1);
              }
          }
          return count;
      }
      """),
  BEHIND(
      List.of("stdio.h", "stdlib.h"),
      List.of(CHARACTERS),
      """
      /* A text without its first characters. */
      static const char *behind(const char *text, int from) {
          if (from < 0 || from > characters(text)) {
              fprintf(stderr, "'%s' has no character %d\\n", text, from);
              exit(1);
          }
          return text + from;
      }
      """),
  FILE_TEXT(
      List.of("stdio.h", "stdlib.h", "string.h"),
      List.of(DIE),
      """
      /* The whole of a file. */
      static char *file_text(char *to, size_t room, const char *path) {
          FILE *file = fopen(path, "r");
          if (file == NULL)
              die(path, __LINE__);
          size_t size = fread(to, 1, room, file);
          if (ferror(file))
              die(path, __LINE__);
          fclose(file);
          if (size == room || memchr(to, '\\0', size) != NULL) {
              fprintf(stderr, "%s is no text, or too long\\n", path);
              exit(1);
          }
          to[size] = '\\0';
          return to;
      }
      """),
  FILE_SIZE(
      List.of("sys/stat.h"),
      List.of(),
      """
      /* The length of a file, 0 where there is none. */
      static long file_size(const char *path) {
          struct stat s;
          return stat(path, &s) == -1 ? 0 : s.st_size;
      }
      """),
  IS_FILE(
      List.of("sys/stat.h"),
      List.of(),
      """
      /* Whether it is a plain file. */
      static int is_file(const char *path) {
          struct stat s;
          return stat(path, &s) == 0 && S_ISREG(s.st_mode);
      }
      """),
  FILE_NAME(
      List.of("string.h"),
      List.of(),
      """
      /* The last part of a path. */
      static const char *file_name(const char *path) {
          const char *slash = strrchr(path, '/');
          return slash == NULL ? path : slash + 1;
      }
      """),
  DIES_OF(
      List.of("signal.h", "stdio.h", "stdlib.h", "sys/resource.h", "sys/wait.h", "unistd.h"),
      List.of(CHECK),
      """
      /* What ends a program: a child does it, and has to die of it. 1 in the child, 0 behind it. */
      static int dies_of(int line) {
          int status;
          pid_t pid = (pid_t)check(fork());
          if (pid == 0) {
              setrlimit(RLIMIT_CORE, &(struct rlimit){ 0, 0 });
              return 1;
          }
          check(waitpid(pid, &status, 0));
          if (!WIFSIGNALED(status) || (WTERMSIG(status) != SIGSEGV && WTERMSIG(status) != SIGBUS)) {
              fprintf(stderr, SCENARIO ":%d: expected SIGSEGV or SIGBUS\\n", line);
              exit(1);
          }
          return 0;
      }
      """),
  NUMBER(
      List.of("stdio.h", "stdlib.h"),
      List.of(),
      """
      /* The number that a text is. */
      static int number(const char *text) {
          char *end;
          long value = strtol(text, &end, 10);
          if (end == text || *end != '\\0' || value != (int)value) {
              fprintf(stderr, "expected a number, given '%s'\\n", text);
              exit(1);
          }
          return (int)value;
      }
      """),
  BOUNDED(
      List.of("stdio.h", "stdlib.h"),
      List.of(),
      """
      /* A number of bytes that a buffer has room for. */
      static size_t bounded(long n, size_t room) {
          if (n < 0 || (size_t)n > room) {
              fprintf(stderr, "%ld bytes, and room for %zu\\n", n, room);
              exit(1);
          }
          return (size_t)n;
      }
      """),
  UNIX_ADDRESS(
      List.of("stddef.h", "stdio.h", "stdlib.h", "string.h", "sys/socket.h", "sys/un.h"),
      List.of(),
      """
      /* The address of a name, '@' for the abstract namespace; its length. */
      static socklen_t unix_address(struct sockaddr_un *address, const char *name) {
          size_t length = strlen(name);
          memset(address, 0, sizeof *address);
          address->sun_family = AF_UNIX;
          if (length > sizeof address->sun_path)
              return sizeof *address + 1;     /* the kernel says EINVAL */
          memcpy(address->sun_path, name, length);
          if (name[0] == '@')
              address->sun_path[0] = '\\0';
          else if (length < sizeof address->sun_path)
              return sizeof *address;
          return (socklen_t)(offsetof(struct sockaddr_un, sun_path) + length);
      }
      """),
  ADDRESS_TEXT(
      List.of(
          "arpa/inet.h",
          "netinet/in.h",
          "stddef.h",
          "stdio.h",
          "string.h",
          "sys/socket.h",
          "sys/un.h"),
      List.of(),
      """
      /* An address as a text: a path, @NAME, HOST:PORT; empty where there is none. */
      static char *address_text(char *to, size_t room, const void *address, socklen_t size) {
          const struct sockaddr *any = address;
          char host[INET6_ADDRSTRLEN];
          to[0] = '\\0';
          if (size < sizeof any->sa_family)
              return to;
          if (any->sa_family == AF_INET) {
              const struct sockaddr_in *in = address;
              inet_ntop(AF_INET, &in->sin_addr, host, sizeof host);
              snprintf(to, room, "%s:%d", host, ntohs(in->sin_port));
          } else if (any->sa_family == AF_INET6) {
              const struct sockaddr_in6 *in6 = address;
              inet_ntop(AF_INET6, &in6->sin6_addr, host, sizeof host);
              snprintf(to, room, "[%s]:%d", host, ntohs(in6->sin6_port));
          } else if (size > offsetof(struct sockaddr_un, sun_path)) {
              const struct sockaddr_un *un = address;
              size_t length = size - offsetof(struct sockaddr_un, sun_path);
              int abstract = un->sun_path[0] == '\\0';
              if (!abstract)
                  length = strnlen(un->sun_path, length);
              memcpy(to, un->sun_path, length);
              to[length] = '\\0';
              if (abstract)
                  to[0] = '@';
          }
          return to;
      }
      """),
  WITHIN(
      List.of("errno.h", "signal.h", "time.h", "unistd.h"),
      List.of(DIE),
      """
      /* A call that is interrupted when the time is up, and then fails with ETIMEDOUT. The signal is for
         this thread; it comes again and again, for it might come just before the call. */
      #define within(seconds, call) (start_timer(seconds), stop_timer(call))
      static __thread volatile sig_atomic_t time_is_up;
      static __thread timer_t timer;
      static void on_alarm(int number) {
          (void)number;
          time_is_up = 1;
      }
      static void start_timer(double seconds) {
          struct sigaction action = { .sa_handler = on_alarm };  /* without SA_RESTART */
          sigaction(SIGALRM, &action, NULL);
          time_is_up = 0;
          struct sigevent event = { .sigev_notify = SIGEV_THREAD_ID, .sigev_signo = SIGALRM };
          event._sigev_un._tid = gettid();
          long microseconds = (long)(seconds * 1e6) + 1;
          struct itimerspec times = {
              .it_value = { microseconds / 1000000, microseconds % 1000000 * 1000 },
              .it_interval = { 0, 10000000 },
          };
          if (timer_create(CLOCK_MONOTONIC, &event, &timer) == -1
                  || timer_settime(timer, 0, &times, NULL) == -1)
              die("timer_create", __LINE__);
      }
      static long stop_timer(long result) {
          int error = errno;
          timer_delete(timer);
          errno = result == -1 && error == EINTR && time_is_up ? ETIMEDOUT : error;
          return result;
      }
      """),
  DEADLINE(
      List.of("time.h"),
      List.of(),
      """
      /* So many seconds from now, as the timed functions want it. */
      static struct timespec *in_seconds(double seconds) {
          static __thread struct timespec at;
          clock_gettime(CLOCK_REALTIME, &at);
          at.tv_sec += (time_t)seconds;
          at.tv_nsec += (long)((seconds - (double)(time_t)seconds) * 1e9);
          if (at.tv_nsec >= 1000000000) {
              at.tv_sec++;
              at.tv_nsec -= 1000000000;
          }
          return &at;
      }
      """),
  INT_AT(
      List.of("stdint.h"),
      List.of(),
      """
      /* A number in memory that others may change at any time. */
      #define AT(type, memory, offset) (*(volatile type *)((memory) + (offset)))
      """),
  SEND_FDS(
      List.of("string.h", "sys/socket.h", "sys/uio.h"),
      List.of(),
      """
      /* Sends data with descriptors: SCM_RIGHTS, see unix(7) and cmsg(3). */
      static ssize_t send_fds(int s, const void *data, size_t size, const int *fds, size_t count, int flags) {
          union {
              char bytes[CMSG_SPACE(254 * sizeof(int))];
              struct cmsghdr aligned;
          } control = { { 0 } };
          struct iovec part = { (void *)data, size };
          struct msghdr message = {
              .msg_iov = &part,
              .msg_iovlen = 1,
              .msg_control = control.bytes,
              .msg_controllen = CMSG_SPACE(count * sizeof(int)),
          };
          struct cmsghdr *header = CMSG_FIRSTHDR(&message);
          header->cmsg_level = SOL_SOCKET;
          header->cmsg_type = SCM_RIGHTS;
          header->cmsg_len = CMSG_LEN(count * sizeof(int));
          memcpy(CMSG_DATA(header), fds, count * sizeof(int));
          return sendmsg(s, &message, flags);
      }
      """),
  TAKE_FDS(
      List.of("string.h", "sys/socket.h"),
      List.of(),
      """
      /* The descriptors that came with a message; how many. */
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
      """),
  TAKE_CRED(
      List.of("string.h", "sys/socket.h"),
      List.of(),
      """
      /* Who sent the message, as the kernel vouches; a pid of 0 where it was not asked to (SO_PASSCRED). */
      static struct ucred take_cred(struct msghdr *message) {
          struct ucred cred = { 0 };
          for (struct cmsghdr *h = CMSG_FIRSTHDR(message); h != NULL; h = CMSG_NXTHDR(message, h)) {
              if (h->cmsg_level == SOL_SOCKET && h->cmsg_type == SCM_CREDENTIALS)
                  memcpy(&cred, CMSG_DATA(h), sizeof cred);
          }
          return cred;
      }
      """),
  RECV_FD(
      List.of("errno.h", "sys/socket.h", "sys/uio.h", "unistd.h"),
      List.of(TAKE_FDS),
      """
      /* Receives one descriptor, with whatever data it came with; EBADMSG if none came. */
      static int recv_fd(int s) {
          char data[65536];
          union {
              char bytes[CMSG_SPACE(sizeof(int))];
              struct cmsghdr aligned;
          } control;
          struct iovec part = { data, sizeof data };
          struct msghdr message = {
              .msg_iov = &part,
              .msg_iovlen = 1,
              .msg_control = control.bytes,
              .msg_controllen = sizeof control.bytes,
          };
          int fds[2];
          if (recvmsg(s, &message, 0) == -1)
              return -1;
          if (take_fds(&message, fds) == 0) {
              errno = EBADMSG;
              return -1;
          }
          return fds[0];
      }
      """),
  SCRATCH(
      List.of("ftw.h", "stdio.h", "stdlib.h", "sys/stat.h", "unistd.h"),
      List.of(DIE),
      """
      /* A fresh folder that goes with the program. */
      static char base[] = "/tmp/ipcsh-XXXXXX";
      static pid_t base_owner;
      static int remove_one(const char *path, const struct stat *s, int kind, struct FTW *where) {
          (void)s, (void)kind, (void)where;
          return remove(path);
      }
      static void remove_base(void) {
          if (getpid() == base_owner)
              nftw(base, remove_one, 16, FTW_DEPTH | FTW_PHYS);
      }
      static const char *scratch(void) {
          static char paths[16][sizeof base + 4];
          static int count;
          if (count == 0) {
              if (mkdtemp(base) == NULL)
                  die(base, __LINE__);
              base_owner = getpid();
              atexit(remove_base);
          }
          snprintf(paths[count % 16], sizeof paths[0], "%s/%d", base, count);
          if (count == 16 || mkdir(paths[count], 0700) == -1)
              die("mkdir", __LINE__);
          return paths[count++];
      }
      """),
  STOP(
      List.of("signal.h", "stdlib.h", "unistd.h"),
      List.of(),
      """
      /* Ends the program in order, so that what it has left behind is removed; another process that
         failed says so by SIGTERM. */
      static pid_t main_pid;
      static void stop(int number) {
          exit(number == SIGTERM ? 1 : 128 + number);
      }
      """),
  SHARED(
      List.of("semaphore.h", "sys/mman.h"),
      List.of(CHECK, CHECK_MAP),
      """
      static void make_shared(void) {
          shared = check_map(mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE,
                                  MAP_SHARED | MAP_ANONYMOUS, -1, 0));
      }
      """),
  TURNS(
      List.of("errno.h", "semaphore.h"),
      List.of(SHARED),
      """
      /* Who waits for a turn goes on when the one before it has ended. */
      static void wait_turn(int n) {
          while (sem_wait(&shared->turn[n]) == -1) {
              if (errno != EINTR)
                  die("sem_wait", __LINE__);
          }
      }
      static void end_turn(int n) {
          check(sem_post(&shared->turn[n + 1]));
      }
      static void make_turns(void) {
          for (size_t i = 0; i < sizeof shared->turn / sizeof shared->turn[0]; i++)
              check(sem_init(&shared->turn[i], 1, 0));
      }
      """),
  START(
      List.of("signal.h", "stdlib.h", "sys/prctl.h", "sys/wait.h", "unistd.h"),
      List.of(TURNS, STOP),
      """
      /* Runs a role in a process of its own. Where it is done it stays, with all that it has open, until
         the program ends; where it fails it tells the program. */
      static void give_up(void) {
          if (getpid() != main_pid)
              kill(main_pid, SIGTERM);
      }
      static pid_t start(void (*role)(void)) {
          pid_t pid = (pid_t)check(fork());
          if (pid == 0) {
              check(prctl(PR_SET_PDEATHSIG, SIGKILL));
              signal(SIGTERM, SIG_DFL);
              signal(SIGINT, SIG_DFL);
              atexit(give_up);
              role();
              for (;;)
                  pause();
          }
          return pid;
      }
      """),
  END_ROLE(
      List.of("signal.h", "sys/wait.h"),
      List.of(CHECK),
      """
      static void end_role(pid_t pid) {
          check(kill(pid, SIGKILL));
          check(waitpid(pid, NULL, 0));
      }
      """),
  AWAIT_END(
      List.of("signal.h", "sys/wait.h"),
      List.of(CHECK),
      """
      /* Waits until a process has ended; it is still there for waitpid. */
      static void await_end(pid_t pid) {
          siginfo_t info;
          check(waitid(P_PID, (id_t)pid, &info, WEXITED | WNOWAIT));
      }
      """),
  JOBS(
      List.of("semaphore.h"),
      List.of(SHARED),
      """
      static void make_jobs(void) {
          for (size_t i = 0; i < sizeof shared->job / sizeof shared->job[0]; i++)
              check(sem_init(&shared->job[i].done, 1, 0));
      }
      """),
  JOB_DONE(
      List.of("semaphore.h"),
      List.of(JOBS),
      """
      /* What was to be done in the background is done. */
      static void job_done(int n) {
          check(sem_post(&shared->job[n].done));
      }
      """),
  JOB_ENDED(
      List.of("semaphore.h"),
      List.of(JOBS),
      """
      /* It has ended by this error; 0 is none. */
      static void job_ended(int n, int error) {
          shared->job[n].error = error;
          check(sem_post(&shared->job[n].done));
      }
      """),
  AWAIT_JOB(
      List.of("errno.h", "semaphore.h"),
      List.of(JOBS, DEADLINE),
      """
      /* Waits for it, at most so long: ETIMEDOUT then. Below 0: as long as it takes. -1 with its errno
         if it has failed. */
      static int await_job(int n, double seconds) {
          struct timespec *end = in_seconds(seconds < 0 ? 1e6 : seconds);
          int result;
          while ((result = sem_timedwait(&shared->job[n].done, end)) == -1 && errno == EINTR)
              continue;
          if (result == -1)
              return -1;
          check(sem_post(&shared->job[n].done));      /* for whoever asks again */
          errno = shared->job[n].error;
          return errno == 0 ? 0 : -1;
      }
      """),
  JOB_IS_DONE(
      List.of("semaphore.h"),
      List.of(JOBS),
      """
      static int job_is_done(int n) {
          int count;
          check(sem_getvalue(&shared->job[n].done, &count));
          return count > 0;
      }
      """),
  WAITS_IN(
      List.of("semaphore.h", "stdio.h", "sys/syscall.h", "unistd.h"),
      List.of(JOB_IS_DONE),
      """
      /* Whether a job waits in a system call: this one, with this descriptor; -1 is any. */
      static void job_begins(int n) {
          shared->job[n].thread = gettid();
      }
      static int waits_in(int n, long call, long fd) {
          char path[64], text[64] = "";
          snprintf(path, sizeof path, "/proc/%d/syscall", shared->job[n].thread);
          FILE *file = fopen(path, "r");
          long number, first;
          int parts = 0;
          if (file != NULL) {
              if (fgets(text, sizeof text, file) != NULL)
                  parts = sscanf(text, "%ld %lx", &number, (unsigned long *)&first);
              fclose(file);
          }
          return parts == 2 && (call == -1 || number == call) && (fd == -1 || first == fd)
                  && !job_is_done(n);
      }
      """);

  private static final Pattern NAMES =
      Pattern.compile("(?m)^(?:#define |static [^;=()]*?\\b)(\\w+)(?=\\()");

  final List<String> headers;
  final List<Helper> uses;
  final String text;

  Helper(List<String> headers, List<Helper> uses, String text) {
    this.headers = headers;
    this.uses = uses;
    this.text = text;
  }

  /** The functions and macros that it defines. */
  List<String> names() {
    return NAMES.matcher(text).results().map(name -> name.group(1)).toList();
  }
}
