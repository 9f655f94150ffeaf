package ipcsh.app;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.Outcome;
import ipcsh.kit.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A script that is run again does the same, without Groovy's compiler. */
class ScriptCacheIT {
  /** A class that is loaded from Java 25's cache even if it is not used is not initialized then. */
  private static final String COMPILER = "groovyjarjarantlr4";

  @TempDir Path directory;

  private Path log() {
    return directory.resolve("classes.txt");
  }

  private Outcome run(String... arguments) {
    return Program.with(directory, "IPCSH_JAVA_OPTS", "-Xlog:class+init:file=" + log(), arguments);
  }

  @Test
  void secondRunIsLikeTheFirst() throws Exception {
    Path script = directory.resolve("x.groovy");
    Files.writeString(
        script,
        """
        // %s
        println "${socket().number} ${pipe()*.number} $args ${script.name}"
        p = fork()
        p { println 'child' }
        [1].each { close 99 }
        """
            .formatted(directory));
    Outcome first = run(script.toString(), "one");
    assertThat(first.out()).isEqualTo("3 [4, 5] [one] x.groovy\nchild\n");
    assertThat(first.err()).contains("x.groovy:5: close(99) = -1 EBADF");
    assertThat(log()).content().contains(COMPILER);
    Outcome second = run(script.toString(), "one");
    assertThat(second).isEqualTo(first);
    assertThat(log()).content().doesNotContain(COMPILER);
    Files.writeString(script, "println 'changed'");
    assertThat(run(script.toString()).out()).isEqualTo("changed\n");
  }

  @Test
  void oneLinerToo() {
    String code = "def f(x) { x + 1 }; [1, 2].collect { f it } + socket().number // " + directory;
    assertThat(run("-e", code).out()).isEqualTo("[2, 3, 3]\n");
    assertThat(run("-e", code).out()).isEqualTo("[2, 3, 3]\n");
    assertThat(log()).content().doesNotContain(COMPILER);
  }

  @Test
  void evaluatedTextStillCompiles() {
    String code = "evaluate('[1, 2].collect { it * 2 }') + socket().number // " + directory;
    assertThat(run("-e", code).out()).isEqualTo("[2, 4, 3]\n");
    assertThat(run("-e", code).out()).isEqualTo("[2, 4, 3]\n");
  }
}
