package ipcsh.command;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import org.junit.jupiter.api.Test;

/** When and where the cause of a failure is determined, and its text. */
@OnShell
class CausesTest {
  private static final String TAKEN = "s = socket(); bind s, \"$dir/s\"; ";

  @Test
  void whoHasTheNameIsNamed(Shell shell) {
    shell.run(TAKEN);
    assertThat(shell.complaint("bind socket(), \"$dir/s\""))
        .containsPattern(
            "/s is the name of an open socket, fd \\d+ of this shell: choose another path");
    shell.run("c = fork(); close s");
    assertThat(shell.complaint("bind socket(), \"$dir/s\"")).containsPattern("fd \\d+ of child ");
  }

  @Test
  void whoListensIsNamed(Shell shell) {
    shell.run("l = socket AF_INET; bind l, '127.0.0.1:0'; listen l; c = fork(); close l");
    shell.run("n = c { getsockname l }");
    assertThat(shell.complaint("bind socket(AF_INET), n"))
        .containsPattern("fd \\d+ of child ")
        .contains("is listening on 127.0.0.1:")
        .doesNotContain("unlink");
  }

  @Test
  void theDescriptorIsThatOfTheProcessThatCalled(Shell shell) {
    // 5 is another socket in the child than here, where it is connected
    shell.run("c = fork(); c { x = socket(); y = socketpair()[0]; shutdown y, SHUT_WR }");
    shell.run("a = socket(); (p, q) = socketpair(); close q");
    assertThat(shell.complaint("c { send y, 'x' }")).contains("SHUT_WR").doesNotContain("closed");
    assertThat(shell.complaint("c { send x, 'x' }")).contains("not connected: call connect first");
    assertThat(shell.complaint("send p, 'x'")).contains("the peer has closed its socket");
  }

  @Test
  void aPathIsThatOfTheProcessThatCalled(Shell shell) {
    shell.run("c = fork()");
    assertThat(shell.complaint("c { open 'none/x' }"))
        .contains("the directory none does not exist");
  }

  @Test
  void aThreadHasTheDescriptorsOfItsProcess(Shell shell) {
    shell.run("t = thread('t'); (a, b) = socketpair(); close b");
    assertThat(shell.complaint("t { send a, 'x' }")).contains("the peer has closed its socket");
    assertThat(shell.complaint("bg { send a, 'x' }.get()")).contains("has closed its socket");
  }

  @Test
  void anEmptyNameIsSaidToBeEmpty(Shell shell) {
    assertThat(shell.complaint("spawn ''")).endsWith("the name of the program is empty");
    assertThat(shell.complaint("c = fork(); c { exec '' }")).contains("the program is empty;");
    assertThat(shell.complaint("spawn ' '")).endsWith("a program ' '");
    for (String call :
        new String[] {"chdir ''", "ftok '', 1", "symlink '', 'x'", "open ''", "mkdir ''"}) {
      assertThat(shell.complaint(call)).endsWith("a path must not be empty");
    }
    assertThat(shell.complaint("spawn 'true', dir: ''")).contains("chdir(\"\") = -1 ENOENT");
  }

  @Test
  void argumentsInTheNameOfAProgramAreSeparated(Shell shell) {
    assertThat(shell.complaint("spawn 'ls -l  /tmp'"))
        .endsWith("are words of their own, 'ls', '-l', '/tmp'");
    assertThat(shell.complaint("spawn '/bin/ls -l'")).endsWith("'/bin/ls', '-l'");
    assertThat(shell.complaint("spawn '/none -l'")).endsWith("no file has the name /none -l");
    assertThat(shell.complaint("spawn 'no such program'")).endsWith("a program no such program");
  }

  @Test
  void whatCannotBeSeenAnyMoreIsSaidInGeneral(Shell shell) {
    shell.run("(a, b) = socketpair(); close b");
    assertThat(shell.complaint("try { send a, 'x' } finally { close a }"))
        .contains("the peer has closed the connection; or this end was shut down");
  }

  @Test
  void anExplanationLooksAtOnce(Shell shell) {
    shell.run("(a, b) = socketpair(); close b");
    shell.run("e = explain { fails(EPIPE) { send a, 'x' }\n close a }");
    assertThat(shell.rendered("e[0].meaning")).isEqualTo("The peer has closed its socket.");
  }

  @Test
  void anExplanationSeesAddressesAndPassedDescriptors(Shell shell) {
    shell.run(TAKEN + "(a, b) = socketpair()");
    String said =
        shell.rendered(
            """
                explain {
                  fails(EADDRINUSE) { bind socket(), "$dir/s" }
                  fails(ECONNREFUSED) { connect socket(), '@ipcsh-none' }
                  fails(EBADF) { sendmsg a, 'x', fds: [250] }
                  fails(ENOTCONN) { sendto socket(AF_UNIX, SOCK_DGRAM), 'x', null }
                  fails(EINVAL) { accept a, 3 }
                  fails(ENOENT) { open '/no/such' }
                  fails(EBADF) { dup2 a, 100000000 }
                }
                """);
    assertThat(said.replaceAll("\\s+", " "))
        .contains(
            "is the name of an open",
            "No socket is bound to the abstract name @ipcsh-none",
            "Descriptor 250, which is to be passed, is not open",
            "the sender has not bound its socket",
            "The only flags are SOCK_NONBLOCK and SOCK_CLOEXEC",
            "The directory /no does not exist",
            "The new number is not below the limit");
  }

  @Test
  void aNullAddressIsShownAsSendto(Shell shell) {
    shell.run("d = socket AF_UNIX, SOCK_DGRAM");
    assertThat(shell.complaint("sendto d, 'answer', null"))
        .contains(", \"answer\", NULL) = -1 ENOTCONN");
    shell.run("(a, b) = socketpair(); sendto a, 'x', null");
    assertThat(shell.run("recv(b).text")).isEqualTo("x");
  }

  @Test
  void whatWasInjectedHasNoCause(Shell shell) {
    shell.run("(a, b) = socketpair(); close b; inject 'send', EPIPE");
    assertThat(shell.complaint("send a, 'x'"))
        .contains("injected: the call did not reach the kernel");
  }

  @Test
  void namesOfOthersAreEscaped(Shell shell) {
    shell.run("s = socket(); bind s, '@\\u001b[2J'");
    assertThat(shell.complaint("bind socket(), '@\\u001b[2J'"))
        .contains("is bound by fd ")
        .doesNotContain("\u001b");
  }

  @Test
  void anExampleIsOfTheSocketsFamily(Shell shell) {
    assertThat(shell.complaint("connect socket(AF_INET), 'example.com:80'"))
        .contains("'127.0.0.1:8080'")
        .doesNotContain("@ipcsh-example");
  }

  @Test
  void errnoListsTheCausesByLikelihood(Shell shell) {
    assertThat(shell.rendered("errno EADDRINUSE, 'bind'"))
        .contains("AF_UNIX: the name is in use", "TIME_WAIT");
    assertThat(shell.rendered("errno EPIPE, 'send'")).contains("SHUT_WR").contains("closed");
    assertThat(shell.rendered("errno 'send'")).doesNotContain("{");
  }

  @Test
  void holdersOfNames(Shell shell) {
    shell.run("l = socket(); bind l, \"$dir/l\"; listen l; f = open \"$dir/f\", O_CREAT | O_RDWR");
    assertThat(shell.rendered("holders \"$dir/l\""))
        .containsPattern("^fd \\d+ of this shell  unix stream  listening");
    assertThat(shell.rendered("flock f, LOCK_EX; holders \"$dir/f\""))
        .containsPattern("^fd \\d+ of this shell\n")
        .contains("this shell  lock flock WRITE");
  }

  @Test
  void holdersOfDescriptors(Shell shell) {
    shell.run("(r, w) = pipe(); c = fork()");
    String numbers = shell.rendered("[r.number, w.number]");
    assertThat(shell.rendered("holders(w).findAll { it.pid == c.pid }.number")).isEqualTo(numbers);
    assertThat(shell.rendered("c { close r; close w }; holders(r).number")).isEqualTo(numbers);
    assertThat(shell.complaint("holders 250")).contains("EBADF");
    assertThat(shell.complaint("holders 1.5")).contains("expected a name");
    assertThat(shell.rendered("holders '@ipcsh-none'")).contains("no visible process");
  }

  @Test
  void holdersOfPorts(Shell shell) {
    shell.run("l = socket AF_INET; bind l, '127.0.0.1:0'; listen l; n = getsockname(l)");
    assertThat(shell.rendered("holders n"))
        .containsPattern("fd \\d+ of this shell  inet stream  listening");
    assertThat(shell.rendered("holders(':' + n.split(':')[1]).number == [l.number]"))
        .isEqualTo("true");
  }
}
