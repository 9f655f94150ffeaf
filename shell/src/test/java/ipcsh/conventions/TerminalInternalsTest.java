package ipcsh.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jline.nativ.CLibrary;
import org.jline.reader.LineReader;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.reader.impl.history.DefaultHistory;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.DumbTerminalProvider;
import org.jline.terminal.impl.PosixSysTerminal;
import org.jline.terminal.impl.jni.JniTerminalProvider;
import org.jline.terminal.impl.jni.linux.LinuxNativePty;
import org.jline.terminal.spi.Pty;
import org.jline.terminal.spi.SystemStream;
import org.jline.utils.AttributedCharSequence;
import org.jline.utils.InfoCmp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Internals of JLine and jffi used by the shell that are not part of their APIs, one test for each:
 * if a new version breaks something, the name of the test says what.
 */
class TerminalInternalsTest {
  private static final long TCGETS2 = 0x802c542aL;

  private static String code(Class<?> type) throws IOException {
    try (InputStream in = type.getResourceAsStream(type.getSimpleName() + ".class")) {
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  @Test
  void jlineOpensATerminalOfTheKernelThroughItsNativeLibrary() throws IOException {
    try (Pty pty = new JniTerminalProvider().open(null, new Size(91, 17))) {
      assertThat(pty)
          .as("JLine has another terminal for Linux; see ExactPty")
          .isInstanceOf(LinuxNativePty.class);
      assertThat(pty.getSize()).isEqualTo(new Size(91, 17));
      Attributes raw = pty.getAttr();
      raw.setLocalFlag(Attributes.LocalFlag.ECHO, false);
      pty.setAttr(raw);
      assertThat(pty.getAttr().getLocalFlag(Attributes.LocalFlag.ECHO))
          .as("JLine does not set the terminal through doSetAttr; see ExactPty")
          .isFalse();
    }
  }

  /**
   * ExactPty interprets the differences between two settings of JLine as changes of the kernel's
   * settings.
   */
  @Test
  void jlinesTermiosHasTheFlagsAndControlCharactersOfTheKernel() throws IOException {
    try (LinuxNativePty pty =
        (LinuxNativePty) new JniTerminalProvider().open(null, new Size(80, 24))) {
      int[] words = new int[11];
      assertThat(CLibrary.ioctl(pty.getSlave(), TCGETS2, words))
          .as("JLine's ioctl no longer fills an array of int; see ExactPty")
          .isZero();
      CLibrary.Termios termios = new CLibrary.Termios();
      assertThat(CLibrary.tcgetattr(pty.getSlave(), termios)).isZero();
      assertThat(List.of((int) termios.c_iflag, (int) termios.c_oflag, (int) termios.c_lflag))
          .as("JLine's Termios has other flags than the kernel's; see ExactPty")
          .containsExactly(words[0], words[1], words[3]);
      assertThat(termios.c_cc)
          .as("JLine's Termios has fewer control characters; see ExactPty.COUNT")
          .hasSizeGreaterThanOrEqualTo(19);
      // VINTR is the first of them, after four words and the line discipline
      assertThat((byte) (words[4] >> 8)).isEqualTo(termios.c_cc[0]);
    }
  }

  @Test
  void aTerminalCanBeMadeOfAPtyWithoutTryingOutProviders() throws IOException {
    Pty pty = new JniTerminalProvider().open(null, new Size(80, 24));
    try (Terminal terminal =
        new PosixSysTerminal(
            "test", "ansi", pty, StandardCharsets.UTF_8, false, Terminal.SignalHandler.SIG_DFL)) {
      assertThat(terminal.getSize())
          .as("PosixSysTerminal does not ask the Pty it is given; see Terminals")
          .isEqualTo(new Size(80, 24));
    }
  }

  @Test
  void aTerminalOfPlainLinesCanBeAskedForByItself() {
    assertThat(DumbTerminalProvider.class.getDeclaredMethods())
        .as("DumbTerminalProvider is asked otherwise; see Terminals.lines")
        .anySatisfy(
            method -> {
              assertThat(method.getName()).isEqualTo("sysTerminal");
              assertThat(method.getParameterTypes()).endsWith(boolean.class, SystemStream.class);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "xterm",
        "xterm-256color",
        "screen",
        "screen-256color",
        "rxvt",
        "rxvt-unicode-256color",
        "ansi",
        "dumb"
      })
  void theAbilitiesOfUsualTerminalsAreInJline(String type) {
    assertThat(InfoCmp.getDefaultInfoCmp(type))
        .as("JLine no longer knows %s, which would be asked of infocmp(1); see Terminals", type)
        .isNotBlank();
  }

  @Test
  void thePropertyAgainstTheAlternateCharsetIsTheOneThatJlineReads() throws IOException {
    assertThat(code(AttributedCharSequence.class))
        .as("pictures of lines would be letters in tmux; see Terminals")
        .contains("org.jline.utils.disableAlternateCharset");
  }

  @Test
  void theLineReaderHasTheStateAndTheStepsThatThePromptTakesOver() throws NoSuchFieldException {
    for (String field : List.of("buf", "state", "terminal", "post", "searchTerm")) {
      assertThat(LineReaderImpl.class.getDeclaredField(field))
          .as("LineReaderImpl.%s; see PromptReader", field)
          .isNotNull();
    }
    assertThat(LineReaderImpl.class.getDeclaredMethods())
        .extracting(java.lang.reflect.Method::getName)
        .as("a step of LineReaderImpl is called otherwise; see PromptReader")
        .contains("readBinding", "beginPaste", "doReadStringUntil", "selfInsert", "redisplay");
    assertThat(LineReader.CALLBACK_INIT)
        .as("the widget that begins a line is called otherwise; see PromptReader.begin")
        .isEqualTo("callback-init");
  }

  @Test
  void theHistoryTakesEntriesThroughOneMethod() {
    class Counted extends DefaultHistory {
      private int added;

      @Override
      protected void internalAdd(java.time.Instant time, String line) {
        added++;
        super.internalAdd(time, line);
      }
    }
    Counted history = new Counted();
    history.add(java.time.Instant.EPOCH, "x");
    assertThat(history.added).as("DefaultHistory.internalAdd; see SharedHistory").isOne();
    assertThat(history.last()).isZero();
  }

  /** Where the launcher places the native libraries. */
  @Test
  void theLaunchersPropertiesAreThoseThatTheLibrariesRead() throws Exception {
    String launcher = Files.readString(Path.of("ipcsh"));
    Class<?> jffi = Class.forName("com.kenai.jffi.internal.StubLoader");
    Class<?> jline = Class.forName("org.jline.nativ.JLineNativeLoader");
    assertThat(launcher).contains("-Djffi.boot.library.path=", "-Dlibrary.jline.path=");
    assertThat(code(jffi))
        .as("jffi reads another property, and unpacks its library at each start")
        .contains("jffi.boot.library.path");
    assertThat(code(jline))
        .as("JLine reads another property, and unpacks its library at each start")
        .contains("library.jline.path");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/jni/x86_64-Linux/libjffi-1.2.so",
        "/jni/aarch64-Linux/libjffi-1.2.so",
        "/org/jline/nativ/Linux/x86_64/libjlinenative.so",
        "/org/jline/nativ/Linux/arm64/libjlinenative.so"
      })
  void theNativeLibrariesLieWhereTheLauncherLooks(String path) {
    assertThat(getClass().getResource(path))
        .as("the build takes %s out of its jar, and the launcher names its directory", path)
        .isNotNull();
  }
}
