package ipcsh.linux;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import org.junit.jupiter.api.Test;

/** The result of {@code poll}: a map that prints the events of each descriptor by name. */
@OnShell
class PollTest {
  @Test
  void eventsPrintByName(Shell shell) {
    shell.run("(a, b) = socketpair(); send b, 'x'");
    assertThat(shell.rendered("poll([a], POLLIN | POLLOUT)")).matches("fd \\d+: POLLIN\\|POLLOUT");
    shell.run("close b");
    assertThat(shell.rendered("poll([a], POLLIN | POLLRDHUP)"))
        .matches("fd \\d+: POLLIN\\|POLLHUP\\|POLLRDHUP");
    assertThat(shell.rendered("recv a; close a; poll([a])")).matches("fd \\d+: POLLNVAL");
    assertThat(shell.rendered("(r, w) = pipe(); poll([r], POLLIN, timeout: 0)")).isEqualTo("[:]");
    assertThat(shell.run("poll([w], POLLOUT).toString()").toString()).matches("fd \\d+: POLLOUT");
  }

  @Test
  void eventsPrintByNameInsideOfTextsToo(Shell shell) {
    shell.run(
        """
        (r, w) = pipe()
        named = "fd $w.number: POLLOUT"
        assert "${poll([w], POLLOUT)}" == named
        ready = poll([w], POLLOUT)
        assert "$ready" == named && "${ready} now".toString() == named + ' now'
        assert '' + ready == named && 'ready: ' + ready == 'ready: ' + named
        assert "${ready[w]} ${[1, 2]} ${[a: 1]} ${null}" == '4 [1, 2] [a:1] null'
        """);
    shell.run("println poll([w], POLLOUT); print poll([w], POLLOUT)");
  }

  @Test
  void loopHasTheDescriptors(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair()
        (c, d) = socketpair()
        send b, 'one'
        send d, 'two'
        got = []
        ready = poll([a, b, c])
        for (fd in ready) got << recv(fd).text
        assert got == ['one', 'two']
        assert ready.keySet() == [a, c] as Set && ready.size() == 2
        assert ready[a] == POLLIN && ready[a.number] == POLLIN && ready[b] == null
        assert ready.collect { fd, events -> fd } == [a, c]
        assert ready == [(a): POLLIN, (c): POLLIN]
        assert !poll([a, c], timeout: 0)
        """);
  }
}
