package ipcsh.batch;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.Outcome;
import ipcsh.kit.Program;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Libraries that are not needed at start-up are not loaded then, and use no descriptor when they
 * are.
 */
class LazyLibrariesIT {
  /**
   * The class loader is queried, not the machine's log: the thread with its own table has no file
   * to log to.
   */
  private static final String LOADED =
      """

      find = ClassLoader.getDeclaredMethod 'findLoadedClass', String
      find.accessible = true
      println(['jnr.posix.POSIX', 'jnr.posix.LinuxPOSIX', 'jnr.posix.JavaPOSIX', 'jnr.ffi.Runtime',
          'jnr.ffi.provider.jffi.NativeRuntime', 'jnr.constants.Constant', 'jnr.x86asm.Assembler',
          'jnr.unixsocket.UnixSocketChannel', 'jnr.enxio.channels.Native',
          'org.objectweb.asm.ClassVisitor', 'com.kenai.jffi.Invoker', 'ipcsh.image.PngImage',
          'org.apache.fontbox.ttf.TrueTypeFont', 'org.apache.pdfbox.pdmodel.PDDocument',
          'org.apache.commons.logging.LogFactory'].findAll {
        find.invoke ipcsh.sys.Kernel.classLoader, it
      }.join(' '))
      """;

  @TempDir Path directory;

  /** The classes among these that the shell has loaded after these lines. */
  private String loaded(String code) {
    Outcome outcome =
        Program.with(
            directory,
            "IPCSH_JAVA_OPTS",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "-e",
            code + LOADED);
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.status()).isZero();
    return outcome.out().strip();
  }

  @Test
  void startLoadsNoneOfJnrsClasses() {
    // jffi is loaded from the first call on; what is based on it is not
    assertThat(loaded("1")).isEqualTo("com.kenai.jffi.Invoker");
    assertThat(loaded("(a, b) = socketpair(); send a, 'x'; recv b; fds; ls('/').size()"))
        .isEqualTo("com.kenai.jffi.Invoker");
  }

  @Test
  void namesOfUsersLoadThem() {
    assertThat(loaded("ls('/').toString()"))
        .contains("jnr.posix.LinuxPOSIX", "jnr.ffi.Runtime", "org.objectweb.asm.ClassVisitor")
        .doesNotContain("jnr.posix.JavaPOSIX", "jnr.unixsocket");
  }

  @Test
  void picturesLoadThemWhenTheyNeedThem() {
    assertThat(loaded("draw 'x.svg'; draw().toString()")).isEqualTo("com.kenai.jffi.Invoker");
    assertThat(loaded("draw 'x.png'"))
        .contains("ipcsh.image.PngImage", "org.apache.fontbox.ttf.TrueTypeFont")
        .doesNotContain("PDDocument");
    assertThat(loaded("draw 'x.pdf'")).contains("org.apache.pdfbox.pdmodel.PDDocument");
  }

  /** Nothing of the system's: a server has no fonts, nor what looks for them. */
  @Test
  void picturesNeedNoFontsOfTheMachine() {
    String code =
        """
        ['png', 'pdf'].each { draw "x.$it" }
        println new File('/proc/self/maps').readLines().findAll { it =~ /fontmanager|freetype|xawt|X11/ }
        """;
    Outcome outcome =
        Program.with(directory, "FONTCONFIG_FILE", directory.resolve("none") + "", "-e", code);
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out()).startsWith("[]\n");
  }

  @Test
  void firstQuestionLeavesNothingOpenAndTakesNoNumber() {
    String code =
        """
        open = { new File('/proc/self/fd').list().size() }
        fds()
        before = open()
        (a, b) = socketpair()
        done = false
        numbers = bg { n = [] as Set; while (!done) { s = socket(); n << s.number; close s }; n }
        owner = ls("/proc/self/exe").toString()
        done = true
        [numbers.get(), open() - before]
        """;
    Outcome outcome = Program.run(directory, "-e", code);
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out()).isEqualTo("[[5], 2]\n");
  }

  @Test
  void namesOfUsersAreThereWithAFullTable() {
    String code =
        """
        held = []; try { while (true) held << dup(1) } catch (SysException full) { }
        owner = ls('/etc/passwd').toString()
        held.each { close it }
        owner.contains(' root ')
        """;
    Outcome outcome =
        Program.limited(directory, 200, "-e", code).outcome(java.time.Duration.ofSeconds(60));
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out()).isEqualTo("true\n");
  }

  @Test
  void picturesAreWrittenWithAFullTable() {
    String code =
        """
        held = []; try { while (true) held << dup(1) } catch (SysException full) { }
        said = ['svg', 'png', 'pdf'].collect { draw "x.$it" }
        held.each { close it }
        said
        """;
    Outcome outcome =
        Program.limited(directory, 200, "-e", code).outcome(java.time.Duration.ofSeconds(60));
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out()).isEqualTo("[wrote x.svg, wrote x.png, wrote x.pdf]\n");
  }
}
