package ipcsh.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ipcsh.kit.ControlC;
import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import ipcsh.kit.Tools;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.SysException;
import ipcsh.view.ExplainedCall;
import ipcsh.view.Explanation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code explain { ... }}: each line with its calls, their C, and their results. Without a
 * translator of whole lines.
 */
@OnShell
class ExplainTest {
  private static Explanation explained(Shell shell, String code) {
    return (Explanation) shell.run("explain {\n" + code + "\n}");
  }

  @Test
  void aLineHasItsCallWithItsCAndItsResult(Shell shell) {
    Explanation e = explained(shell, "(a, b) = socketpair()\nsend a, 'hello'");
    ExplainedCall send = e.get(1);
    assertThat(send.getLine()).isEqualTo("send a, 'hello'");
    assertThat(send.getC()).matches("send\\(\\d+, \"hello\", 5, 0\\);");
    assertThat(send.getCall()).matches("sendto\\(\\d+, \"hello\", 5, 0, NULL, 0\\)");
    assertThat(send.getResult()).isEqualTo("5");
    assertThat(send.getMan()).isEqualTo("send(2)");
    assertThat(send.getErrno()).isNull();
  }

  @Test
  void aCallHasTheArgumentsOfItsFunction(Shell shell) {
    shell.run("(a, b) = socketpair(); send a, 'hi'");
    assertThat(explained(shell, "println recv(b)").get(0).getC())
        .matches("recv\\(\\d+, buf, 65536, \\w+\\);");
  }

  @Test
  void aFailureHasItsMeaningForThisCall(Shell shell) {
    Explanation e =
        explained(
            shell,
            """
            (a, b) = socketpair()
            fails(EAGAIN) { recv a, 1, MSG_DONTWAIT }
            fails(EAGAIN) { while (true) send a, 'x' * 4096, MSG_DONTWAIT }
            """);
    List<ExplainedCall> failed = e.stream().filter(row -> row.getErrno() == Errno.EAGAIN).toList();
    assertThat(failed).hasSize(2);
    assertThat(failed.get(0).getMeaning()).startsWith("Nothing has arrived");
    assertThat(failed.get(1).getMeaning())
        .contains("the send buffer is full, and MSG_DONTWAIT is set");
    assertThat(failed.get(0).getResult()).isEqualTo("-1");
  }

  @Test
  void whatEndsTheBlockIsShownAndGoesOn(Shell shell) {
    Throwable error = shell.failure("explain {\nx = 1\nopen '/no/such/file'\ngetpid()\n}");
    assertThat(error).isInstanceOf(SysException.class);
    assertThat(String.join("\n", shell.narrated()))
        .contains("open '/no/such/file'")
        .contains("= -1 ENOENT (2): No such file or directory")
        .contains("The directory /no does not exist")
        .contains("see open(2)")
        .doesNotContain("getpid() =");
    shell.run("trace on; getpid(); trace off");
    assertThat(shell.narrated().stream().filter(l -> l.contains("getpid()"))).hasSize(1);
  }

  @Test
  void callsOfALoopAreOneWithACount(Shell shell) {
    Explanation e = explained(shell, "for (i in 1..5) {\n  getpid()\n}");
    assertThat(e.stream().filter(row -> row.getCall() != null).toList())
        .singleElement()
        .matches(row -> row.getCount() == 5);
    assertThat(e.toString()).contains("(5 times)");
  }

  @Test
  void whoCalledIsSaid(Shell shell) {
    Explanation e =
        explained(
            shell,
            """
            t = thread('t1')
            t { getuid() }
            c = fork()
            c { getgid() }
            p = bg { geteuid() }
            p.get()
            """);
    assertThat(row(e, "t { getuid() }").getWho()).isEqualTo("t1");
    assertThat(row(e, "c { getgid() }").getWho()).startsWith("child ");
    assertThat(row(e, "p = bg { geteuid() }").getWho()).startsWith("bg ");
    assertThat(e.stream().filter(each -> each.getLine().startsWith("p.get")))
        .allMatch(each -> each.getCall() == null);
  }

  private static ExplainedCall row(Explanation e, String line) {
    return e.stream().filter(each -> each.getLine().equals(line)).findFirst().orElseThrow();
  }

  @Test
  void othersCallsAreNobodysBusiness(Shell shell) {
    shell.run(
        """
        go = new java.util.concurrent.atomic.AtomicBoolean(true)
        t = thread('busy')
        p = t.start { while (go.get()) getppid() }
        """);
    Explanation e =
        explained(shell, "getpid()\neventually(timeout: 60.s) { true }\ngo.set(false)\np.get()");
    assertThat(e.stream().map(ExplainedCall::getCall).filter(c -> c != null))
        .containsExactly("getpid()");
  }

  @Test
  void traceAndInjectWorkBesideIt(Shell shell) {
    shell.run("trace on");
    Explanation e =
        explained(shell, "(r, w) = pipe()\ninject 'write', EINTR\nfails(EINTR) { write w, 'x' }");
    shell.run("trace off");
    assertThat(shell.reported()).anyMatch(line -> line.endsWith("(INJECTED)"));
    assertThat(row(e, "fails(EINTR) { write w, 'x' }").getErrno()).isEqualTo(Errno.EINTR);
  }

  @Test
  void controlCShowsWhatThereIsSoFar(Shell shell) {
    shell.run("(a, b) = socketpair()");
    assertThatThrownBy(() -> ControlC.during(shell, "explain {\ngetpid()\nrecv a, 10\n}"))
        .isInstanceOf(SysException.class);
    assertThat(String.join("\n", shell.narrated())).contains("EINTR (4)", "getpid() = ");
  }

  @Test
  void whatHasNotReturnedIsSaid(Shell shell) {
    Explanation e =
        explained(
            shell,
            """
            (a, b) = socketpair()
            p = bg { recv a, 10 }
            eventually(timeout: 60.s) { p.toString().contains('recv') }
            """);
    shell.run("send b, 'x'; p.get()");
    assertThat(row(e, "p = bg { recv a, 10 }").getResult()).isNull();
    assertThat(e.toString()).contains("it has not returned yet");
  }

  @Test
  void theTextFitsInEightyColumns(Shell shell) {
    Explanation e =
        explained(
            shell,
            """
            s = socket AF_UNIX, SOCK_DGRAM
            bind s, "$dir/s"
            sendto s, 'x' * 30, "$dir/s"
            fails(ENOENT) { sendto s, 'x', "$dir/none" }
            recvmsg s, 10
            setsockopt s, SOL_SOCKET, SO_LINGER, [onoff: 1, linger: 5]
            poll([s], POLLOUT, timeout: 0)
            fails(EAGAIN) { recv s, 10, MSG_DONTWAIT }
            """);
    assertThat(e.toString().lines()).allMatch(line -> line.length() <= 80);
    assertThat(e.text(80, true).replaceAll("\u001b\\[[0-9;]*m", "")).isEqualTo(e.toString());
  }

  @Test
  void theCOfCallsIsC(Shell shell, @TempDir Path directory) throws IOException {
    Explanation e =
        explained(
            shell,
            """
            def s = socket AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC
            def n = '@ipcsh-explain'
            bind s, n
            sendto s, 'x"\\0001', n
            recvfrom s, 10
            def (a, b) = socketpair()
            def (r, w) = pipe(O_NONBLOCK)
            def f = open '/tmp', O_RDONLY | O_DIRECTORY
            fails(EINVAL) { ftruncate f, 4 }
            fcntl w, F_SETFL, O_NONBLOCK
            poll([r, w], POLLIN | POLLOUT, timeout: 0)
            setsockopt a, SOL_SOCKET, SO_LINGER, [onoff: 1, linger: 5]
            setsockopt a, SOL_SOCKET, SO_PASSCRED, 1
            getsockopt a, SOL_SOCKET, SO_TYPE
            def u = socket AF_INET, SOCK_DGRAM
            bind u, '127.0.0.1:0'
            sleep 1.ms
            def m = mmap 4096
            futex m, 0, FUTEX_WAKE, 1
            fails(ECHILD) { waitpid 1 }
            dup2 r, 7777
            """);
    StringBuilder program = new StringBuilder(HEAD);
    e.stream()
        .filter(row -> row.getC() != null)
        .forEach(row -> program.append("  { ").append(row.getC()).append(" }\n"));
    Path source = directory.resolve("calls.c");
    Files.writeString(source, program + "  return 0;\n}\n");
    assertThat(e.stream().filter(row -> row.getC() != null).count()).isGreaterThan(18);
    Tools.compile(directory, source, "calls");
  }

  private static final String HEAD =
      """
      #define _GNU_SOURCE
      #include <arpa/inet.h>
      #include <fcntl.h>
      #include <linux/futex.h>
      #include <netinet/in.h>
      #include <poll.h>
      #include <sys/mman.h>
      #include <sys/socket.h>
      #include <sys/syscall.h>
      #include <sys/un.h>
      #include <sys/wait.h>
      #include <time.h>
      #include <unistd.h>
      #pragma GCC diagnostic ignored "-Wunused-result"
      #pragma GCC diagnostic ignored "-Wunused-variable"
      #pragma GCC diagnostic ignored "-Wstringop-overflow"
      int main(void) {
        char buf[70000];
        int fds[2], value, status;
        socklen_t len = 4, addrlen = sizeof(struct sockaddr_storage);
        struct sockaddr_storage addr;
      """;
}
