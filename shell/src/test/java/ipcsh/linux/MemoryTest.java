package ipcsh.linux;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.OnShell;
import ipcsh.kit.Outcome;
import ipcsh.kit.Running;
import ipcsh.kit.Shell;
import ipcsh.kit.Tools;
import ipcsh.kit.Wait;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Mappings: creation, access, and errors. */
@OnShell
class MemoryTest {
  /** A file of two pages, mapped as r, and as s in a child; f is its descriptor. */
  private static final String MAPPED_FILE =
      """
      f = open "$dir/file", O_CREAT | O_RDWR, 0600
      ftruncate f, 8192
      r = mmap f, 8192
      cut = { size -> assert spawn('truncate', '-s', "$size", "$dir/file").wait().exit == 0 }
      """;

  @Test
  void lengthAndOffset(Shell shell) {
    shell.run(
        """
        f = open "$dir/f", O_CREAT | O_RDWR, 0600
        ftruncate f, 16384
        fails(EINVAL) { mmap 0 }
        fails(EINVAL) { mmap f, 0 }
        fails(EINVAL) { mmap 4096, fd: f, offset: 100 }
        fails(EINVAL) { mmap 4096, fd: f, offset: 2048 }
        fails(ENOMEM) { mmap 1L << 60 }
        pwrite f, 'second page', 4096
        assert peek(mmap(4096, fd: f, offset: 4096), 0, 11).text == 'second page'
        assert mmap(1, fd: f).length == 1
        """);
    assertThat(shell.complaint("mmap(-1)")).contains("ENOMEM");
    assertThat(shell.complaint("mmap 'x'")).contains("expected a length or a descriptor");
  }

  @Test
  void descriptorHasToAllowIt(Shell shell) {
    shell.run(
        """
        open("$dir/f", O_CREAT | O_RDWR, 0600)
        ro = open "$dir/f"
        wo = open "$dir/f", O_WRONLY
        fails(EACCES) { mmap ro, 4096 }
        assert mmap(4096, fd: ro, prot: PROT_READ).mapped
        assert mmap(4096, fd: ro, flags: MAP_PRIVATE).mapped
        fails(EACCES) { mmap 4096, fd: wo, prot: PROT_READ }
        fails(EACCES) { mmap wo, 4096 }
        r = mmap 4096, fd: ro, prot: PROT_READ
        fails(EACCES) { mprotect r, PROT_READ | PROT_WRITE }
        """);
  }

  @Test
  void notEverythingCanBeMapped(Shell shell) {
    shell.run(
        """
        (p, q) = pipe()
        fails(ENODEV) { mmap 4096, fd: p, prot: PROT_READ }
        fails(ENODEV) { mmap socket(), 4096 }
        fails(ENODEV) { mmap 4096, fd: open(dir), prot: PROT_READ }
        close p
        fails(EBADF) { mmap p, 4096 }
        fails(EINVAL) { mmap 4096, flags: MAP_ANONYMOUS }
        """);
  }

  @Test
  void sharedMappingIsTheFile(Shell shell) {
    shell.run(
        """
        f = open "$dir/f", O_CREAT | O_RDWR, 0600
        ftruncate f, 4096
        a = mmap f, 4096
        b = mmap f, 4096
        close f
        poke a, 10, 'seen'
        assert peek(b, 10, 4).text == 'seen'
        assert msync(a) == 0 && msync(a, MS_ASYNC) == 0
        fails(EINVAL) { msync a, MS_SYNC | MS_ASYNC }
        assert new File("$dir/f").bytes[10..13] == 'seen'.bytes as List
        g = open "$dir/f", O_RDWR
        pwrite g, 'written', 100
        assert peek(a, 100, 7).text == 'written'
        munmap a
        assert peek(b, 10, 4).text == 'seen'
        """);
  }

  @Test
  void privateMappingIsNotWrittenBack(Shell shell) {
    shell.run(
        """
        f = open "$dir/f", O_CREAT | O_RDWR, 0600
        write f, 'original'
        p = mmap 8, fd: f, flags: MAP_PRIVATE
        poke p, 0, 'modified'
        msync p
        assert pread(f, 8, 0).text == 'original'
        assert peek(p, 0, 8).text == 'modified'
        assert !p.shared
        """);
  }

  @Test
  void mappingLongerThanTheFile(Shell shell) {
    shell.run(
        """
        f = open "$dir/f", O_CREAT | O_RDWR, 0600
        write f, 'abc'
        r = mmap f, 8192
        // to the end of the page there are zeros, and what is written there is not in the file
        assert peek(r, 0, 5).bytes == [97, 98, 99, 0, 0] as byte[]
        poke r, 3, 'lost'
        assert pread(f, 10, 0).text == 'abc'
        e = fails(EFAULT) { r[4096] }
        assert e.hint.contains('SIGBUS in C')
        fails(EFAULT) { peek r, 4090, 10 }
        ftruncate f, 8192
        assert r[4096] == 0
        """);
  }

  @ParameterizedTest
  @CsvSource({
    "Byte, 1, -128, 255, 256, -129",
    "Short, 2, -32768, 65535, 65536, -32769",
    "Int, 4, -2147483648, 4294967295, 4294967296, -2147483649",
    "Long, 8, -9223372036854775808, 18446744073709551615G, 18446744073709551616G, -9223372036854775809G",
  })
  void widthsAndTheirLimits(
      String type, int width, String least, String most, String over, String under, Shell shell) {
    shell.run(
        """
        r = mmap 4096
        assert r.putTYPE(8, LEAST) == null && r.getTYPE(8) == LEAST
        r.putTYPE 8, MOST
        assert r.getTYPE(8) == -1
        assert peek(r, 0, 24).bytes as List == [0] * 8 + [-1] * WIDTH + [0] * (16 - WIDTH)
        assert r.getTYPE(4096 - WIDTH) == 0
        """
            .replace("TYPE", type)
            .replace("WIDTH", "" + width)
            .replace("LEAST", least)
            .replace("MOST", most));
    for (String value : new String[] {over, under}) {
      assertThat(shell.complaint("r.put" + type + " 8, " + value)).contains("expected");
    }
    for (String offset : new String[] {"-1", "" + (4097 - width), "1L << 62"}) {
      assertThat(shell.complaint("r.get" + type + "(" + offset + ")"))
          .contains("expected an offset inside the region of 4096 bytes");
      assertThat(shell.complaint("r.put" + type + "(" + offset + ", 0)")).contains("inside");
    }
    shell.run("assert r.get" + type + "(8) == -1");
  }

  @Test
  void realNumbersAndBytes(Shell shell) {
    shell.run(
        """
        r = mmap 64
        r.putDouble 0, 0.1
        assert unpack('<d', peek(r, 0, 8).bytes) == [0.1d] && r.getDouble(0) == 0.1d
        r.putFloat 8, 0.5
        assert r.getFloat(8) == 0.5f
        r.putDouble 16, Double.NEGATIVE_INFINITY
        assert r.getDouble(16) == Double.NEGATIVE_INFINITY
        r[20] = 255
        assert r[20] == 255 && r.getByte(20) == -1
        r[63] = 1
        assert r[63] == 1
        poke r, 30, pack('<iH', 7, 2)
        assert r.getInt(30) == 7 && r.getShort(34) == 2
        """);
    assertThat(shell.complaint("r[64]")).contains("inside the region of 64 bytes");
    assertThat(shell.complaint("r[0] = 256")).contains("expected");
    assertThat(shell.complaint("poke r, 60, 'hello'")).contains("inside the region");
    assertThat(shell.complaint("peek r, 60, 5")).contains("inside the region");
    shell.run("assert peek(r, 60, 4).bytes == [0, 0, 0, 1] as byte[]");
  }

  @Test
  void longCopiesArriveWhole(Shell shell) {
    shell.run(
        """
        data = new byte[3 * 1024 * 1024 + 17]
        new Random(7).nextBytes data
        r = mmap data.length + 5
        poke r, 5, data
        assert peek(r, 5, data.length).bytes == data
        c = fork()
        assert c { Arrays.equals peek(r, 5, data.length).bytes, data }
        c { poke r, 0, data }
        assert Arrays.equals(peek(r, 0, data.length).bytes, data)
        """);
  }

  @Test
  void atomicAdditionsOfThreadsAndChildrenAreExact(Shell shell) {
    shell.run(
        """
        r = mmap 4096
        ts = (1..4).collect { n -> thread("t$n").start { 5000.times { r.addInt 0, 1; r.addLong 8, 2 } } }
        ts*.get(60.s)
        assert r.getInt(0) == 20000 && r.getLong(8) == 40000
        cs = (1..4).collect { fork() }
        cs.collect { c -> c.start { 500.times { r.addInt 0, -1 } } }*.get(60.s)
        assert r.getInt(0) == 18000
        assert r.addInt(0, 5) == 18000 && r.addLong(8, -1) == 40000
        // a counter by comparing and setting, as a spin loop has it
        ps = (1..4).collect { bg { 1000.times { while (true) { def v = r.getInt 16; if (r.casInt(16, v, v + 1)) break } } } }
        ps*.get(60.s)
        assert r.getInt(16) == 4000
        assert !r.casInt(16, 3999, 1) && r.casInt(16, 4000, 1) && r.getInt(16) == 1
        assert r.casLong(8, 39999, -1) && !r.casLong(8, 39999, 0) && r.getLong(8) == -1
        """);
    assertThat(shell.complaint("r.addInt 2, 1")).contains("a multiple of 4");
    assertThat(shell.complaint("r.casLong 4, 0, 1")).contains("a multiple of 8");
  }

  @Test
  void programOfCAddsToTheSameCounter(Shell shell) {
    know(shell);
    shell.run(
        """
        ftruncate(f = open("$dir/f", O_CREAT | O_RDWR, 0600), 4096)
        r = mmap f, 4096
        p = spawn(program, "$dir/f", 'count', '1000000')
        10000.times { r.addInt 0, 1 }
        assert p.wait(60.s).exit == 0
        assert r.getInt(0) == 1010000
        """);
  }

  private static void know(Shell shell) {
    Path program = Tools.compile(shell.directory(), "struct_memory.c");
    shell.session().names().setVariable("program", program.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"file", "shm"})
  void structOfCIsReadAndWritten(String kind, Shell shell) {
    know(shell);
    shell.session().names().setVariable("shm", kind.equals("shm"));
    shell.run(
        """
        name = shm ? '/' + new File(dir).name : "$dir/struct".toString()
        f = shm ? shm_open(name, O_CREAT | O_RDWR) : open(name, O_CREAT | O_RDWR, 0600)
        ftruncate f, 4096
        r = mmap f, 64
        try {
          assert spawn(program, name, 'write').wait().exit == 0
          assert r.getInt(0) == -123456 && r.getShort(4) == -2 && r[6] == 200
          assert r.getLong(8) == -1234567890123456789L && r.getDouble(16) == 3.25e-300d
          assert r.getFloat(24) == -0.5f && peek(r, 28, 12).text == 'written in C'
          assert unpack('=ihBxqdf', peek(r, 0, 28).bytes) ==
              [-123456, -2, 200, -1234567890123456789L, 3.25e-300d, -0.5d]
          r.putInt 0, 42
          r.putShort 4, -30000
          r[6] = 255
          r.putLong 8, Long.MIN_VALUE
          r.putDouble 16, 1.5e300
          r.putFloat 24, 0.25
          poke r, 28, 'of the shell\\0'
          assert spawn(program, name, 'read').out.text ==
              '42 -30000 255 -9223372036854775808 1.5e+300 0.25 of the shell\\n'
        } finally {
          if (shm) shm_unlink name
        }
        """);
  }

  @Test
  void mappingOfPythonIsTheSameMemory(Shell shell) {
    shell.run("ftruncate(f = open(\"$dir/f\", O_CREAT | O_RDWR, 0600), 4096); r = mmap f, 4096");
    String python =
        """
        import mmap, struct, sys
        with open("f", "r+b") as f:
            m = mmap.mmap(f.fileno(), 4096)
            m[0:12] = struct.pack("<id", 7, 0.1)
            print("ready", flush=True)
            sys.stdin.readline()
            print(struct.unpack_from("<q", m, 16)[0], m[24:29].decode())
        """;
    Running program = Tools.python(shell.directory(), python).awaitOutput("ready");
    shell.run(
        "assert r.getInt(0) == 7 && r.getDouble(4) == 0.1d; r.putLong 16, -5; poke r, 24, 'shell'");
    Outcome outcome = program.type("").outcome(Wait.LONG);
    assertThat(outcome.out()).as(outcome.err()).isEqualTo("ready\n-5 shell\n");
  }

  @Test
  void sharedMemoryOfPythonIsOpenedByItsName(Shell shell) {
    shell.run("name = new File(dir).name");
    String python =
        """
        import sys
        from multiprocessing import shared_memory
        s = shared_memory.SharedMemory(sys.argv[1], create=True, size=100)
        s.buf[0:5] = b"hello"
        print("ready", flush=True)
        sys.stdin.readline()
        print(bytes(s.buf[5:10]).decode())
        s.close()
        s.unlink()
        """;
    Running program =
        Tools.python(shell.directory(), python, "" + shell.run("name")).awaitOutput("ready");
    shell.run(
        "r = mmap shm_open('/' + name), 100; assert peek(r, 0, 5).text == 'hello'; poke r, 5, 'shell'");
    Outcome outcome = program.type("").outcome(Wait.LONG);
    assertThat(outcome.out()).as(outcome.err()).isEqualTo("ready\nshell\n");
    shell.run("fails(ENOENT) { shm_open '/' + name }; assert peek(r, 0, 10).text == 'helloshell'");
  }

  @Test
  void pythonAttachesToMemoryOfTheShell(Shell shell) {
    shell.run(
        """
        name = '/' + new File(dir).name
        ftruncate(f = shm_open(name, O_CREAT | O_RDWR), 4096)
        r = mmap f, 4096
        poke r, 0, 'from the shell'
        """);
    // Python before 3.13 removes at its end the names to which it has only attached
    String python =
        """
        import sys
        from multiprocessing import shared_memory, resource_tracker
        s = shared_memory.SharedMemory(sys.argv[1])
        print(bytes(s.buf[0:14]).decode())
        s.buf[20:31] = b"from python"
        resource_tracker.unregister(s._name, "shared_memory")
        s.close()
        """;
    Outcome outcome =
        Tools.python(shell.directory(), python, ("" + shell.run("name")).substring(1))
            .outcome(Wait.LONG);
    assertThat(outcome.out()).as(outcome.err()).isEqualTo("from the shell\n");
    shell.run("assert peek(r, 20, 11).text == 'from python'; shm_unlink name");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "r.getByte 4096",
        "r.getShort 4096",
        "r.getInt 4096",
        "r.getLong 4096",
        "r.getFloat 4096",
        "r.getDouble 4096",
        "r[4096]",
        "r[4096] = 1",
        "r.putShort 4096, 1",
        "r.putInt 4096, 1",
        "r.putLong 4096, 1",
        "r.putDouble 4096, 1",
        "peek r, 4000, 200",
        "poke r, 4000, new byte[200]",
        "r.addInt 4096, 1",
        "r.addLong 4096, 1",
        "r.casInt 4096, 0, 1",
        "r.casLong 4096, 0, 1",
        "hexdump r",
      })
  void truncatedFileIsAnErrorHereAndInAChild(String access, Shell shell) {
    shell.run(
        MAPPED_FILE
            + "c = fork()\nACCESS\nc { ACCESS }\ncut 4096\n".replace("ACCESS", access)
            + "for (who in [{ b -> b() }, { b -> c { b() } }]) {\n"
            + "  e = who { fails(EFAULT) { ACCESS } }\n".replace("ACCESS", access)
            + "  assert e.hint.contains('SIGBUS in C') && who { r.getInt 0 } == 0\n}\n"
            + "cut 0\nfor (who in [{ b -> b() }, { b -> c { b() } }]) who { fails(EFAULT) { r.getInt 0 } }\n"
            + "cut 8192\nACCESS\nc { ACCESS }\nassert c { getpid() } == c.pid"
                .replace("ACCESS", access));
  }

  @ParameterizedTest
  @CsvSource({"PROT_READ, r--", "PROT_NONE, ---"})
  void protectionIsKept(String prot, String letters, Shell shell) {
    shell.run("r = mmap 4096; c = fork(); k = r");
    for (String where : new String[] {"", "c "}) {
      shell.run(where + "{ -> mprotect r, " + prot + " }" + (where.isEmpty() ? "()" : ""));
      for (String access :
          new String[] {
            "r.putInt 0, 1", "poke r, 0, 'x'", "r.addInt 0, 1", "r.casInt 0, 0, 1", "r[0] = 1"
          }) {
        shell.run(
            "e = fails(EFAULT) { " + (where.isEmpty() ? access : "c { " + access + " }") + " }");
        assertThat(shell.run("e.hint").toString())
            .contains("SIGSEGV in C: the region is mapped " + letters);
      }
      String read = where.isEmpty() ? "r.getInt 0" : "c { r.getInt 0 }";
      shell.run(
          prot.equals("PROT_READ")
              ? "assert 0 == (" + read + ")"
              : "fails(EFAULT) { " + read + " }");
    }
    shell.run("mprotect r, PROT_READ | PROT_WRITE; r.putInt 0, 1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "r.getInt 0",
        "r.putInt 0, 1",
        "peek r, 0, 1",
        "poke r, 0, 'x'",
        "r.addInt 0, 1",
        "hexdump r",
        "munmap r",
        "msync r",
        "mprotect r, PROT_READ",
        "sem_init r, 0",
      })
  void useAfterUnmapIsRefused(String use, Shell shell) {
    shell.run("r = mmap 4096; c = fork(); munmap r; assert !r.mapped");
    assertThat(shell.complaint(use)).contains("expected a mapped region");
    shell.run("assert c { r.getInt 0 } == 0; c { munmap r }");
    assertThat(shell.complaint("c { " + use + " }")).contains("expected a mapped region");
  }

  @Test
  void dumpIsThatOfHexdump(Shell shell) {
    Tools.need("hexdump");
    shell.run(
        """
        data = new byte[1000]
        new Random(3).nextBytes data
        Arrays.fill data, 100, 400, (byte) 7
        new File("$dir/data").bytes = data
        r = mmap data.length
        poke r, 0, data
        expected = ['hexdump', '-C', "$dir/data"].execute().text
        assert "${hexdump r}\\n" == expected
        expected = ['hexdump', '-C', '-s', '32', '-n', '100', "$dir/data"].execute().text
        assert "${hexdump r, 32, 100}\\n" == expected
        r[5] = r[5] ^ 1
        r[500] = r[500] ^ 1
        hexdump r, 0, 16
        assert hexdump(r).changed == []
        r[6] = r[6] ^ 1
        assert hexdump(r).changed == [6]
        c = fork()
        c { r[7] = r[7] ^ 1 }
        assert hexdump(r).changed == [7] && hexdump(r).changed == []
        """);
  }

  @Test
  void regionsAreListedAndPrintWhatTheyAre(Shell shell) {
    shell.run(
        """
        a = mmap 4096
        f = memfd_create 'named'
        b = mmap 4096, fd: f, prot: PROT_READ, flags: MAP_PRIVATE
        assert regions().toSet() == [a, b].toSet()
        assert "$b".startsWith('region of 4096 bytes  r--  private  memfd named')
        munmap a
        assert regions() == [b]
        assert "$a" == 'region of 4096 bytes  unmapped  anonymous'
        c = fork()
        assert c { regions() } == [b]
        """);
  }
}
