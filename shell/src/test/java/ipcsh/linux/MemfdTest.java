package ipcsh.linux;

import ipcsh.kit.OnShell;
import ipcsh.kit.Outcome;
import ipcsh.kit.Running;
import ipcsh.kit.Shell;
import ipcsh.kit.Tools;
import ipcsh.kit.Wait;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** Files in memory and their seals ({@code memfd_create(2)}). */
@OnShell
class MemfdTest {
  @Test
  void isAFileWithoutAName(Shell shell) {
    shell.run(
        """
        f = memfd_create 'mine'
        g = memfd_create 'mine'
        write f, 'abc'
        assert pread(f, 10, 0).text == 'abc' && pread(g, 10, 0).eof
        assert f.toString().contains('  memfd mine  O_RDWR  at 3')
        assert fcntl(f, F_GETFD) == 0
        assert fcntl(memfd_create('c', MFD_CLOEXEC), F_GETFD) == FD_CLOEXEC
        memfd_create 'x' * 249
        fails(EINVAL) { memfd_create 'x' * 250 }
        fails(EINVAL) { memfd_create 'x', 0x1000 }
        memfd_create ''
        memfd_create 'a/b'
        """);
  }

  @Test
  void withoutTheFlagItCannotBeSealed(Shell shell) {
    shell.run(
        """
        f = memfd_create 'x'
        assert fcntl(f, F_GET_SEALS) == F_SEAL_SEAL
        fails(EPERM) { fcntl f, F_ADD_SEALS, F_SEAL_SHRINK }
        g = open "$dir/file", O_CREAT | O_RDWR, 0600
        p = pipe()[0]
        fails(EINVAL) { fcntl p, F_GET_SEALS }
        """);
  }

  @Test
  void sealOfShrinking(Shell shell) {
    shell.run(
        """
        f = memfd_create 'x', MFD_ALLOW_SEALING
        ftruncate f, 8192
        assert fcntl(f, F_ADD_SEALS, F_SEAL_SHRINK) == 0
        assert fcntl(f, F_GET_SEALS) == F_SEAL_SHRINK
        fails(EPERM) { ftruncate f, 4096 }
        assert ftruncate(f, 16384) == 0
        assert write(f, 'x') == 1
        """);
  }

  @Test
  void sealOfGrowing(Shell shell) {
    shell.run(
        """
        f = memfd_create 'x', MFD_ALLOW_SEALING
        ftruncate f, 4096
        fcntl f, F_ADD_SEALS, F_SEAL_GROW
        fails(EPERM) { ftruncate f, 8192 }
        fails(EPERM) { pwrite f, 'x', 4096 }
        assert pwrite(f, 'x', 4095) == 1
        assert ftruncate(f, 10) == 0
        """);
  }

  @Test
  void sealOfWriting(Shell shell) {
    shell.run(
        """
        f = memfd_create 'x', MFD_ALLOW_SEALING
        ftruncate f, 4096
        r = mmap f, 4096
        fails(EBUSY) { fcntl f, F_ADD_SEALS, F_SEAL_WRITE }
        r.putInt 0, 7
        munmap r
        fcntl f, F_ADD_SEALS, F_SEAL_WRITE
        fails(EPERM) { write f, 'x' }
        fails(EPERM) { mmap f, 4096 }
        s = mmap 4096, fd: f, prot: PROT_READ
        assert s.getInt(0) == 7
        fails(EACCES) { mprotect s, PROT_READ | PROT_WRITE }
        p = mmap 4096, fd: f, flags: MAP_PRIVATE
        p.putInt 0, 8
        assert s.getInt(0) == 7
        """);
  }

  @Test
  void sealOfWritingInFuture(Shell shell) {
    shell.run(
        """
        f = memfd_create 'x', MFD_ALLOW_SEALING
        ftruncate f, 4096
        r = mmap f, 4096
        fcntl f, F_ADD_SEALS, F_SEAL_FUTURE_WRITE
        r.putInt 0, 7
        fails(EPERM) { write f, 'x' }
        fails(EPERM) { mmap f, 4096 }
        assert pread(f, 1, 0).bytes == [7] as byte[]
        """);
  }

  @Test
  void sealOfSealing(Shell shell) {
    shell.run(
        """
        f = memfd_create 'x', MFD_ALLOW_SEALING
        fcntl f, F_ADD_SEALS, F_SEAL_SEAL
        fails(EPERM) { fcntl f, F_ADD_SEALS, F_SEAL_SHRINK }
        fails(EINVAL) { fcntl memfd_create('y', MFD_ALLOW_SEALING), F_ADD_SEALS, 0x1000 }
        g = memfd_create 'z', MFD_ALLOW_SEALING
        fcntl g, F_ADD_SEALS, F_SEAL_SHRINK
        fcntl g, F_ADD_SEALS, F_SEAL_GROW
        assert fcntl(g, F_GET_SEALS) == (F_SEAL_SHRINK | F_SEAL_GROW)
        """);
  }

  @Test
  void programThatReceivesItMapsTheSameMemory(Shell shell) {
    Path program = Tools.compile(shell.directory(), "memory_receiver.c");
    shell.run("l = socket(); bind l, \"$dir/l\"; listen l");
    try (Running receiver =
        Running.start(List.of(program.toString(), "l"), shell.directory(), Map.of())) {
      shell.run(
          """
          s = accept l
          f = memfd_create 'passed', MFD_ALLOW_SEALING
          ftruncate f, 4096
          fcntl f, F_ADD_SEALS, F_SEAL_SHRINK
          r = mmap f, 4096
          poke r, 0, 'from the shell\\0'
          sendfd s, f
          assert recv(s).text == 'from the shell'
          assert peek(r, 100, 16).text == 'from the program'
          """);
      Outcome outcome = receiver.outcome(Wait.LONG);
      Assertions.assertThat(outcome.status()).as(outcome.err()).isZero();
      Assertions.assertThat(outcome.out()).isEqualTo("size 4096 seals 2\n");
    }
  }
}
