package ipcsh.sys;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.Target;
import ipcsh.sys.abi.Constants;
import ipcsh.sys.abi.EpollEvent;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.FdSets;
import ipcsh.sys.abi.FileConstants;
import ipcsh.sys.abi.FileStatus;
import ipcsh.sys.abi.FlagWords;
import ipcsh.sys.abi.MessageLayout;
import ipcsh.sys.abi.PthreadLayout;
import ipcsh.sys.abi.RecordLock;
import ipcsh.sys.abi.SignalAction;
import ipcsh.sys.abi.SignalInfo;
import ipcsh.sys.abi.SocketAddress;
import ipcsh.sys.abi.SysVLayout;
import ipcsh.sys.abi.SystemCallNumbers;
import ipcsh.sys.fork.Forking;
import ipcsh.sys.function.AddressLookup;
import ipcsh.sys.function.MessageQueues;
import ipcsh.sys.function.Programs;
import ipcsh.sys.function.Pthreads;
import ipcsh.sys.function.Semaphores;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Constants of the sources of {@code sys}, compared with the compiler's headers. */
class HeadersTest {
  private static final String INCLUDES =
      """
      #define _GNU_SOURCE
      #include <errno.h>
      #include <fcntl.h>
      #include <limits.h>
      #include <linux/futex.h>
      #include <linux/kcmp.h>
      #include <mqueue.h>
      #include <netinet/in.h>
      #include <netinet/tcp.h>
      #include <poll.h>
      #include <pthread.h>
      #include <semaphore.h>
      #include <signal.h>
      #include <spawn.h>
      #include <stddef.h>
      #include <stdio.h>
      #include <string.h>
      #include <sys/epoll.h>
      #include <sys/file.h>
      #include <sys/ioctl.h>
      #include <sys/ipc.h>
      #include <sys/mman.h>
      #include <sys/select.h>
      #include <sys/mount.h>
      #include <sys/msg.h>
      #include <sys/sem.h>
      #include <sys/shm.h>
      #include <sys/socket.h>
      #include <sys/stat.h>
      #include <sys/syscall.h>
      #include <sys/time.h>
      #include <sys/un.h>
      #include <sys/wait.h>
      #include <time.h>
      #include <ucontext.h>
      #include <asm/socket.h>
      #include <linux/sockios.h>
      #include <sys/pidfd.h>
      #include <netdb.h>
      #ifndef SOL_UDP
      #define SOL_UDP IPPROTO_UDP
      #endif
      #ifndef MFD_NOEXEC_SEAL
      #define MFD_NOEXEC_SEAL 0x8
      #define MFD_EXEC 0x10
      #endif
      #ifndef F_SEAL_EXEC
      #define F_SEAL_EXEC 0x20
      #endif
      """;

  private static final Pattern DEFINED =
      Pattern.compile("\\.equ\\s+(?<name>\\w+), (?<value>[^#/]+)");

  @TempDir Path directory;

  private Map<String, Long> compiled(Iterable<String> expressions) throws IOException {
    StringBuilder source = new StringBuilder(INCLUDES).append("int main(void) {\n");
    for (String expression : expressions) {
      boolean name = expression.matches("\\w+");
      source.append(name ? "#ifdef " + expression + "\n" : "");
      source.append("printf(\"%s=%lld\\n\", \"" + expression + "\", (long long)(" + expression);
      source.append("));\n").append(name ? "#endif\n" : "");
    }
    Map<String, Long> values = new LinkedHashMap<>();
    for (String line : output(source.append("return 0; }\n").toString())) {
      int equals = line.lastIndexOf('=');
      values.put(line.substring(0, equals), Long.valueOf(line.substring(equals + 1)));
    }
    return values;
  }

  private List<String> output(String source) throws IOException {
    Path file = Files.writeString(directory.resolve("headers.c"), source);
    return Target.output(directory, file, "headers");
  }

  private static Map<String, Integer> constants(Class<?>... types) {
    Map<String, Integer> found = new LinkedHashMap<>();
    for (Class<?> type : types) {
      for (Field field : type.getDeclaredFields()) {
        if (Modifier.isStatic(field.getModifiers()) && field.getType() == int.class) {
          try {
            field.setAccessible(true);
            found.put(field.getName(), field.getInt(null));
          } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
          }
        }
      }
    }
    return found;
  }

  @Test
  void constantsAreThoseOfTheHeaders() throws IOException {
    Map<String, Integer> ours = constants(Constants.OWN.toArray(Class<?>[]::new));
    Map<String, Long> theirs = compiled(withEnumerators(ours.keySet()));

    assertThat(ours).hasSizeGreaterThan(200);
    assertThat(theirs).as("constants that the headers here know").hasSizeGreaterThan(200);
    theirs.forEach(
        (name, value) -> {
          String plain = name.replaceAll("[()]", "");
          assertThat((long) ours.get(plain)).as(plain).isEqualTo((int) (long) value);
        });
  }

  /** An enumerator is not a macro, and so not visible to #ifdef: evaluated as an expression. */
  private static List<String> withEnumerators(Iterable<String> names) {
    List<String> enumerators =
        List.of(
            "SCM_CREDENTIALS",
            "IPPROTO_",
            "MSG_",
            "SOCK_",
            "PTHREAD_",
            "KCMP_",
            "EPOLL",
            "SIGEV_",
            "P_");
    List<String> all = new ArrayList<>();
    for (String name : names) {
      boolean enumerator = enumerators.stream().anyMatch(name::startsWith);
      all.add(enumerator && !name.equals("SCM_CREDENTIALS") ? "(" + name + ")" : name);
    }
    return all;
  }

  /** For the compiler, each text of flags with one, two or three names is the same number. */
  @Test
  void wordsOfFlagsAreTheirNumbersForTheCompiler() throws IOException {
    Constants constants = new Constants(List.of());
    Map<String, Long> expected = new LinkedHashMap<>();
    for (String family :
        List.of(
            "O_", "SOCK_", "MSG_", "POLL", "EPOLL", "F_SEAL_", "LOCK_", "FD_", "W", "PROT_",
            "MAP_")) {
      addWords(constants, family, expected);
    }
    addWords(constants, "MS_", expected);
    addWords(constants, "MFD_", expected);
    assertThat(expected.size()).isGreaterThan(2000);
    assertThat(expected.keySet())
        .as("words with what has a name as a number")
        .noneMatch(word -> word.contains("0x"));

    Map<String, Long> bracketed = new LinkedHashMap<>();
    expected.forEach((word, value) -> bracketed.put("(int)(" + word + ")", value));
    assertThat(compiled(bracketed.keySet())).isEqualTo(bracketed);
  }

  private static void addWords(Constants constants, String family, Map<String, Long> words) {
    List<Integer> values = constants.family(family).stream().map(constants::get).toList();
    // an enumeration of several bits, an access mode, a socket type, occurs only once
    int number =
        family.equals("O_") || family.equals("MAP_") ? 3 : family.equals("SOCK_") ? 0xf : 0;
    for (int a : values) {
      for (int b : values) {
        for (int c : values) {
          boolean mixed =
              List.of(a, b, c).stream().filter(one -> (one & number) != 0).distinct().count() > 1;
          int value = a | b | c;
          if (!mixed) {
            words.put(constants.render(family, value), (long) value);
          }
        }
      }
    }
  }

  @Test
  void flagsOfAnOpenFileAreAnAccessModeAndFlags() {
    FlagWords words = new Constants(List.of()).set("O_");
    assertThat(words.of(0)).isEqualTo("O_RDONLY");
    assertThat(words.of(FileConstants.O_APPEND)).isEqualTo("O_RDONLY|O_APPEND");
    assertThat(words.of(FileConstants.O_WRONLY | FileConstants.O_APPEND | FileConstants.O_SYNC))
        .isEqualTo("O_WRONLY|O_SYNC|O_APPEND");
    assertThat(words.of(FileConstants.O_RDWR | FileConstants.O_DSYNC | FileConstants.O_NONBLOCK))
        .isEqualTo("O_RDWR|O_NONBLOCK|O_DSYNC");
    assertThat(words.of(FileConstants.O_RDWR | FileConstants.O_TMPFILE))
        .isEqualTo("O_RDWR|O_TMPFILE");
    assertThat(words.of(3 | FileConstants.O_APPEND)).isEqualTo("O_ACCMODE|O_APPEND");
    assertThat(words.of(FileConstants.O_SYNC & ~FileConstants.O_DSYNC))
        .isEqualTo("O_RDONLY|0x100000");
  }

  @Test
  void offsetsAndSizesAreTheCompilers() throws IOException {
    Map<String, Integer> layout = constants(MessageLayout.class);
    Map<String, String> inC =
        Map.ofEntries(
            Map.entry("MSGHDR_SIZE", "sizeof(struct msghdr)"),
            Map.entry("MSG_NAME", "offsetof(struct msghdr, msg_name)"),
            Map.entry("MSG_NAMELEN", "offsetof(struct msghdr, msg_namelen)"),
            Map.entry("MSG_IOV", "offsetof(struct msghdr, msg_iov)"),
            Map.entry("MSG_IOVLEN", "offsetof(struct msghdr, msg_iovlen)"),
            Map.entry("MSG_CONTROL", "offsetof(struct msghdr, msg_control)"),
            Map.entry("MSG_CONTROLLEN", "offsetof(struct msghdr, msg_controllen)"),
            Map.entry("MSG_FLAGS", "offsetof(struct msghdr, msg_flags)"),
            Map.entry("IOVEC_SIZE", "sizeof(struct iovec)"),
            Map.entry("IOV_BASE", "offsetof(struct iovec, iov_base)"),
            Map.entry("IOV_LEN", "offsetof(struct iovec, iov_len)"),
            Map.entry("CMSGHDR_SIZE", "sizeof(struct cmsghdr)"),
            Map.entry("CMSG_LEN", "offsetof(struct cmsghdr, cmsg_len)"),
            Map.entry("CMSG_LEVEL", "offsetof(struct cmsghdr, cmsg_level)"),
            Map.entry("CMSG_TYPE", "offsetof(struct cmsghdr, cmsg_type)"),
            Map.entry("UCRED_SIZE", "sizeof(struct ucred)"));
    assertThat(inC.keySet()).isEqualTo(layout.keySet());

    Map<String, Long> theirs = compiled(inC.values());
    layout.forEach(
        (name, value) -> assertThat((long) value).as(name).isEqualTo(theirs.get(inC.get(name))));
  }

  @Test
  void offsetsOfSystemVAreTheCompilers() throws IOException {
    Map<String, Integer> layout = constants(SysVLayout.class);
    Map<String, Long> expected = new LinkedHashMap<>();
    layout.forEach(
        (name, value) -> {
          String struct = name.substring(0, name.indexOf('_') < 0 ? 0 : name.indexOf('_'));
          String field = name.toLowerCase(java.util.Locale.ROOT);
          String of =
              switch (struct) {
                case "PERM" -> "struct ipc_perm, " + field.substring("perm_".length());
                case "MSG" -> "struct msqid_ds, " + field;
                case "SEM" -> "struct semid_ds, " + field;
                case "SHM" -> "struct shmid_ds, " + field;
                case "SEMBUF" -> "struct sembuf, " + field.replace("sembuf", "sem");
                default -> null;
              };
          if (of != null && !name.endsWith("_SIZE")) {
            String inC = of.replace("ipc_perm, key", "ipc_perm, __key");
            expected.put(
                "offsetof(" + inC.replace("msg_cbytes", "__msg_cbytes") + ")", (long) value);
          }
        });
    expected.put("sizeof(struct sembuf)", (long) SysVLayout.SEMBUF_SIZE);
    expected.put("offsetof(struct msgbuf, mtext)", (long) SysVLayout.MTEXT);
    assertThat(expected).hasSizeGreaterThan(25);
    assertThat(compiled(expected.keySet())).isEqualTo(expected);
    Map<String, Long> sizes =
        compiled(
            List.of(
                "sizeof(struct msqid_ds)",
                "sizeof(struct semid_ds)",
                "sizeof(struct shmid_ds)",
                "sizeof(struct shm_info)",
                "sizeof(struct msginfo)"));
    assertThat(sizes.values()).allMatch(size -> size <= SysVLayout.DS_SIZE);
  }

  @Test
  void structuresThatAreLaidOutByHandAreTheCompilers() throws IOException {
    Map<String, Long> expected = new LinkedHashMap<>();
    expected.put("sizeof(struct sigaction)", (long) SignalAction.SIZE);
    expected.put("offsetof(struct sigaction, sa_sigaction)", (long) SignalAction.HANDLER);
    expected.put("offsetof(struct sigaction, sa_flags)", (long) SignalAction.FLAGS);
    expected.put("(SA_SIGINFO)", (long) SignalAction.SA_SIGINFO);
    expected.put("(SA_RESTART)", (long) SignalAction.SA_RESTART);
    expected.put("sizeof(siginfo_t)", (long) SignalInfo.SIZE);
    expected.put("offsetof(siginfo_t, si_signo)", (long) SignalInfo.SIGNO);
    expected.put("offsetof(siginfo_t, si_code)", (long) SignalInfo.CODE);
    expected.put("offsetof(siginfo_t, si_pid)", (long) SignalInfo.PID);
    expected.put("offsetof(siginfo_t, si_uid)", (long) SignalInfo.UID);
    expected.put("offsetof(siginfo_t, si_value)", (long) SignalInfo.VALUE);
    expected.put("offsetof(siginfo_t, si_status)", (long) SignalInfo.STATUS);
    expected.put("offsetof(siginfo_t, si_band)", (long) SignalInfo.BAND);
    expected.put("offsetof(siginfo_t, si_utime)", (long) SignalInfo.UTIME);
    expected.put("offsetof(siginfo_t, si_stime)", (long) SignalInfo.STIME);
    expected.put("offsetof(siginfo_t, si_fd)", (long) SignalInfo.FD);
    expected.put("sizeof(sigset_t)", (long) Forking.SIGSET_SIZE);
    expected.put("sizeof(sem_t)", (long) Semaphores.SIZE);
    expected.put("sizeof(pthread_mutex_t)", (long) Pthreads.MUTEX_SIZE);
    expected.put("sizeof(pthread_cond_t)", (long) Pthreads.COND_SIZE);
    expected.put("sizeof(pthread_rwlock_t)", (long) Pthreads.RWLOCK_SIZE);
    expected.put("sizeof(struct pollfd)", 8L);
    expected.put("offsetof(struct pollfd, events)", 4L);
    expected.put("offsetof(struct pollfd, revents)", 6L);
    expected.put("sizeof(struct epoll_event)", (long) EpollEvent.SIZE);
    expected.put("offsetof(struct epoll_event, events)", (long) EpollEvent.EVENTS);
    expected.put("offsetof(struct epoll_event, data)", (long) EpollEvent.DATA);
    expected.put("sizeof(fd_set)", (long) FdSets.SIZE);
    expected.put("(FD_SETSIZE)", (long) FdSets.FD_SETSIZE);
    expected.put("offsetof(struct ucred, pid)", 0L);
    expected.put("offsetof(struct ucred, uid)", 4L);
    expected.put("offsetof(struct ucred, gid)", 8L);
    expected.put("sizeof(struct timespec)", 16L);
    expected.put("offsetof(struct timespec, tv_nsec)", 8L);
    expected.put("sizeof(struct timeval)", 16L);
    expected.put("offsetof(struct timeval, tv_usec)", 8L);
    expected.put("sizeof(struct linger)", 8L);
    expected.put("offsetof(struct linger, l_onoff)", 0L);
    expected.put("offsetof(struct linger, l_linger)", 4L);
    expected.put("sizeof(struct sockaddr_un)", 110L);
    expected.put("offsetof(struct sockaddr_un, sun_path)", 2L);
    expected.put("sizeof(struct sockaddr_in)", 16L);
    expected.put("offsetof(struct sockaddr_in, sin_port)", 2L);
    expected.put("offsetof(struct sockaddr_in, sin_addr)", 4L);
    expected.put("sizeof(struct sockaddr_in6)", 28L);
    expected.put("offsetof(struct sockaddr_in6, sin6_port)", 2L);
    expected.put("offsetof(struct sockaddr_in6, sin6_flowinfo)", 4L);
    expected.put("offsetof(struct sockaddr_in6, sin6_addr)", 8L);
    expected.put("offsetof(struct sockaddr_in6, sin6_scope_id)", 24L);
    expected.put("sizeof(struct sockaddr_storage)", (long) SocketAddress.STORAGE);
    expected.put("sizeof(struct sigaction)", 152L);
    expected.put("offsetof(struct sigaction, sa_handler)", 0L);
    expected.put("offsetof(struct sigaction, sa_flags)", 136L);
    expected.put("sizeof(posix_spawn_file_actions_t)", (long) Programs.ACTIONS_SIZE);
    expected.put("sizeof(posix_spawnattr_t)", (long) Programs.ATTRIBUTES_SIZE);
    expected.put("sizeof(sigset_t)", (long) Programs.SIGSET_SIZE);
    expected.put("POSIX_SPAWN_SETPGROUP", (long) Programs.SETPGROUP);
    expected.put("POSIX_SPAWN_SETSIGDEF", (long) Programs.SETSIGDEF);
    expected.put("POSIX_SPAWN_SETSIGMASK", (long) Programs.SETSIGMASK);
    expected.put("sizeof(struct flock)", (long) RecordLock.STRUCT_SIZE);
    expected.put("offsetof(struct flock, l_type)", (long) RecordLock.L_TYPE);
    expected.put("offsetof(struct flock, l_whence)", (long) RecordLock.L_WHENCE);
    expected.put("offsetof(struct flock, l_start)", (long) RecordLock.L_START);
    expected.put("offsetof(struct flock, l_len)", (long) RecordLock.L_LEN);
    expected.put("offsetof(struct flock, l_pid)", (long) RecordLock.L_PID);
    expected.put("sizeof(struct statx)", (long) FileStatus.STRUCT_SIZE);
    expected.put("offsetof(struct statx, stx_mask)", (long) FileStatus.STX_MASK);
    expected.put("offsetof(struct statx, stx_nlink)", (long) FileStatus.STX_NLINK);
    expected.put("offsetof(struct statx, stx_gid)", (long) FileStatus.STX_GID);
    expected.put("offsetof(struct statx, stx_mtime)", (long) FileStatus.STX_MTIME);
    expected.put("offsetof(struct statx, stx_uid)", (long) FileStatus.STX_UID);
    expected.put("offsetof(struct statx, stx_mode)", (long) FileStatus.STX_MODE);
    expected.put("offsetof(struct statx, stx_ino)", (long) FileStatus.STX_INO);
    expected.put("offsetof(struct statx, stx_size)", (long) FileStatus.STX_SIZE);
    expected.put("offsetof(struct statx, stx_btime)", (long) FileStatus.STX_BTIME);
    expected.put("offsetof(struct statx, stx_dev_major)", (long) FileStatus.STX_DEV_MAJOR);
    expected.put("offsetof(struct statx, stx_dev_minor)", (long) FileStatus.STX_DEV_MINOR);
    expected.put("(STATX_BASIC_STATS)", (long) FileStatus.STATX_BASIC_STATS);
    expected.put("(STATX_BTIME)", (long) FileStatus.STATX_BTIME);
    expected.put("(AT_SYMLINK_NOFOLLOW)", (long) ipcsh.sys.function.Files.AT_SYMLINK_NOFOLLOW);
    expected.put("(AT_STATX_DONT_SYNC)", (long) ipcsh.sys.function.Files.AT_STATX_DONT_SYNC);
    expected.put("sizeof(struct addrinfo)", (long) AddressLookup.HINTS_SIZE);
    expected.put("offsetof(struct addrinfo, ai_flags)", (long) AddressLookup.AI_FLAGS);
    expected.put("offsetof(struct addrinfo, ai_family)", (long) AddressLookup.AI_FAMILY);
    expected.put("offsetof(struct addrinfo, ai_socktype)", (long) AddressLookup.AI_SOCKTYPE);
    expected.put("offsetof(struct addrinfo, ai_addrlen)", (long) AddressLookup.AI_ADDRLEN);
    expected.put("offsetof(struct addrinfo, ai_addr)", (long) AddressLookup.AI_ADDR);
    expected.put("offsetof(struct addrinfo, ai_next)", (long) AddressLookup.AI_NEXT);
    putQueues(expected);
    putPthreads(expected);
    for (int length : new int[] {0, 4, 8, 12, 4 * 253}) {
      expected.put("CMSG_SPACE(" + length + ")", (long) MessageLayout.cmsgSpace(length));
      expected.put("CMSG_LEN(" + length + ")", (long) MessageLayout.cmsgLen(length));
    }
    assertThat(compiled(expected.keySet())).isEqualTo(expected);
  }

  @Test
  void systemCallsMadeByNumberHaveThoseOfTheHeaders() throws IOException {
    Map<String, Long> expected = new LinkedHashMap<>();
    constants(SystemCallNumbers.class)
        .forEach(
            (name, number) -> expected.put("SYS_" + name.toLowerCase(Locale.ROOT), (long) number));
    assertThat(expected).hasSizeGreaterThan(20);
    assertThat(compiled(expected.keySet())).isEqualTo(expected);
  }

  /** The numbers in the source of the machine code, as they are written there. */
  @Test
  void numbersInTheMachineCodeAreThoseOfTheHeaders() throws IOException {
    Path source = Path.of("src/main/asm/machine-" + Target.machine() + ".S");
    Map<String, Long> expected = new LinkedHashMap<>();
    for (String line : Files.readAllLines(source)) {
      Matcher number = DEFINED.matcher(line);
      String inC = number.find() ? inC(number.group("name")) : null;
      if (inC != null) {
        expected.put("(" + inC + ") - (" + number.group("value").strip() + ")", 0L);
      }
    }
    assertThat(expected).hasSizeGreaterThan(14);
    assertThat(compiled(expected.keySet())).isEqualTo(expected);
  }

  /** A number of the machine code in C; null for those of our own structures. */
  private static String inC(String name) {
    boolean arm = Target.machine().equals("aarch64");
    String registers = "offsetof(ucontext_t, uc_mcontext." + (arm ? "" : "gregs[REG_");
    return switch (name) {
      case "CONTEXT_SIGMASK" -> "offsetof(ucontext_t, uc_sigmask)";
      case "CONTEXT_X0", "CONTEXT_X19" ->
          registers + "regs[" + name.substring("CONTEXT_X".length()) + "])";
      case "CONTEXT_SP", "CONTEXT_PC" ->
          registers + name.substring("CONTEXT_".length()).toLowerCase(Locale.ROOT) + ")";
      case "INFO_CODE", "INFO_PID", "INFO_VALUE" ->
          "offsetof(siginfo_t, si_"
              + name.substring("INFO_".length()).toLowerCase(Locale.ROOT)
              + ")";
      case "MUTEX_KIND" -> "offsetof(pthread_mutex_t, __data.__kind)";
      case "SI_TKILL", "EAGAIN", "EINTR", "EBUSY" -> name;
      default ->
          name.startsWith("SYS_")
              ? name.toLowerCase(Locale.ROOT).replace("sys_", "SYS_")
              : name.startsWith("CONTEXT_R")
                  ? registers + name.substring("CONTEXT_".length()) + "])"
                  : null;
    };
  }

  private static void putPthreads(Map<String, Long> expected) {
    expected.put("offsetof(pthread_mutex_t, __data.__lock)", (long) PthreadLayout.MUTEX_LOCK);
    expected.put("offsetof(pthread_mutex_t, __data.__count)", (long) PthreadLayout.MUTEX_COUNT);
    expected.put("offsetof(pthread_mutex_t, __data.__owner)", (long) PthreadLayout.MUTEX_OWNER);
    expected.put("offsetof(pthread_mutex_t, __data.__nusers)", (long) PthreadLayout.MUTEX_USERS);
    expected.put("offsetof(pthread_mutex_t, __data.__kind)", (long) PthreadLayout.MUTEX_KIND);
    expected.put("offsetof(pthread_mutex_t, __data.__list)", (long) PthreadLayout.MUTEX_LIST);
    expected.put("offsetof(pthread_cond_t, __data.__wseq)", (long) PthreadLayout.COND_SEQUENCE);
    expected.put("offsetof(pthread_cond_t, __data.__g1_start)", (long) PthreadLayout.COND_START);
    expected.put("offsetof(pthread_cond_t, __data.__g_refs)", (long) PthreadLayout.COND_REFERENCES);
    expected.put("offsetof(pthread_cond_t, __data.__g_size)", (long) PthreadLayout.COND_SIZES);
    expected.put(
        "offsetof(pthread_cond_t, __data.__g1_orig_size)", (long) PthreadLayout.COND_ORIGINAL);
    expected.put("offsetof(pthread_cond_t, __data.__wrefs)", (long) PthreadLayout.COND_WAITERS);
    expected.put("offsetof(pthread_cond_t, __data.__g_signals)", (long) PthreadLayout.COND_SIGNALS);
    expected.put(
        "offsetof(pthread_rwlock_t, __data.__readers)", (long) PthreadLayout.RWLOCK_READERS);
    expected.put(
        "offsetof(pthread_rwlock_t, __data.__writers)", (long) PthreadLayout.RWLOCK_WRITERS);
    expected.put(
        "offsetof(pthread_rwlock_t, __data.__wrphase_futex)",
        (long) PthreadLayout.RWLOCK_PHASE_FUTEX);
    expected.put(
        "offsetof(pthread_rwlock_t, __data.__writers_futex)",
        (long) PthreadLayout.RWLOCK_WRITERS_FUTEX);
    expected.put("offsetof(pthread_rwlock_t, __data.__pad3)", (long) PthreadLayout.RWLOCK_PADDING);
    expected.put(
        "offsetof(pthread_rwlock_t, __data.__cur_writer)", (long) PthreadLayout.RWLOCK_WRITER);
    expected.put("offsetof(pthread_rwlock_t, __data.__shared)", (long) PthreadLayout.RWLOCK_SHARED);
    expected.put("offsetof(pthread_rwlock_t, __data.__flags)", (long) PthreadLayout.RWLOCK_FLAGS);
  }

  private static void putQueues(Map<String, Long> expected) {
    expected.put("sizeof(struct mq_attr)", (long) MessageQueues.ATTRIBUTES_SIZE);
    expected.put("offsetof(struct mq_attr, mq_flags)", (long) MessageQueues.MQ_FLAGS);
    expected.put("offsetof(struct mq_attr, mq_maxmsg)", (long) MessageQueues.MQ_MAXMSG);
    expected.put("offsetof(struct mq_attr, mq_msgsize)", (long) MessageQueues.MQ_MSGSIZE);
    expected.put("offsetof(struct mq_attr, mq_curmsgs)", (long) MessageQueues.MQ_CURMSGS);
    expected.put("sizeof(struct sigevent)", (long) MessageQueues.EVENT_SIZE);
    expected.put("offsetof(struct sigevent, sigev_value)", (long) MessageQueues.SIGEV_VALUE);
    expected.put("offsetof(struct sigevent, sigev_signo)", (long) MessageQueues.SIGEV_SIGNO);
    expected.put("offsetof(struct sigevent, sigev_notify)", (long) MessageQueues.SIGEV_NOTIFY);
    expected.put("FSOPEN_CLOEXEC", (long) MessageQueues.FSOPEN_CLOEXEC);
    expected.put("FSMOUNT_CLOEXEC", (long) MessageQueues.FSMOUNT_CLOEXEC);
    expected.put("(FSCONFIG_CMD_CREATE)", (long) MessageQueues.FSCONFIG_CMD_CREATE);
  }

  @Test
  void errnosHaveTheNamesNumbersAndWordsOfTheLibrary() throws IOException {
    String source =
        INCLUDES
            + """
            int main(void) {
              for (int i = 1; i < 4096; i++)
                if (strerrorname_np(i)) printf("%d %s %s\\n", i, strerrorname_np(i), strerror(i));
              return 0;
            }
            """;
    List<String> theirs = output(source);
    List<String> ours =
        Arrays.stream(Errno.values())
            .map(e -> e.getNumber() + " " + e + " " + e.getMessage())
            .toList();
    assertThat(ours).isEqualTo(theirs);
  }

  @Test
  void otherNamesOfAnErrnoAreTheSameValue() throws IOException {
    Map<String, Long> numbers = compiled(List.of("EWOULDBLOCK", "EDEADLOCK", "ENOTSUP"));
    assertThat(numbers).hasSize(3);
    numbers.forEach(
        (name, number) -> assertThat((long) Errno.named(name).getNumber()).isEqualTo(number));
  }
}
