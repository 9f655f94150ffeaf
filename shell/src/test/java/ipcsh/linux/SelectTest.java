package ipcsh.linux;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import org.junit.jupiter.api.Test;

/** What {@code select} gives, and where it differs from {@code poll}. */
@OnShell
class SelectTest {
  @Test
  void thoseThatAreReadyAreInTheirSets(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair()
        (c, d) = socketpair()
        send b, 'x'
        ready = select read: [a, b, c], write: [a], except: [b], timeout: 0
        assert ready == [read: [a], write: [a], except: []]
        assert ready.keySet() == ['read', 'write', 'except'] as Set
        assert select(read: a).read == [a] && select(read: a.number).read[0].is(a)
        assert select(read: [c], timeout: 1.ms) == [read: [], write: [], except: []]
        assert select(timeout: 0) == [read: [], write: [], except: []]
        close d
        assert select(read: [c]).read == [c] && recv(c).eof
        """);
    assertThat(shell.rendered("select read: [a], write: [c]"))
        .matches("read: \\[fd \\d+], write: \\[fd \\d+], except: \\[]");
    shell.run("assert \"${select(read: [a])}\" == \"read: [fd $a.number], write: [], except: []\"");
  }

  @Test
  void aClosedDescriptorFailsForAllOfThem(Shell shell) {
    shell.run("(a, b) = socketpair(); send b, 'x'; (r, w) = pipe(); close r; n = dup(w)");
    shell.run("assert n.number == r.number; fails(EBADF) { select read: [a, r] }");
    assertThat(shell.complaint("select read: [a], except: [250]"))
        .contains("EBADF", "descriptor 250 is not open");
  }

  @Test
  void aSetHasNoRoomForNumbersFrom1024(Shell shell) {
    shell.run("(r, w) = pipe(); write w, 'x'");
    assertThat(shell.complaint("select read: [dup2(r, 1024)]"))
        .contains("below 1024 (FD_SETSIZE), given fd 1024");
    shell.run(
        """
        assert select(read: [dup2(r, 1023)]).read*.number == [1023]
        assert poll([dup2(r, 1024)]).keySet()*.number == [1024]
        """);
  }

  @Test
  void aFileIsAlwaysReady(Shell shell) {
    shell.run(
        """
        f = open "$dir/f", O_CREAT | O_RDWR, 0600
        assert select(read: [f], write: [f]) == [read: [f], write: [f], except: []]
        """);
  }

  @Test
  void anUrgentByteIsAnExceptionalCondition(Shell shell) {
    shell.run(
        """
        l = socket AF_INET
        bind l, '127.0.0.1:0'
        listen l
        c = socket AF_INET
        connect c, getsockname(l)
        s = accept l
        send c, 'x', MSG_OOB
        assert select(except: [s], timeout: 60.s).except == [s]
        assert recv(s, 1, MSG_OOB).text == 'x'
        """);
  }

  @Test
  void aChildHasItsOwnDescriptors(Shell shell) {
    shell.run(
        """
        c = fork()
        assert c { (r, w) = pipe(); write w, 'x'; select(read: [r], timeout: 0).read == [r] }
        c.close()
        """);
  }
}
