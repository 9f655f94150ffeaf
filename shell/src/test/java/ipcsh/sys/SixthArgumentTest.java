package ipcsh.sys;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.FileConstants;
import ipcsh.sys.abi.Libc;
import ipcsh.sys.invoke.NativeFunction;
import ipcsh.sys.invoke.SyscallInvoker;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Functions with six arguments receive the sixth: a foreign function interface may lose it. */
@OnShell
class SixthArgumentTest {
  private static final NativeFunction MMAP =
      NativeFunction.of("mmap", "ptr size int int fd long").wide();
  private static final NativeFunction MUNMAP = NativeFunction.of("munmap", "ptr size");

  @Test
  void offsetOfMmapArrives(Shell shell) throws Exception {
    Path file = shell.directory().resolve("pages");
    byte[] pages = new byte[3 * 4096];
    pages[2 * 4096] = 42;
    Files.write(file, pages);
    Sys sys = shell.context().sys();
    int fd = sys.files().open(file.toString(), FileConstants.O_RDONLY, 0);
    long address = sys.invoker().call(MMAP, 0, 4096, 1, 2, fd, 2 * 4096);
    try {
      assertThat(address).isNotEqualTo(-1);
      assertThat(Libc.view(address, 1).get(0)).isEqualTo((byte) 42);
    } finally {
      sys.invoker().call(MUNMAP, address, 4096, 0, 0, 0, 0);
      sys.files().close(fd);
    }
  }

  @Test
  void oddOffsetOfMmapIsRefused(Shell shell) {
    SyscallInvoker invoker = shell.context().sys().invoker();
    assertThat(invoker.call(MMAP, 0, 4096, 1, 0x22, -1, 1)).isEqualTo(-1);
    assertThat(Errno.of(invoker.errno())).isEqualTo(Errno.EINVAL);
  }

  @Test
  void lengthOfSendtosAddressArrives(Shell shell) {
    // the kernel uses exactly this many bytes of an abstract name
    shell.run(
        """
        s = socket AF_UNIX, SOCK_DGRAM
        bind s, '@ipcsh-sixth'
        longer = socket AF_UNIX, SOCK_DGRAM
        bind longer, '@ipcsh-sixth-longer'
        c = socket AF_UNIX, SOCK_DGRAM
        sendto c, 'short', '@ipcsh-sixth'
        sendto c, 'long', '@ipcsh-sixth-longer'
        assert recv(s, 10, MSG_DONTWAIT).text == 'short'
        assert recv(longer, 10, MSG_DONTWAIT).text == 'long'
        """);
  }

  @Test
  void lengthOfRecvfromsAddressComesBack(Shell shell) {
    shell.run(
        """
        s = socket AF_UNIX, SOCK_DGRAM
        bind s, '@ipcsh-sixth'
        c = socket AF_UNIX, SOCK_DGRAM
        bind c, '@ipcsh-c'
        sendto c, 'x', '@ipcsh-sixth'
        assert recvfrom(s).from == '@ipcsh-c'
        """);
  }
}
