package ipcsh.language;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Unsigned parameters accept what C accepts; the kernel reports invalid values. */
@OnShell
class UnsignedTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "fails(EINVAL) { mkfifo \"$dir/f\", 0xffffffff }",
        "close open(\"$dir/f\", O_CREAT | O_RDWR, 0x80000000)",
        "fails(EINVAL) { memfd_create 'x', 0xffffffff }",
        "fails(EINVAL) { sem_init mmap(4096), 0, 1, 4294967295 }",
        "fails(EINVAL) { sem_open '/ipcsh-unsigned', O_CREAT, 0600, 0x80000000 }",
        "fails(EAGAIN) { futex mmap(4096), 0, FUTEX_WAIT, 4294967295 }",
        "fails(ENOTSOCK) { listen pipe()[0], 4294967295 }",
        "fails(EINVAL) { ftruncate memfd_create('x'), 18446744073709551615 }",
        "fails(EINVAL) { lseek memfd_create('x'), 18446744073709551615, SEEK_SET }",
        "fails(ENOMEM) { mmap 18446744073709551615 }",
        "fails(EINVAL) { fcntl pipe()[0], F_SETPIPE_SZ, 18446744073709551615 }",
        "(a, b) = socketpair(); assert send(a, 'x', MSG_DONTWAIT | 0x80000000) == 1",
        "(r, w) = pipe(); write w, 'abc'; assert read(r, 2147483648).text == 'abc'",
        "(r, w) = pipe(); write w, 'abc'; assert read(r, 4294967295).text == 'abc'",
        "(a, b) = socketpair(); send a, 'x'; assert recv(b, 1L << 40).text == 'x'",
        "(a, b) = socketpair(); send a, 'x'; assert recvmsg(b, 9223372036854775807).text == 'x'",
      })
  void reachesTheKernel(String line, Shell shell) {
    shell.run(line);
  }

  @Test
  void signedNumbersAreNotWrapped(Shell shell) {
    // kill(-1, 0) would address all processes
    assertThat(shell.complaint("kill 4294967295, 0")).contains("32 bits, given 4294967295");
    assertThat(shell.complaint("read pipe()[0], -1")).contains("a size of 0 or more, given -1");
    assertThat(shell.complaint("lseek pipe()[0], 18446744073709551616")).contains("64 bits");
  }
}
