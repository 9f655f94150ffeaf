package ipcsh.language;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import org.junit.jupiter.api.Test;

/**
 * A method call that may be an access to a region means the same on whatever object, however often.
 */
@OnShell
class RegionAccessTest {
  /** Makes a call often enough that its call site is linked anew, and gives the last value. */
  private static Object often(Shell shell, String before, String call) {
    return shell.run(
        before + "\ndef last\nfor (int i = 0; i < 2500; i++) { last = " + call + " }\nlast");
  }

  @Test
  void ofARegionWhateverTheTypeOfTheOffset(Shell shell) {
    String r = "r = mmap 64; r.putInt 4, 7; def two = 2; long four = 4; short s = 4; byte b = 4";
    assertThat(often(shell, r, "r.getInt(4)")).isEqualTo(7);
    assertThat(often(shell, r, "r.getInt(two + 2)")).isEqualTo(7);
    assertThat(often(shell, r, "r.getInt(four)")).isEqualTo(7);
    assertThat(often(shell, r, "r.getInt(s)")).isEqualTo(7);
    assertThat(often(shell, r, "r.getInt(b)")).isEqualTo(7);
    assertThat(often(shell, r, "r.getInt(two * 2L)")).isEqualTo(7);
    assertThat(often(shell, r, "r?.getInt(4)")).isEqualTo(7);
    assertThat(often(shell, r, "r.getInt(*[4])")).isEqualTo(7);
    assertThat(often(shell, r, "r.\"${'getInt'}\"(4)")).isEqualTo(7);
    assertThat(often(shell, r, "[r, r]*.getInt(4)").toString()).isEqualTo("[7, 7]");
    assertThat(often(shell, r, "r.with { getInt(4) }")).isEqualTo(7);
    assertThat(often(shell, r, "r.putInt(8, i as short)")).isNull();
    assertThat(often(shell, r, "r.putLong(8, 1G) ?: r.getLong(8)")).isEqualTo(1L);
    assertThat(often(shell, r, "r.putByte(8, 'a' as char) ?: r[8]")).isEqualTo(97);
    assertThat(often(shell, r, "r.casInt(4, 7, 7)")).isEqualTo(true);
    assertThat(often(shell, r, "r.addInt(8, 1L) >= 0")).isEqualTo(true);
  }

  @Test
  void anyOtherObjectHasItsOwnMethod(Shell shell) {
    String b = "b = java.nio.ByteBuffer.allocate(16); b.putInt(4, 7)";
    assertThat(often(shell, b, "b.getInt(4)")).isEqualTo(7);
    assertThat(often(shell, b, "b.putInt(8, 9).getInt(8)")).isEqualTo(9);
    String own = "class Own { def getInt(String s) { s + '!' }; def getInt(int i) { i + 1 } }";
    assertThat(often(shell, own + "\no = new Own()", "o.getInt('x') + o.getInt(2)"))
        .isEqualTo("x!3");
    assertThat(often(shell, "m = [getInt: { it + 1 }]", "m.getInt(3)")).isEqualTo(4);
    assertThat(
            often(
                shell,
                "all = 0; r = mmap 64; r.putInt 0, 5; b = java.nio.ByteBuffer.allocate(16)",
                "all += (i % 2 == 0 ? r : b).getInt(0)"))
        .isEqualTo(1250 * 5);
  }

  @Test
  void anErrorIsTheSameHoweverOftenItHappens(Shell shell) {
    String failing =
        """
        r = mmap 64
        def texts = new LinkedHashSet()
        for (int i = 0; i < 400; i++) {
            try {
                %s
            } catch (Throwable e) {
                texts << "${e.class.name}: $e.message".toString()
            }
        }
        texts
        """;
    for (String call :
        new String[] {
          "r.getInt(64)",
          "r.getInt('x')",
          "r.getInt(null)",
          "r.getInt(1.5)",
          "r.putInt(0, 'x')",
          "r.putInt(0, null)",
          "r.putByte(0, 300)",
          "r.casInt(0, 0, 1L << 40)",
          "r.casInt(2, 0, 1)",
          "def n = null; n.getInt(0)"
        }) {
      assertThat((Iterable<?>) shell.run(failing.formatted(call))).as(call).hasSize(1);
    }
  }

  @Test
  void anErrorBehindManyAccessesIsTheSame(Shell shell) {
    String loop =
        """
        r = mmap 64
        def texts = []
        for (int i = 0; i < 5000; i++) {
            try {
                %s
            } catch (Exception e) {
                texts << "${e.class.simpleName}: $e.message".toString()
            }
        }
        texts.size() + ' ' + texts.toUnique()
        """;
    assertThat(shell.run(loop.formatted("r.getInt(i < 4990 ? 4 : 64)")).toString())
        .startsWith("10 [UsageException: expected an offset inside the region of 64 bytes");
    assertThat(shell.run(loop.formatted("r.putInt(i < 4990 ? 4 : -4, i)")).toString())
        .startsWith("10 [UsageException: expected an offset inside the region of 64 bytes");
    assertThat(shell.run(loop.formatted("r.putByte(4, i < 4990 ? 1 : 256)")).toString())
        .startsWith("10 [UsageException: expected a whole number of 8 bits");
    assertThat(shell.run(loop.formatted("r.putInt(4, i < 4990 ? i : 'x')")).toString())
        .startsWith("10 [UsageException: expected a whole number of 32 bits");
    assertThat(shell.run(loop.formatted("r.putInt(i < 4990 ? 4 : 5, i)"))).isEqualTo("0 []");
    assertThat(shell.run(loop.formatted("(i < 4990 ? r : [getInt: { it }]).getInt(4)")))
        .isEqualTo("0 []");
  }

  @Test
  void anAssertionShowsTheValue(Shell shell) {
    assertThat(shell.complaint("r = mmap 64; r.putInt 0, 5; assert r.getInt(0) == 6"))
        .contains("assert r.getInt(0) == 6")
        .containsPattern("(?m)^\\s*\\|\\s+5\\s+false$");
  }

  @Test
  void codeThatTheCompilerChecksIsLeftToIt(Shell shell) {
    shell.run(
        """
        import groovy.transform.CompileStatic
        import ipcsh.handle.Region

        @CompileStatic
        int sum(Region r) {
            int all = 0
            for (int i = 0; i < 700; i++) {
                r.putInt(4, i)
                all += r.getInt(4)
            }
            return all
        }

        assert sum(mmap(64)) == 699 * 350
        """);
  }
}
