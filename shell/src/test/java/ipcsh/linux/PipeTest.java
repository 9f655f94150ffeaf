package ipcsh.linux;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import org.junit.jupiter.api.Test;

@OnShell
class PipeTest {
  @Test
  void holdsItsSizeAndNoMore(Shell shell) {
    shell.run(
        """
        (r, w) = pipe O_NONBLOCK
        size = fcntl w, F_GETPIPE_SZ
        assert size == 65536
        sent = 0
        fails(EAGAIN) { while (true) sent += write(w, new byte[4096]) }
        assert sent == size
        """);
  }

  @Test
  void sizeIsRoundedUpToPagesOfAPowerOfTwo(Shell shell) {
    shell.run(
        """
        (r, w) = pipe()
        assert fcntl(w, F_SETPIPE_SZ, 100000) == 131072
        assert fcntl(r, F_GETPIPE_SZ) == 131072
        write w, new byte[8192]
        fails(EBUSY) { fcntl w, F_SETPIPE_SZ, 4096 }
        """);
  }

  @Test
  void readersEndClosedIsABrokenPipe(Shell shell) {
    shell.run(
        """
        (r, w) = pipe()
        close r
        fails(EPIPE) { write w, 'x' }
        """);
  }

  @Test
  void allWritersClosedIsTheEndOfTheFile(Shell shell) {
    shell.run(
        """
        (r, w) = pipe()
        w2 = dup w
        write w, 'last'
        close w
        assert read(r).text == 'last'
        p = bg { read r }
        eventually(timeout: 60.s) { p.call }
        assert !p.done
        close w2
        assert p.get(60.s).eof
        """);
  }

  @Test
  void endsAreOneWay(Shell shell) {
    shell.run(
        """
        (r, w) = pipe()
        fails(EBADF) { write r, 'x' }
        fails(EBADF) { read w }
        """);
  }

  @Test
  void boundariesAreLostUnlessItIsInPacketMode(Shell shell) {
    shell.run(
        """
        (r, w) = pipe()
        write w, 'AB'
        write w, 'CD'
        assert read(r).text == 'ABCD'
        (r2, w2) = pipe O_DIRECT
        write w2, 'AB'
        write w2, 'CD'
        assert read(r2).text == 'AB'
        assert read(r2, 1).text == 'C'
        fails(ETIMEDOUT) { read r2, timeout: 10.ms }
        """);
  }

  @Test
  void readOfNothingGivesNothing(Shell shell) {
    shell.run(
        """
        (r, w) = pipe()
        m = read r, 0
        assert m.size == 0 && !m.eof
        """);
  }

  @Test
  void bigWriteIsOneCallThatBlocksHalfWay(Shell shell) {
    shell.run(
        """
        (r, w) = pipe()
        p = bg { write w, new byte[100000] }
        eventually(timeout: 60.s) { p.call && ioctl(r, FIONREAD) == 65536 }
        got = 0
        while (got < 100000) got += read(r).size
        assert p.get(60.s) == 100000
        """);
  }

  @Test
  void interruptedWriteSaysWhatItWrote(Shell shell) {
    shell.run(
        """
        (r, w) = pipe()
        p = bg { write w, new byte[100000] }
        eventually(timeout: 60.s) { p.call && ioctl(r, FIONREAD) == 65536 }
        p.cancel()
        assert p.get(60.s) == 65536
        """);
  }

  @Test
  void fionreadReportsWhatWaits(Shell shell) {
    shell.run(
        """
        (r, w) = pipe()
        assert ioctl(r, FIONREAD) == 0
        write w, 'hello'
        assert ioctl(r, FIONREAD) == 5
        fails(ENOTTY) { ioctl r, 0x12345678 }
        """);
  }
}
