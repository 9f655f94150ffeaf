package ipcsh.language;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code trace on}: calls in the format of strace. */
@OnShell
class TraceTest {
  private static List<String> traced(Shell shell, String code) {
    shell.run("trace on\ntry {\n" + code + "\n} finally { trace off }");
    return shell.reported().stream()
        .map(line -> line.replaceAll("\\(\\d+(?=[ ,)])", "(N"))
        .toList();
  }

  @Test
  void workingDirectory(Shell shell) {
    assertThat(traced(shell, "here = getcwd(); chdir '/'; getcwd(); chdir here"))
        .contains("chdir(\"/\") = 0", "getcwd(\"/\", 4096) = 2");
  }

  @Test
  void sockets(Shell shell) {
    assertThat(
            traced(
                shell,
                """
                s = socket AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC
                bind s, '@ipcsh-trace'
                sendto s, 'hello', MSG_DONTWAIT, '@ipcsh-trace'
                recvfrom s, 100
                close s
                """))
        .map(line -> line.replaceAll("= \\d{2,}$", "= N"))
        .containsExactly(
            "socket(AF_UNIX, SOCK_DGRAM|SOCK_CLOEXEC, 0) = N",
            "bind(N s, {sa_family=AF_UNIX, sun_path=@\"ipcsh-trace\"}, 14) = 0",
            "sendto(N s, \"hello\", 5, MSG_DONTWAIT, {sa_family=AF_UNIX, sun_path=@\"ipcsh-trace\"}, 14) = 5",
            "recvfrom(N s, \"hello\", 100, MSG_TRUNC, {sa_family=AF_UNIX, sun_path=@\"ipcsh-trace\"}, [128 => 14]) = 5",
            "close(N s) = 0");
  }

  @Test
  void failures(Shell shell) {
    assertThat(traced(shell, "fails(ENOENT) { open '/no/such', O_CREAT | O_RDWR, 0640 }"))
        .containsExactly(
            "openat(AT_FDCWD, \"/no/such\", O_RDWR|O_CREAT, 0640) = -1 ENOENT (No such file or"
                + " directory)");
  }

  @Test
  void nothingIsTracedAfterwards(Shell shell) {
    traced(shell, "getpid()");
    int lines = shell.reported().size();
    shell.run("socketpair()");
    assertThat(lines).isEqualTo(1);
    assertThat(shell.reported()).hasSize(1);
  }

  @Test
  void backgroundSaysWhoCalls(Shell shell) {
    assertThat(traced(shell, "bg { getpid() }.get()"))
        .allMatch(l -> l.matches("\\[pid \\d+<bg 1>] getpid\\(\\) = \\d+"));
  }
}
