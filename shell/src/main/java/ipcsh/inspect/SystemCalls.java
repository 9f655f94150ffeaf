package ipcsh.inspect;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The system calls that can block, by their numbers on this architecture. */
final class SystemCalls {
  private static final String X86_64 =
      """
      read 0 write 1 open 2 close 3 poll 7 ioctl 16 pread64 17 readv 19 writev 20 select 23 pause 34
      nanosleep 35 sendfile 40 connect 42 accept 43 sendto 44 recvfrom 45 sendmsg 46 recvmsg 47
      wait4 61 semop 65 msgsnd 69 msgrcv 70 fcntl 72 flock 73 rt_sigtimedwait 128 rt_sigsuspend 130
      futex 202 restart_syscall 219 semtimedop 220 clock_nanosleep 230 epoll_wait 232
      mq_timedsend 242 mq_timedreceive 243 waitid 247 openat 257 pselect6 270 ppoll 271 splice 275
      epoll_pwait 281 accept4 288 recvmmsg 299 epoll_pwait2 441
      tee 276 vmsplice 278 preadv 295 pwritev 296 sendmmsg 307 preadv2 327 pwritev2 328
      io_uring_enter 426""";

  private static final String AARCH64 =
      """
      epoll_pwait 22 fcntl 25 ioctl 29 flock 32 openat 56 close 57 read 63 write 64 readv 65
      writev 66 pread64 67 sendfile 71 pselect6 72 ppoll 73 splice 76 waitid 95 futex 98 nanosleep 101
      clock_nanosleep 115 restart_syscall 128 rt_sigsuspend 133 rt_sigtimedwait 137 mq_timedsend 182
      mq_timedreceive 183 msgrcv 188 msgsnd 189 semtimedop 192 semop 193 accept 202 connect 203
      sendto 206 recvfrom 207 sendmsg 211 recvmsg 212 accept4 242 recvmmsg 243 wait4 260
      epoll_pwait2 441
      preadv 69 pwritev 70 vmsplice 75 tee 77 sendmmsg 269 preadv2 286 pwritev2 287
      io_uring_enter 426""";

  private static final Set<String> OF_A_DESCRIPTOR =
      Set.of(
          "read",
          "write",
          "close",
          "ioctl",
          "pread64",
          "readv",
          "writev",
          "sendfile",
          "connect",
          "accept",
          "sendto",
          "recvfrom",
          "sendmsg",
          "recvmsg",
          "fcntl",
          "flock",
          "lockf",
          "epoll_wait",
          "splice",
          "epoll_pwait",
          "accept4",
          "recvmmsg",
          "epoll_pwait2",
          "mq_timedsend",
          "mq_timedreceive");

  /**
   * Under an emulator of user programs (qemu-aarch64) the kernel is that of another architecture,
   * and shows its numbers in /proc.
   */
  private static final String KERNEL =
      System.getProperty("ipcsh.kernel", System.getProperty("os.arch"));

  private static final Map<Integer, String> NAMES =
      read(KERNEL.equals("aarch64") ? AARCH64 : X86_64);

  private SystemCalls() {}

  private static Map<Integer, String> read(String table) {
    Map<Integer, String> names = new HashMap<>();
    String[] words = table.split("\\s+");
    for (int i = 0; i < words.length; i += 2) {
      names.put(Integer.valueOf(words[i + 1]), words[i]);
    }
    return names;
  }

  /** All known calls. */
  static Map<Integer, String> names() {
    return NAMES;
  }

  static String name(int number) {
    return NAMES.getOrDefault(number, "system call " + number);
  }

  /** Whether its first argument is a descriptor. */
  static boolean takesDescriptor(String name) {
    return OF_A_DESCRIPTOR.contains(name);
  }
}
