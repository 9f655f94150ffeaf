package ipcsh.batch;

import ipcsh.command.model.CommandModel;
import ipcsh.command.model.Parameter;
import ipcsh.kit.Shell;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Calls of all commands with valid and invalid arguments of all kinds, one per line. */
final class Combinations {
  /**
   * Commands that end the shell, wait for a time or a key, start programs each time, change what
   * the test depends on, or affect other processes at random.
   */
  private static final Set<String> LEFT_OUT =
      Set.of(
          "exit",
          "quit",
          "kill",
          // these end the shell by a signal, now or later, as in C
          "alarm",
          "raise",
          "killpg",
          "sigqueue",
          "pidfd_send_signal",
          "signal",
          "sigaction",
          "spawn",
          "shell",
          "cd",
          "chdir",
          "scratch",
          "man",
          "attach",
          "observe",
          "watch",
          "pause",
          "sleep",
          "cleanup",
          "load",
          "execvp",
          "exec",
          "inject",
          // these are called in a child elsewhere
          "umask",
          "setrlimit",
          "fchmod",
          "fchown",
          "fallocate",
          "posix_fallocate",
          "sendfile");

  private static final String OPENED =
      """
      (a, b) = socketpair AF_UNIX, SOCK_DGRAM; (c, d) = socketpair(); (r, w) = pipe()
      f = open "$dir/file", O_CREAT | O_RDWR, 0600; write f, 'content'; u = socket AF_INET, SOCK_DGRAM
      l = socket(); bind l; listen l, 1; gone = socket(); close gone; send a, 'waiting'; sendmsg c, 'with', fds: [f]
      m = mmap 4096; ro = mmap 4096, prot: PROT_READ; un = mmap 4096; munmap un; poke m, 1024, 'garbage!' * 64
      s = sem_init(m, 0, 1, 2); mu = pthread_mutex_init(m, 64); bad = pthread_mutex_at(m, 1088)
      co = pthread_cond_init(m, 128); rw = pthread_rwlock_init(m, 256); badrw = pthread_rwlock_at(m, 1152)
      """;

  private static final List<String> HANDLES =
      List.of(
          "a", "b", "c", "d", "r", "w", "f", "u", "l", "gone", "m", "ro", "un", "s", "mu", "bad",
          "co", "rw", "badrw");

  private static final List<String> VALUES =
      """
      0|1|2|3|7|16|100|4096|65536|-1|-100|2147483647|-2147483648|1L << 31|1L << 32|Long.MAX_VALUE|1.5|-0.0|1e300
      '' |'x'|'hello'|dir|"$dir/a"|"$dir/no/such"|'@robust'|'@'|'/no/such'|'127.0.0.1:0'|'127.0.0.1:1'|'[::1]:0'|'[::'|':'
      '<iH'|'99999999s'|'00 ff'|'xyz'|'EAGAIN'|'send'|'a\\0b'|'x' * 300|'-rf'|'%s%n'|'\\033]0;x\\007'
      new byte[0]|new byte[70000]|[]|[1, 2]|[300]|[null, 1]|[:]|[pid: 1]|true|null|1.ms|-1.s|new Object()|String|EAGAIN
      { 1 }|{ it }|{ -> false }|{ open '/no/such' }|{ throw new Error('x') }|"g${1}"|fds|this|_
      """
          .strip()
          .lines()
          .flatMap(line -> List.of(line.split("\\|")).stream())
          .toList();

  private final Random random;
  private final List<CommandModel> commands = new ArrayList<>();
  private final List<String> constants = new ArrayList<>();

  Combinations(Shell shell, Random random) {
    this.random = random;
    shell.context().registry().all().stream()
        .filter(command -> !LEFT_OUT.contains(command.name()))
        .forEach(commands::add);
    constants.addAll(shell.harmlessConstants().keySet());
  }

  /** The lines that open descriptors for the next calls. */
  String opened() {
    return OPENED;
  }

  /** A call. */
  String line() {
    CommandModel command = one(commands);
    List<String> given = new ArrayList<>();
    for (String option : command.optionNames()) {
      if (option.equals(CommandModel.TIMEOUT)) {
        given.add("timeout: " + (random.nextInt(10) == 0 ? "'soon'" : "0.0002"));
      } else if (!option.equals(CommandModel.FORCE) && random.nextInt(3) == 0) {
        given.add(option + ": " + any());
      }
    }
    List<Parameter> parameters = command.positional();
    int more = random.nextInt(12) == 0 ? 1 : random.nextInt(4) == 0 ? -1 : 0;
    for (int i = 0; i < parameters.size() + more; i++) {
      given.add(any());
    }
    return command.name() + "(" + String.join(", ", given) + ")";
  }

  private String any() {
    int kind = random.nextInt(10);
    return kind < 5 ? one(HANDLES) : kind < 7 ? one(constants) : one(VALUES);
  }

  private <T> T one(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
