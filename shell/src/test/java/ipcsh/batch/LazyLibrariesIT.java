package ipcsh.batch;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.Outcome;
import ipcsh.kit.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is not needed at the start is not loaded there, and takes no descriptor when it is. */
class LazyLibrariesIT {
  /** jffi is there from the first call on; what stands upon it is not. */
  private static final Pattern JNR =
      Pattern.compile(
          "(?<![\\w.])(jnr\\.(posix|ffi|unixsocket|enxio|constants)|org\\.objectweb)\\..*");

  @TempDir Path folder;

  /** The classes of jnr that the shell has loaded by the end of these lines. */
  private List<String> loaded(String code) throws IOException {
    Path logs = Files.createTempDirectory(folder, "logs");
    // the launcher may start Java more than once
    String option = "-Xlog:class+load:file=" + logs + "/%p";
    Outcome outcome = Program.with(folder, "IPCSH_JAVA_OPTS", option, "-e", code);
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.status()).isZero();
    List<String> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(logs)) {
      for (Path log : files.toList()) {
        all.addAll(Files.readAllLines(log));
      }
    }
    assertThat(all).anyMatch(line -> line.contains(" ipcsh.app.Main "));
    return all.stream().filter(line -> JNR.matcher(line).find()).toList();
  }

  @Test
  void startLoadsNoneOfJnrsClasses() throws IOException {
    assertThat(loaded("1")).isEmpty();
    assertThat(loaded("(a, b) = socketpair(); send a, 'x'; recv b; fds; ls('/').size()")).isEmpty();
  }

  @Test
  void namesOfUsersLoadThem() throws IOException {
    assertThat(loaded("ls('/').toString().size() > 0"))
        .anyMatch(line -> line.contains("jnr.posix.LinuxPOSIX "))
        .noneMatch(line -> line.contains("jnr.posix.JavaPOSIX "));
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
    Outcome outcome = Program.run(folder, "-e", code);
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
        Program.limited(folder, 200, "-e", code).outcome(java.time.Duration.ofSeconds(60));
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out()).isEqualTo("true\n");
  }
}
