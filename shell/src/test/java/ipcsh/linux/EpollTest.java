package ipcsh.linux;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import org.junit.jupiter.api.Test;

/** What an epoll instance watches, when it reports, and what comes back. */
@OnShell
class EpollTest {
  @Test
  void dataComesBackAsItWasGiven(Shell shell) {
    shell.run(
        """
        (r, w) = pipe()
        ep = epoll_create1()
        for (data in [r, w, 0, 7, -1, 1L << 40, Long.MIN_VALUE]) {
            def x = dup r
            assert epoll_ctl(ep, EPOLL_CTL_ADD, x, EPOLLIN, data) == 0
            write w, 'x'
            def got = epoll_wait(ep, timeout: 0)
            assert got == [[data: data, events: EPOLLIN]] && got[0].data.is(data) | !(data in Fd)
            assert got[0].data.class == data.class
            read r
            epoll_ctl ep, EPOLL_CTL_DEL, x
            close x
        }
        epoll_ctl ep, EPOLL_CTL_ADD, r
        write w, 'x'
        assert epoll_wait(ep)[0].data.is(r)
        // by a number, by a duplicate, in a child
        assert epoll_wait(ep.number)[0].data.is(r)
        again = dup ep
        assert again.epoll_wait()[0].data.is(r)
        c = fork()
        assert c { epoll_wait(ep)[0].data } == r
        c.close()
        """);
    assertThat(shell.complaint("epoll_ctl ep, EPOLL_CTL_MOD, r, EPOLLIN, 'name'"))
        .contains("expected a descriptor or a whole number");
  }

  @Test
  void eventsPrintByName(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair()
        ep = epoll_create1 EPOLL_CLOEXEC
        ep.epoll_ctl EPOLL_CTL_ADD, a, EPOLLIN | EPOLLRDHUP
        """);
    assertThat(shell.rendered("epoll_wait ep, timeout: 0")).isEqualTo("[]");
    shell.run("close b; n = a.number");
    assertThat(shell.rendered("epoll_wait ep")).matches("fd \\d+: EPOLLIN\\|EPOLLHUP\\|EPOLLRDHUP");
    assertThat(shell.rendered("epoll_wait(ep)[0]"))
        .matches("fd \\d+: EPOLLIN\\|EPOLLHUP\\|EPOLLRDHUP");
    shell.run(
        """
        assert "${epoll_wait(ep)}" == "fd $n: EPOLLIN|EPOLLHUP|EPOLLRDHUP"
        assert 'now ' + epoll_wait(ep) == "now fd $n: EPOLLIN|EPOLLHUP|EPOLLRDHUP"
        epoll_ctl ep, EPOLL_CTL_MOD, a, EPOLLRDHUP, 4711
        assert "${epoll_wait(ep)[0]}" == '4711: EPOLLHUP|EPOLLRDHUP'
        """);
  }

  @Test
  void levelReportsWhatIsReadyEdgeWhatChanges(Shell shell) {
    shell.run(
        """
        (r, w) = pipe()
        level = epoll_create1()
        edge = epoll_create1()
        epoll_ctl level, EPOLL_CTL_ADD, r
        epoll_ctl edge, EPOLL_CTL_ADD, r, EPOLLIN | EPOLLET
        write w, 'abc'
        assert epoll_wait(level, timeout: 0).size() == 1 && epoll_wait(edge, timeout: 0).size() == 1
        read r, 1
        assert epoll_wait(level, timeout: 0).size() == 1 && epoll_wait(edge, timeout: 0).empty
        write w, 'd'
        assert epoll_wait(level, timeout: 0).size() == 1 && epoll_wait(edge, timeout: 0).size() == 1
        assert epoll_wait(edge, timeout: 0).empty
        """);
  }

  @Test
  void oneShotReportsOnceUntilItIsModified(Shell shell) {
    shell.run(
        """
        (r, w) = pipe()
        ep = epoll_create1()
        epoll_ctl ep, EPOLL_CTL_ADD, r, EPOLLIN | EPOLLONESHOT
        write w, 'x'
        assert epoll_wait(ep).size() == 1 && epoll_wait(ep, timeout: 0).empty
        fails(EEXIST) { epoll_ctl ep, EPOLL_CTL_ADD, r }
        epoll_ctl ep, EPOLL_CTL_MOD, r, EPOLLIN | EPOLLONESHOT
        assert epoll_wait(ep).size() == 1 && epoll_wait(ep, timeout: 0).empty
        """);
  }

  @Test
  void mostAtOnceAreReportedInTurn(Shell shell) {
    shell.run(
        """
        ep = epoll_create1()
        all = (1..5).collect { def (r, w) = pipe(); write w, 'x'; epoll_ctl ep, EPOLL_CTL_ADD, r; r }
        assert epoll_wait(ep).size() == 5
        seen = [] as Set
        5.times { seen += epoll_wait(ep, 2)*.data }
        assert seen == all as Set
        fails(EINVAL) { epoll_wait ep, 0 }
        """);
  }

  @Test
  void aClosedNumberWhoseDescriptionLivesGoesOnReporting(Shell shell) {
    shell.run(
        """
        (r, w) = pipe()
        ep = epoll_create1()
        epoll_ctl ep, EPOLL_CTL_ADD, r
        other = dup r
        close r
        write w, 'x'
        gone = epoll_wait(ep, timeout: 0)
        assert gone.size() == 1 && gone[0].data.is(r)
        fails(EBADF) { epoll_ctl ep, EPOLL_CTL_DEL, r }
        """);
    assertThat(shell.rendered("inspect ep"))
        .contains("closed here, and open as fd " + shell.run("other.number"));
    shell.run(
        """
        // the number is another one's, which the instance does not watch
        f = dup w
        assert f.number == r.number
        fails(ENOENT) { epoll_ctl ep, EPOLL_CTL_DEL, f }
        assert epoll_wait(ep, timeout: 0).size() == 1
        close other
        assert epoll_wait(ep, timeout: 0).empty
        """);
  }

  @Test
  void whatCannotBeWatched(Shell shell) {
    shell.run(
        """
        ep = epoll_create1()
        fails(EPERM) { epoll_ctl ep, EPOLL_CTL_ADD, open("$dir/f", O_CREAT | O_RDWR, 0600) }
        fails(EPERM) { epoll_ctl ep, EPOLL_CTL_ADD, open(dir) }
        fails(EINVAL) { epoll_ctl ep, EPOLL_CTL_ADD, ep }
        (r, w) = pipe()
        fails(EINVAL) { epoll_ctl r, EPOLL_CTL_ADD, w }
        fails(ENOENT) { epoll_ctl ep, EPOLL_CTL_MOD, r }
        fails(EBADF) { epoll_ctl ep, EPOLL_CTL_ADD, 250 }
        """);
    assertThat(shell.complaint("epoll_ctl ep, EPOLL_CTL_ADD, open(dir)")).contains("a directory");
  }

  @Test
  void theSixthLevelIsRefused(Shell shell) {
    shell.run(
        """
        (r, w) = pipe()
        levels = (1..6).collect { epoll_create1() }
        epoll_ctl levels[0], EPOLL_CTL_ADD, r
        for (i in 1..4) assert epoll_ctl(levels[i], EPOLL_CTL_ADD, levels[i - 1]) == 0
        fails(ELOOP) { epoll_ctl levels[5], EPOLL_CTL_ADD, levels[4] }
        write w, 'x'
        assert epoll_wait(levels[4])[0].data == levels[3]
        fails(ELOOP) { epoll_ctl levels[0], EPOLL_CTL_ADD, levels[4] }
        """);
  }

  @Test
  void anInstanceCanBePolledAndCannotBeMapped(Shell shell) {
    shell.run(
        """
        (r, w) = pipe()
        ep = epoll_create1()
        epoll_ctl ep, EPOLL_CTL_ADD, r
        assert !poll([ep], timeout: 0)
        write w, 'x'
        assert poll([ep])[ep] == POLLIN && select(read: [ep]).read == [ep]
        fails(ENODEV) { mmap ep, 4096 }
        """);
  }

  @Test
  void aChildHasItsOwnNumbersAndTheInstanceThatItInherits(Shell shell) {
    shell.run(
        """
        (r, w) = pipe()
        ep = epoll_create1()
        c = fork()
        c { own = epoll_create1(); (x, y) = pipe(); epoll_ctl own, EPOLL_CTL_ADD, x; write y, 'x' }
        assert c { def e = epoll_wait(own); e[0].data == x && e.toString() == "fd $x.number: EPOLLIN" }
        // the instance is one for both
        c { epoll_ctl ep, EPOLL_CTL_ADD, r }
        write w, 'x'
        assert epoll_wait(ep)[0].data == r
        c.close()
        """);
  }

  @Test
  void aWaitIsEndedByAnEventOfAnotherThread(Shell shell) {
    shell.run(
        """
        (r, w) = pipe()
        ep = epoll_create1()
        epoll_ctl ep, EPOLL_CTL_ADD, r
        t = thread('t')
        p = t.start { epoll_wait(ep)[0].data == r }
        eventually(timeout: 60.s) { p.call?.startsWith('epoll_wait(') }
        write w, 'x'
        assert p.get(60.s)
        """);
  }
}
