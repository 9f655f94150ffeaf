package ipcsh.linux;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import org.junit.jupiter.api.Test;

@OnShell
class FifoTest {
  @Test
  void openingForReadingWaitsForAWriter(Shell shell) {
    shell.run(
        """
        mkfifo "$dir/f"
        p = bg { open "$dir/f" }
        eventually(timeout: 60.s) { p.call }
        assert !p.done && p.call.startsWith('open')
        w = open "$dir/f", O_WRONLY
        r = p.get 60.s
        write w, 'x'
        assert read(r).text == 'x'
        """);
  }

  @Test
  void openingForWritingWaitsForAReader(Shell shell) {
    shell.run(
        """
        mkfifo "$dir/f"
        p = bg { open "$dir/f", O_WRONLY }
        eventually(timeout: 60.s) { p.call }
        r = open "$dir/f"
        w = p.get 60.s
        close w
        assert read(r).eof
        """);
  }

  @Test
  void openingCanTimeOutAndBeCancelled(Shell shell) {
    shell.run(
        """
        mkfifo "$dir/f"
        fails(ETIMEDOUT) { open "$dir/f", timeout: 20.ms }
        p = bg { open "$dir/f" }
        eventually(timeout: 60.s) { p.call }
        p.cancel()
        fails(EINTR) { p.get 60.s }
        """);
  }

  @Test
  void nonBlockingWriterWithoutReaderIsNoDevice(Shell shell) {
    shell.run(
        """
        mkfifo "$dir/f"
        fails(ENXIO) { open "$dir/f", O_WRONLY | O_NONBLOCK }
        r = open "$dir/f", O_RDONLY | O_NONBLOCK
        assert open("$dir/f", O_WRONLY | O_NONBLOCK).open
        assert fcntl(r, F_GETFL) & O_NONBLOCK
        """);
  }

  @Test
  void nonBlockingReaderWithoutWriterIsAtItsEnd(Shell shell) {
    shell.run(
        """
        mkfifo "$dir/f"
        r = open "$dir/f", O_RDONLY | O_NONBLOCK
        assert read(r).eof
        w = open "$dir/f", O_WRONLY
        fails(EAGAIN) { read r }
        """);
  }

  @Test
  void bothWaysNeverBlocks(Shell shell) {
    shell.run(
        """
        mkfifo "$dir/f"
        f = open "$dir/f", O_RDWR
        write f, 'to myself'
        assert read(f).text == 'to myself'
        """);
  }

  @Test
  void nameAndModeAreThoseOfAFile(Shell shell) {
    shell.run(
        """
        mkfifo "$dir/f", 0600
        fails(EEXIST) { mkfifo "$dir/f" }
        fails(ENOENT) { mkfifo "$dir/no/f" }
        fails(ENOTSOCK) { sendto open("$dir/f", O_RDWR), 'x', "$dir/f" }
        fails(ECONNREFUSED) { connect socket(), "$dir/f" }
        assert unlink("$dir/f") == 0
        fails(ENOENT) { unlink "$dir/f" }
        """);
  }
}
