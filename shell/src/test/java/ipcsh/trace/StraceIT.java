package ipcsh.trace;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.Outcome;
import ipcsh.kit.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code --trace} prints is what strace prints of the same calls. */
class StraceIT {
  private static final String SCRIPT =
      """
      s = socket AF_UNIX, SOCK_DGRAM
      bind s, 'serv'
      c = socket AF_UNIX, SOCK_DGRAM
      bind c
      getsockname c
      connect c, 'serv'
      send c, 'ABCDE'
      recvfrom s, 3
      fails(EAGAIN) { recv s, 10, MSG_DONTWAIT }
      fails(ENOENT) { bind s, '/x/y' }
      (a, b) = socketpair AF_UNIX, SOCK_SEQPACKET
      sendmsg a, 'hi', fds: [s]
      recvmsg b, 100
      setsockopt b, SOL_SOCKET, SO_PASSCRED, 1
      send a, 'x'
      recvmsg b, 10
      getsockopt a, SOL_SOCKET, SO_PEERCRED
      getsockopt a, SOL_SOCKET, SO_TYPE
      l = socket AF_INET
      setsockopt l, SOL_SOCKET, SO_LINGER, [onoff: 1, linger: 5]
      bind l, '127.0.0.1:0'
      listen l, 5
      k = socket AF_INET
      connect k, getsockname(l)
      x = accept l
      getpeername k
      poll([x], POLLIN, timeout: 0)
      write k, 'one\\n\\0\\1'
      read x, 100
      shutdown k, SHUT_WR
      (r, w) = pipe(O_NONBLOCK | O_CLOEXEC)
      fcntl r, F_GETFL
      fcntl w, F_SETFL, O_NONBLOCK
      fcntl w, F_SETPIPE_SZ, 100000
      fcntl r, F_GETFD
      mkfifo 'ff', 0600
      f = open 'ff', O_RDWR | O_CLOEXEC
      unlink 'ff'
      g = open 'file', O_CREAT | O_RDWR | O_TRUNC, 0644
      write g, 'x' * 40
      lseek g, 0
      pread g, 3, 2
      ioctl g, FIONREAD
      ftruncate g, 10
      dup g
      dup2 g, 40
      flock g, LOCK_EX | LOCK_NB
      fails(EBADF) { close(-1) }
      socket AF_INET6, SOCK_STREAM | SOCK_CLOEXEC
      q = spawn 'sleep', '1000'
      waitpid q, WNOHANG
      kill q, SIGSTOP
      waitpid q, WUNTRACED
      kill q, 0
      """;

  private static final Pattern UNFINISHED =
      Pattern.compile("(\\d+)\\s+(.*) <unfinished \\.\\.\\.>");
  private static final Pattern RESUMED = Pattern.compile("(\\d+)\\s+<\\.\\.\\. \\w+ resumed>(.*)");

  @TempDir Path folder;

  @Test
  void eachLineIsOneThatStracePrints() throws IOException {
    Tools.need("strace");
    String launcher = Path.of("ipcsh").toAbsolutePath().toString();
    Tools.needs(Files.exists(Path.of("target/ipcsh.jar")), "the program is not packaged");
    Files.writeString(folder.resolve("calls.groovy"), SCRIPT);
    Tools.run(folder, launcher, "-e", "1");
    Outcome traced =
        Tools.run(folder, "strace", "-f", "-o", "strace", launcher, "--trace", "calls.groovy");
    Tools.needs(!traced.err().contains("ptrace"), "strace may not trace here: " + traced.err());
    assertThat(traced.status()).as(traced.err()).isZero();
    Set<String> theirs = lines(Files.readAllLines(folder.resolve("strace")));
    // posix_spawn is a function of the library, whose calls strace prints in its place
    List<String> ours =
        traced
            .err()
            .lines()
            .filter(line -> !line.startsWith("posix_spawnp("))
            .map(StraceIT::plain)
            .toList();
    assertThat(ours).hasSizeGreaterThan(45);
    assertThat(theirs).containsAll(ours);
  }

  /** strace's lines without the thread, those that it had to cut in two put together. */
  private static Set<String> lines(List<String> output) {
    Set<String> lines = new HashSet<>();
    Map<String, String> unfinished = new HashMap<>();
    for (String line : output) {
      Matcher cut = UNFINISHED.matcher(line);
      Matcher rest = RESUMED.matcher(line);
      if (cut.matches()) {
        unfinished.put(cut.group(1), cut.group(2));
      } else if (rest.matches()) {
        lines.add(plain(unfinished.remove(rest.group(1)) + rest.group(2)));
      } else {
        lines.add(plain(line.replaceFirst("^\\d+\\s+", "")));
      }
    }
    return lines;
  }

  /** A line without what differs: addresses, and the blanks before the result. */
  private static String plain(String line) {
    return line.replaceAll("0x[0-9a-f]{6,}", "POINTER").replaceAll("\\s+= ", " = ");
  }
}
