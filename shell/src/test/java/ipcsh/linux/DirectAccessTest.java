package ipcsh.linux;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import ipcsh.kit.Wait;
import ipcsh.sys.invoke.MachineCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Access to regions often enough that it takes no call through jffi, and none at all where memory
 * cannot fault: the same values, and the same errors however it is made.
 */
@OnShell
class DirectAccessTest {
  @BeforeEach
  void theForeignFunctionInterfaceIsBound(Shell shell) {
    if (Runtime.version().feature() >= 22) {
      Wait.until(
          Wait.LONG,
          "foreign calls",
          () -> {
            shell.run("5000.times { getpid() }");
            return MachineCode.access() != null;
          });
    }
  }

  @Test
  void everySizeAndPlaceHasItsValue(Shell shell) {
    shell.run(
        """
        f = open "$dir/f", O_CREAT | O_RDWR, 0600
        ftruncate f, 64
        big = 0x8182838485868788.longValue()
        for (r in [mmap(64), mmap(64, flags: MAP_PRIVATE | MAP_ANONYMOUS), mmap(f, 64)]) {
            for (i in [0, 1, 2, 3, 7, 8, 55, 56]) {
                r.putLong i, 0x8182838485868788
                assert r.getLong(i) == big && peek(r, i, 8).bytes == hex('8887868584838281')
                r.putInt i, 0xfffffffe
                assert r.getInt(i) == -2 && peek(r, i, 5).bytes == hex('feffffff84')
                r.putShort i, 0xfffd
                assert r.getShort(i) == -3 && peek(r, i, 3).bytes == hex('fdffff')
                r.putByte i, 255
                assert r.getByte(i) == -1 && r[i] == 255 && peek(r, i, 2).bytes == hex('ffff')
                r[i] = 7
                r.putDouble i, 1.5
                assert r.getDouble(i) == 1.5d
                r.putFloat i, -0.5
                assert r.getFloat(i) == -0.5f
                poke r, i, new byte[8]
            }
            assert r.addInt(4, 5) == 0 && r.addInt(4, -7) == 5 && r.getInt(4) == -2
            assert r.casInt(4, -2, 8) && !r.casInt(4, -2, 9) && r.getInt(4) == 8
            assert r.casLong(4 + 4, 0, -1) && !r.casLong(8, 0, 2) && r.getLong(8) == -1
            assert r.addLong(8, 3) == -1 && r.getLong(8) == 2
        }
        """);
  }

  @Test
  void theErrorsAreTheSame(Shell shell) {
    shell.run("r = mmap 64; f = open \"$dir/f\", O_CREAT | O_RDWR, 0600; g = mmap(f, 4096)");
    for (String region : new String[] {"r", "r", "g"}) {
      assertThat(shell.complaint(region + ".getInt(-1)")).contains("given 4 bytes at -1");
      assertThat(shell.complaint(region + ".getLong(4090)")).contains("given 8 bytes at 4090");
      assertThat(shell.complaint(region + ".putInt(1L << 60, 1)")).contains("inside the region");
      assertThat(shell.complaint(region + ".putByte(0, 256)")).contains("whole number of 8 bits");
      assertThat(shell.complaint(region + ".putByte(0, -129)")).contains("whole number of 8 bits");
      assertThat(shell.complaint(region + ".putShort(0, 65536)")).contains("of 16 bits");
      assertThat(shell.complaint(region + ".putInt(0, 1L << 32)")).contains("of 32 bits");
      assertThat(shell.complaint(region + ".putInt(0, 'x')")).contains("given 'x'");
    }
    // a file without contents
    for (int i = 0; i < 3; i++) {
      assertThat(shell.complaint("g.getInt(0)")).contains("EFAULT").contains("SIGBUS");
      assertThat(shell.complaint("g.putInt(0, 1)")).contains("EFAULT").contains("SIGBUS");
      assertThat(shell.complaint("g.casInt(0, 0, 1)")).contains("EFAULT").contains("SIGBUS");
      assertThat(shell.complaint("g.addInt(0, 1)")).contains("EFAULT").contains("SIGBUS");
    }
  }

  @Test
  void aFileMayBeTruncatedWhileALoopReadsIt(Shell shell) {
    shell.run(
        """
        f = open "$dir/f", O_CREAT | O_RDWR, 0600
        ftruncate f, 4096
        r = mmap f, 4096
        p = bg { fails(EFAULT) { while (r.getInt(0) == 0) { } } }
        20000.times { r.putInt 64, it }
        ftruncate f, 0
        p.get()
        ftruncate f, 4096
        assert r.getInt(64) == 0
        """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "while (r.getShort(2) == 0) n++",
        "while (r.getLong(8) == 0) n++",
        "while (r.getByte(7) == 0) n++",
        "while (true) { r.putInt 64, n; n++ }",
        "while (true) { r.putLong 64, n; n++ }",
        "while (true) { r.putShort 64, 5; r.putByte 64, 6; n++ }"
      })
  void itEndsAnyLoopAndNoOther(String loop, Shell shell) {
    shell.run(
        """
        f = open "$dir/f", O_CREAT | O_RDWR, 0600
        g = open "$dir/g", O_CREAT | O_RDWR, 0600
        ftruncate g, 4096
        other = mmap g, 4096
        over = false
        q = bg { int i = 0; while (!over) { other.putInt 0, ++i; assert other.getInt(0) == i }; i }
        3.times {
            ftruncate f, 4096
            def r = mmap f, 4096
            def n = 0
            def p = bg { fails(EFAULT) { %s } }
            while (n < 4000) { sleep 1.ms }
            ftruncate f, 0
            p.get()
            fails(EFAULT) { r.getInt 0 }
            munmap r
        }
        over = true
        assert q.get() == other.getInt(0)
        """
            .formatted(loop));
  }

  @ParameterizedTest
  @ValueSource(strings = {"mmap 4096", "mmap f, 4096"})
  void whoUnmapsARegionLeavesNobodyInIt(String mapping, Shell shell) {
    shell.run(
        """
        f = open "$dir/f", O_CREAT | O_RDWR, 0600
        ftruncate f, 4096
        10.times {
            def r = %s
            r.putInt 0, 1
            def readers = (1..2).collect { bg { while (true) { r.getInt 0; r.putInt 8, 3 } } }
            while (r.getInt(8) != 3) { }
            assert munmap(r) == 0
            for (p in readers) {
                try {
                    p.get()
                    assert false
                } catch (Exception e) {
                    // the kernel unmaps it a moment before the shell notes it
                    assert "$e".contains('one that was unmapped') || "$e".contains('EFAULT')
                }
            }
            ftruncate f, 0
            ftruncate f, 4096
        }
        """
            .formatted(mapping));
  }

  @Test
  void aProtectedRegionRefusesWhateverLoopIsInIt(Shell shell) {
    shell.run(
        """
        20.times {
            def r = mmap 4096
            r.putInt 0, 1
            def writer = bg { fails(EFAULT) { for (int i = 1; ; i++) r.putInt 0, i } }
            while (r.getInt(0) < 1000) { }
            mprotect r, PROT_READ
            writer.get()
            assert r.getInt(0) >= 1000
            mprotect r, PROT_NONE
            fails(EFAULT) { r.getInt 0 }
            mprotect r, PROT_READ | PROT_WRITE
            r.putInt 0, 5
            assert r.getInt(0) == 5
        }
        """);
  }

  @Test
  void threadsShareACallSite(Shell shell) {
    shell.run(
        """
        r = mmap 64
        f = open "$dir/f", O_CREAT | O_RDWR, 0600
        ftruncate f, 64
        g = mmap f, 64
        def add = { n -> for (int i = 0; i < n; i++) { r.addInt 0, 1; g.addInt 0, 1; r.putInt 4, i; g.getInt 4 } }
        (1..4).collect { bg { add 5000 } }.each { it.get() }
        assert r.getInt(0) == 20000 && g.getInt(0) == 20000
        """);
  }

  @Test
  void aChildHasMappingsOfItsOwn(Shell shell) {
    shell.run(
        """
        r = mmap 4096
        p = mmap 4096, flags: MAP_PRIVATE | MAP_ANONYMOUS
        2.times { r.putInt 0, 1; p.putInt 0, 1 }
        c = fork()
        c { r.putInt 0, 2; p.putInt 0, 2 }
        assert r.getInt(0) == 2 && p.getInt(0) == 1
        assert c { p.getInt 0 } == 2
        c { munmap r; munmap p }
        assert r.getInt(0) == 2 && p.getInt(0) == 1
        own = c { mmap 4096 }
        c { 2.times { own.putInt 0, 9 } }
        assert c { own.getInt 0 } == 9
        munmap p
        try { p.getInt 0; assert false } catch (Exception e) { assert "$e".contains('unmapped') }
        c { exit 0 }
        c.wait()
        """);
  }
}
