package ipcsh.language;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A handle is a number where C has one. */
@OnShell
class HandleNumberTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "int fd = socket(AF_UNIX, SOCK_STREAM, 0); assert fd == 3 && fd instanceof Integer",
        "long fd = socket(); assert fd == 3L && fd instanceof Long",
        "Integer fd = socket(); assert fd instanceof Integer",
        "int fd; fd = socket(); assert fd + 1 == 4",
        "if ((fd = socket()) < 0) assert false; assert fd == 3",
        "fd = socket(); assert fd == 3 && 3 == fd && fd != 4 && 4 != fd && !(fd == 4)",
        "fd = socket(); assert fd < 4 && 4 > fd && fd >= 3 && 2 < fd && fd <=> 3L",
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
        "def (int r, int w) = pipe(); write w, 'x'; assert read(r).text == 'x' && r instanceof Integer",
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
        "int fd = socket(); assert fails(EBADF) { close 77 } && close(fd) == 0",
        "int fd = 4; int n = fd + 1; n = n * 2; assert n == 10",
        "assert(socket() > 0);",
      })
  void holds(String text, Shell shell) {
    shell.run(text);
    shell.closeAll();
    try (Shell prompt = new Shell()) {
      prompt.entry(text);
    }
  }

  @Test
  void plainNumberWorksInEveryEntry(Shell shell) {
    shell.entry("int fd = socket(AF_UNIX, SOCK_DGRAM);");
    shell.entry("bind fd, '@ipcsh-number-' + getpid()");
    assertThat(shell.line("fd")).isEqualTo("3");
    shell.entry("def number(int f) { f }");
    shell.entry("g = dup fd");
    assertThat(shell.line("number(g)")).isEqualTo("4");
    assertThat(shell.line("[g, g].collect { int f -> f + 1 }")).isEqualTo("[5, 5]");
  }

  @Test
  void functionSaysWhatItTakes(Shell shell) {
    shell.entry("def f(int a, String b) { a }");
    assertThat(shell.complaint("f('x')")).contains("f: expected f(int a, String b), given 'x'");
    assertThat(shell.complaint("f(1, 2)")).contains("given 1, 2");
    assertThat(shell.line("[[1, 'x']].collect(f)")).isEqualTo("[1]");
  }

  @Test
  void inChildrenAndThreads(Shell shell) {
    shell.entry("c = fork(); t = thread('t')");
    assertThat(shell.line("c { int fd = dup(1); fd > 2 && fd == fd }")).isEqualTo("true");
    assertThat(shell.line("t { int fd = socket(); fd > 2 && close(fd) == 0 }")).isEqualTo("true");
  }
}
