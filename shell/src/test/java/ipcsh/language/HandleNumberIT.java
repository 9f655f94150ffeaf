package ipcsh.language;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.Outcome;
import ipcsh.kit.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A handle is a number where C has one; the first one is 3. */
class HandleNumberIT {
  private static final List<String> HOLD =
      List.of(
          "int fd = socket(AF_UNIX, SOCK_STREAM, 0); assert fd == 3 && fd instanceof Integer",
          "long fd = socket(); assert fd == 3L && fd instanceof Long",
          "Integer fd = socket(); assert fd instanceof Integer",
          "int fd; fd = socket(); assert fd + 1 == 4",
          "if ((fd = socket()) < 0) assert false; assert fd == 3",
          "fd = socket(); assert fd == 3 && 3 == fd && fd != 4 && 4 != fd && !(fd == 4)",
          "fd = socket(); assert fd < 4 && 4 > fd && fd >= 3 && 2 < fd && (fd <=> 3L) == 0",
          "fd = socket(); assert fd + 1 == 4 && 1 + fd == 4 && fd - 1 == 2 && 9 - fd == 6",
          "fd = socket(); assert fd * 2 == 6 && 2 * fd == 6 && fd % 2 == 1 && 7 % fd == 1 && fd / 3 == 1",
          "fd = socket(); assert (1 << fd) == 8 && (fd << 1) == 6 && (fd | 4) == 7 && (4 | fd) == 7",
          "fd = socket(); assert (fd & 1) == 1 && (1 & fd) == 1 && (fd ^ 1) == 2 && -fd == -3 && ~fd == -4",
          "fd = socket(); assert (fd as int) == 3 && ((int) fd) == 3 && (fd as long) == 3",
          "fd = socket(); assert [fd] == [3] && [3] == [fd] && [a: fd] == [a: 3]",
          "fd = socket(); switch (fd) { case 3: x = 'yes'; break; default: x = 'no' }; assert x == 'yes'",
          "fd = socket(); switch (3) { case fd: x = 'yes'; break; default: x = 'no' }; assert x == 'yes'",
          "fd = socket(); assert ['a', 'b', 'c', 'd'][fd] == 'd'",
          "(r, w) = pipe(); assert [w, r].sort() == [3, 4] && [r, w].max() + 1 == 5",
          "def (int r, int w) = pipe(); write w, 'x'; assert read(r).text == 'x'",
          "int[] p = pipe(); write p[1], 'x'; assert read(p[0], 1).text == 'x'",
          "for (int fd : pipe()) assert fd instanceof Integer && fd > 2",
          "for (int fd in pipe()) close fd",
          "def twice(int fd) { 2 * fd }; assert twice(socket()) == 6",
          "twice = { int fd -> 2 * fd }; assert twice(socket()) == 6 && twice(4) == 8",
          "int made() { socket() }; assert made() instanceof Integer",
          "assert '%d'.formatted(socket()) == '3'",
          "fd = socket(); assert String.format('%d %s', fd, fd) == '3 fd 3  unix stream'",
          "fd = socket(); assert sprintf('%2d|%x|%ld|%zu', fd, fd, fd, fd) == ' 3|3|3|3'",
          "fd = socket(); assert \"$fd\" == 'fd 3  unix stream' && 'a ' + fd == 'a fd 3  unix stream'",
          "fd = socket(); if (fd) x = 1; assert x == 1 && fd != -1 && fd > -1",
          "fd = socket(); assert fd == dup2(fd, fd) && fd != dup(fd)",
          "fd = socket(); fds = [] << fd; assert fds.contains(fd) && fds[0].number == 3",
          "fd = socket(); assert fd != 'x' && fd != null && !(fd == [])",
          "int fd = socket(); assert fails(EBADF) { close 9999 } && close(fd) == 0",
          "int fd = 4; int n = fd + 1; n = n * 2; assert n == 10",
          "fd = socket(); assert Math.max(fd, 1) == 3 && Math.min(9, fd) == 3 && Math.abs(fd) == 3",
          "fd = socket(); assert Integer.toHexString(fd) == '3' && Long.bitCount(fd) == 2",
          "p = spawn('true'); assert p > 0 && p == p.pid && !(p == -1) && !(p < 0); p.wait()",
          "assert(socket() > 0);");

  /** Closes what was opened, so that the next line starts with 3 too. */
  private static final String CLOSE = "for (n in 3..9) try { close n } catch (SysException e) { }";

  @TempDir Path directory;

  @Test
  void holdsInEntries() throws IOException {
    StringBuilder lines = new StringBuilder();
    HOLD.forEach(text -> lines.append(text).append('\n').append(CLOSE).append('\n'));
    Outcome outcome = Program.feed(directory, lines.toString(), "-k");
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.status()).isZero();
  }

  @Test
  void holdsInBlocksOfAFile() throws IOException {
    StringBuilder text = new StringBuilder();
    for (String each : HOLD) {
      // a block cannot contain a function
      if (!each.contains("def twice(") && !each.contains("int made(")) {
        text.append("({ ->\n").append(each).append("\n})()\n").append(CLOSE).append('\n');
      }
    }
    text.append("def twice(int fd) { 2 * fd }\nassert twice(socket()) == 6\n");
    Files.writeString(directory.resolve("numbers.groovy"), text);
    Outcome outcome = Program.run(directory, "numbers.groovy");
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.status()).isZero();
  }

  @Test
  void holdsInRolesChildrenAndThreads() throws IOException {
    String text =
        """
        c = fork(); t = thread('t'); sh = shell('r')
        assert c { int fd = dup(1); fd > 2 && fd + 1 > 3 && fd == fd }
        assert t { int fd = socket(); fd > 2 && close(fd) == 0 }
        assert sh { int fd = socket(); fd == 3 && 3 == fd && fd instanceof Integer }
        far = sh { socket() }
        assert far == 4 && 4 == far && far != socket()
        assert sh { NULL } == null
        """;
    Files.writeString(directory.resolve("roles.groovy"), text);
    Outcome outcome = Program.run(directory, "roles.groovy");
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.status()).isZero();
  }

  @Test
  void functionSaysWhatItTakes() {
    String lines =
        """
        def f(int a, String b) { a }
        f('x')
        f(1, 2)
        assert [[1, 'x']].collect(f) == [1]
        """;
    Outcome outcome = Program.feed(directory, lines, "-k");
    assertThat(outcome.err())
        .contains("f: expected f(int a, String b), given 'x'")
        .contains("f: expected f(int a, String b), given 1, 2")
        .doesNotContain("collect");
  }
}
