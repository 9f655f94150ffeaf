package ipcsh.linux;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import org.junit.jupiter.api.Test;

/** The memory of other processes: process_vm_readv(2), process_vm_writev(2). */
@OnShell
class ProcessMemoryTest {
  private static final String CHILD =
      """
      m = mmap 8192, flags: MAP_PRIVATE | MAP_ANONYMOUS
      c = fork()
      """;

  @Test
  void readsWhatIsPrivateThere(Shell shell) {
    shell.run(
        CHILD
            + """
            c { poke m, 4090, 'across pages' }
            assert process_vm_readv(c, m.address + 4090, 12).text == 'across pages'
            assert peek(m, 4090, 3).bytes == [0, 0, 0] as byte[]
            assert process_vm_readv(c.pid, m, 0).size == 0
            """);
  }

  @Test
  void writesWhatTheOtherSees(Shell shell) {
    shell.run(
        CHILD
            + """
            assert process_vm_writev(c, m, pack('<i', 4711)) == 4
            assert c { m.getInt(0) } == 4711
            assert m.getInt(0) == 0
            """);
  }

  @Test
  void asMuchAsIsMapped(Shell shell) {
    shell.run(
        CHILD
            + """
            c { munmap m }
            fails(EFAULT) { process_vm_readv c, m, 10 }
            n = mmap 8192
            d = fork()
            d { mprotect n, PROT_NONE }
            fails(EFAULT) { process_vm_readv d, n, 10 }
            d { mprotect n, PROT_READ }
            assert process_vm_readv(d, n, 10).size == 10
            fails(EFAULT) { process_vm_writev d, n, 'x' }
            f = memfd_create 'short'
            ftruncate f, 4096
            s = mmap f, 8192
            e = fork()
            assert process_vm_readv(e, s, 8192).size == 4096
            """);
  }

  @Test
  void randomAddressesAreErrors(Shell shell) {
    shell.run(
        CHILD
            + """
            random = new Random(1)
            200.times {
              for (address in [random.nextLong(), random.nextInt(), -1L, 0, 1L << 63]) {
                try { process_vm_readv c, address, 1 + random.nextInt(100) } catch (SysException e) { assert e.errno == EFAULT }
              }
            }
            fails(ESRCH) { process_vm_readv 0x7ffffff0, m, 1 }
            """);
  }

  @Test
  void theShellsOwnMemoryIsNotOverwritten(Shell shell) {
    shell.run("m = mmap 4096; n = mmap 4096; munmap n");
    assertThat(shell.run("process_vm_writev getpid(), m, 'own'")).isEqualTo(3);
    assertThat(shell.run("process_vm_writev getpid(), m.address + 4093, 'own'")).isEqualTo(3);
    assertThat(shell.complaint("process_vm_writev getpid(), m.address + 4094, 'own'"))
        .contains("within a region");
    assertThat(shell.complaint("process_vm_writev getpid(), n, 'own'")).contains("within a region");
  }

  @Test
  void aChildReadsItsParent(Shell shell) {
    shell.run(
        CHILD
            + """
            poke m, 0, 'parent'
            assert c { process_vm_readv(getppid(), m, 6).text } == 'parent'
            """);
  }
}
