package ipcsh.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ipcsh.handle.UsageException;
import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Transfers between a descriptor and a region: read, write, recv and send without a copy. */
@OnShell
class InPlaceTest {
  @Test
  void bytesGoFromTheRegionAndIntoIt(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair AF_UNIX, SOCK_DGRAM
        m = mmap 4096
        poke m, 16, 'ABCDE'
        assert send(a, m, 16, 5) == 5
        assert b.recv(m, 100, 64, MSG_DONTWAIT) == 5
        assert peek(m, 100, 6).bytes == 'ABCDE\\0'.bytes
        send a, '0123456789'
        assert recv(b, m, 0, 4, MSG_TRUNC) == 10
        assert peek(m, 0, 5).bytes == '0123\\0'.bytes
        (r, w) = pipe()
        assert write(w, m, 0, 4) == 4
        assert read(r, m, 4094, 2) == 2
        assert peek(m, 4094, 2).text == '01'
        close w
        assert read(r, m, 0, 10) == 2 && read(r, m, 0, 10) == 0
        s = socket AF_UNIX, SOCK_DGRAM
        bind s
        c = socket AF_UNIX, SOCK_DGRAM
        assert sendto(c, m, 100, 3, getsockname(s)) == 3
        assert recv(s).text == 'ABC'
        """);
  }

  @Test
  void rangeOutsideTheRegionIsRefusedAndNothingIsRead(Shell shell) {
    shell.run("(r, w) = pipe(); m = mmap 4096; write w, 'abc'");
    assertThatThrownBy(() -> shell.run("read r, m, 4090, 7"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("inside the region of 4096 bytes, given 7 bytes at 4090");
    assertThatThrownBy(() -> shell.run("read r, m, 0, -1"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("expected a size of 0 or more, given -1");
    assertThatThrownBy(() -> shell.run("munmap m; read r, m, 0, 1"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("expected a mapped region");
    shell.run("assert read(r).text == 'abc'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "recv b, m, 1    | expected recv(fd, region, offset, n, flags = 0, timeout:), given",
        "recv b, 'x', 1, 2 | or recv(fd, region, offset, n, flags = 0, timeout:), given",
        "read b, m, 0, 1, 2 | expected read(fd, region, offset, n, timeout:), given",
      })
  void wrongArgumentsAreAnsweredWithTheFormThatIsMeant(String line, String said, Shell shell) {
    shell.run("(a, b) = socketpair(); m = mmap 4096");
    assertThatThrownBy(() -> shell.run(line))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(said);
  }

  @Test
  void faultIsAnErrorAndTheShellGoesOn(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair AF_UNIX, SOCK_DGRAM
        m = mmap 4096
        mprotect m, PROT_READ
        send a, 'x'
        e = fails(EFAULT) { recv b, m, 0, 64 }
        assert e.call == "recv($b.number, region of 4096 bytes, 0, 64)"
        f = memfd_create 'empty'
        n = mmap f, 4096
        e = fails(EFAULT) { send a, n, 8, 16 }
        assert e.call == "send($a.number, region of 4096 bytes, 8, 16)"
        """);
  }

  @Test
  void regionIsNotUnmappedWhileACallWaitsToFillIt(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair AF_UNIX, SOCK_DGRAM
        m = mmap 4096
        p = bg { recv b, m, 0, 64 }
        eventually(timeout: 60.s) { p.call }
        try { munmap m; assert false } catch (e) { assert e.message.contains('a thread is waiting') }
        send a, 'abc'
        assert p.get() == 3 && peek(m, 0, 3).text == 'abc'
        fails(ETIMEDOUT) { recv b, m, 0, 64, timeout: 10.ms }
        munmap m
        """);
  }

  @Test
  void forkedChildHasItsOwnMemory(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair AF_UNIX, SOCK_DGRAM
        mine = mmap 4096, flags: MAP_PRIVATE | MAP_ANONYMOUS
        c = fork()
        send a, 'for the child'
        assert c { recv b, mine, 0, 64 } == 13
        assert c { peek(mine, 8, 5).text } == 'child'
        assert peek(mine, 8, 5).bytes == new byte[5]
        """);
  }

  @Test
  void shortTransferCanBeInjected(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair()
        m = mmap 4096
        send a, 'ABCDE'
        inject 'recv', bytes: 2
        assert recv(b, m, 0, 64) == 2
        assert recv(b, m, 2, 64) == 3
        assert peek(m, 0, 5).text == 'ABCDE'
        inject 'write', EINTR
        fails(EINTR) { write a, m, 0, 5 }
        """);
  }

  @Test
  void traceShowsWhatIsInTheRegionOfTheProcessThatCalls(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair AF_UNIX, SOCK_DGRAM
        mine = mmap 4096, flags: MAP_PRIVATE | MAP_ANONYMOUS
        c = fork()
        poke mine, 0, 'parent'
        c { poke mine, 0, 'child!' }
        trace on
        send a, mine, 0, 6
        c { send a, mine, 0, 6 }
        trace off
        """);
    assertThat(shell.reported())
        .anyMatch(line -> line.matches("sendto\\(\\d+ a, \"parent\", 6, 0, NULL, 0\\) = 6"))
        .anyMatch(
            line ->
                line.matches("\\[pid \\d+\\] sendto\\(\\d+ a, \"child!\", 6, 0, NULL, 0\\) = 6"));
  }
}
