package ipcsh.batch;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.Outcome;
import ipcsh.kit.Processes;
import ipcsh.kit.Program;
import ipcsh.kit.Running;
import ipcsh.kit.Tools;
import ipcsh.kit.Wait;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the program ends if its reader has gone, nothing can be written, or it is killed. */
class ExitIT {
  private static final Duration BOUND = Wait.LONG;

  @TempDir Path directory;

  /** A line of bash, in which {@code $ipcsh} is the program. */
  private Outcome bash(String line) {
    return Running.start(
            List.of("bash", "-c", line), directory, Map.of("ipcsh", Program.launcher()))
        .outcome(BOUND);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"$ipcsh\" -e 'while (true) println 1' | head -1",
        "\"$ipcsh\" -e 'while (true) { try { println 1 } catch (Throwable e) { } }' | head -1",
        "\"$ipcsh\" --json -e 'while (true) println 1' | head -1",
        "\"$ipcsh\" -e 's = shell(\"a\"); s { while (true) println 1 }' | head -1",
        "\"$ipcsh\" -e 't = thread(\"t\"); t { while (true) println 1 }' | head -1",
        "{ \"$ipcsh\" --trace -e 'while (true) getppid()' 2>&1 >/dev/null; } | head -1",
      })
  void readerThatHasGoneEndsTheProgram(String line) {
    Outcome outcome = bash(line + "; exit ${PIPESTATUS[0]}");
    assertThat(outcome.status()).as(outcome.err()).isEqualTo(141);
    assertThat(outcome.lines()).hasSize(1);
    assertThat(outcome.err()).isEmpty();
  }

  @Test
  void readerThatHasGoneEndsWhatComesFromStandardInput() {
    Outcome outcome = bash("yes 'println 1' | \"$ipcsh\" | head -1; exit ${PIPESTATUS[1]}");
    assertThat(outcome.status()).as(outcome.err()).isEqualTo(141);
    assertThat(outcome.err()).isEmpty();
  }

  @Test
  void commandThatWritesToAClosedPipeFailsAsBefore() {
    Outcome outcome =
        Program.run(
            directory, "-e", "(r, w) = pipe(); close r; fails(EPIPE) { write w, 'x' }.errno");
    assertThat(outcome.out()).isEqualTo("EPIPE\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      value = {
        "\"$ipcsh\" -e 1 >/dev/full    => No space left on device",
        "\"$ipcsh\" -e 1 >&-           => Bad file descriptor",
        "\"$ipcsh\" --help >/dev/full  => No space left on device",
        "\"$ipcsh\" ls --json >/dev/full => No space left on device",
        "echo 'println 1; println 2' | \"$ipcsh\" >/dev/full => No space left on device",
      })
  void failureToWriteIsSaidOnceAndIsTheStatus(String line, String why) {
    Outcome outcome = bash(line);
    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.err()).isEqualTo("ipcsh: cannot write standard output: " + why + "\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      value = {
        "\"$ipcsh\" <&-                                       => ''",
        "\"$ipcsh\" -e 'println 3' 2>&-                       => 3",
        "\"$ipcsh\" <(echo 'println 7')                       => 7",
        "echo 'println 8' | \"$ipcsh\" /dev/stdin             => 8",
        "printf '\\357\\273\\277println 9\\n' | \"$ipcsh\"       => 9",
        "printf '\\357\\273\\277println 9\\n' >b; \"$ipcsh\" b   => 9",
      })
  void textsAreReadFromWhereTheyCanBe(String line, String printed) {
    Outcome outcome = bash(line);
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out().strip()).isEqualTo(printed);
    assertThat(outcome.status()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      value = {
        "(r, out) = pipe(); println 5                      => 5",
        "long out(int n) { n }; println out(6)             => 6",
        "out = { 1 }; print 7; println()                   => 7",
        "out = 'x'; printf '%d', 8                         => 8",
        "out = new StringWriter(); print 9; write(1, \"[$out]\") => [9]",
      })
  void variableThatIsNamedOutDoesNotMatterUnlessItTakesText(String code, String printed) {
    Outcome outcome = Program.run(directory, "-e", code + "; null");
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out().strip()).isEqualTo(printed);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '`',
      value = {
        "\"$ipcsh\" < /                          => ipcsh: standard input: cannot be read (Is a directory)",
        "mkfifo f; \"$ipcsh\" f                  => ipcsh: f: cannot be read (is not a regular file)",
        "\"$ipcsh\" /dev/zero                    => ipcsh: /dev/zero: cannot be read (is not a regular file)",
        "head -c 20M /dev/zero >z; \"$ipcsh\" z  => ipcsh: z: cannot be read (is larger than 16 MB)",
        "\"$ipcsh\" < /dev/zero => ipcsh: standard input: cannot be read (a line has more than 16777216 characters)",
        "mkfifo f; \"$ipcsh\" export f x.html    => ipcsh: f: cannot be read (is not a regular file)",
        "mkfifo f.groovy; \"$ipcsh\" export f.groovy x.c => ipcsh: f.groovy: cannot be read (is not a regular file)",
        "mkfifo f; echo \"load 'f'\" | \"$ipcsh\" => standard input:1: load: f is not a regular file",
        "echo 'println \"costs 5$ only\"' >s; \"$ipcsh\" s => s:1: this character is not valid here",
        "echo 'inspect 77' >s; \"$ipcsh\" s       => s:1: inspect(77) = -1 EBADF",
        "echo 'fds(99999999)' >s; \"$ipcsh\" s    => s:1: fds(99999999) = -1 ESRCH",
        "printf '((((%.0s' {1..3000} >s; printf '))))%.0s' {1..3000} >>s; \"$ipcsh\" s => s:1: ",
      })
  void whatCannotBeReadOrSaidIsOneErrorWithItsPlace(String line, String error) {
    Outcome outcome = bash(line);
    assertThat(outcome.err()).startsWith(error).doesNotContain("\tat ", "Exception", "antlr");
    assertThat(outcome.status()).isIn(1, 2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mkdir s.expected", "ln -s s.expected s.expected"})
  void expectedThatIsNoFileIsAnError(String make) throws IOException {
    Files.writeString(directory.resolve("s.groovy"), "println 1\n");
    Outcome outcome = bash(make + "; \"$ipcsh\" replay --update s.groovy");
    assertThat(outcome.err()).contains("s.expected: cannot be").doesNotContain("\tat ");
    assertThat(outcome.status()).isEqualTo(1);
  }

  @Test
  void veryLongScriptRunsAndItsErrorHasItsLine() throws IOException {
    StringBuilder text = new StringBuilder("def last = 0\n");
    for (int i = 2; i < 5000; i++) {
      text.append("x = ").append(i).append("; assert x == ").append(i).append("; last = x\n");
    }
    Files.writeString(directory.resolve("s.groovy"), text + "println last\nopen '/no/such'\n");
    Outcome outcome = Program.run(directory, "s.groovy");
    assertThat(outcome.out()).isEqualTo("4999\n");
    assertThat(outcome.err()).startsWith("s.groovy:5001: open(");
  }

  @ParameterizedTest
  @ValueSource(strings = {"replay", "export", "watch", "ls", "attach", "fds"})
  void wordsHaveAUsage(String word) {
    Outcome outcome = Program.run(directory, word, "--help");
    assertThat(outcome.status()).as(outcome.err()).isZero();
    assertThat(outcome.out()).contains(word);
    assertThat(outcome.lines()).hasSizeGreaterThan(1);
  }

  @Test
  void roleStartsWithFewDescriptors() {
    Outcome outcome = bash("ulimit -n 256; \"$ipcsh\" -e 's = shell(\"a\"); s { 1 + 1 }'");
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.lines()).contains("a: 2");
  }

  @Test
  void blockAtTheEndThatWaitsIsLeftAndTheRestIsDone() throws IOException {
    try (Running running =
        Program.start(
            directory,
            "-e",
            "d = scratch(); println d; atexit { println 'rest' };"
                + " atexit { println 'blocks'; (r, w) = pipe(); read r }; exit 0")) {
      running.awaitOutput("blocks");
      ProcessHandle.of(running.pid()).orElseThrow().destroy();
      Outcome outcome = running.outcome(BOUND);
      assertThat(outcome.lines()).endsWith("blocks", "rest");
      assertThat(Path.of(outcome.lines().get(0))).doesNotExist();
    }
  }

  @Test
  void killedShellLeavesNoProgramAndTheNextOneRemovesItsDirectory() throws IOException {
    String scratch;
    long program;
    // other tests do not sweep this directory
    Map<String, String> alone = Map.of("IPCSH_JAVA_OPTS", "-Dipcsh.scratch=" + directory);
    String code =
        "println scratch(); println spawn('sleep', '1000').pid; spawn('sh', '-c', 'sleep 999 &').wait();"
            + " println 'there'; sleep 1000.s";
    try (Running running =
        Running.start(List.of(Program.launcher(), "-e", code), directory, alone)) {
      running.awaitOutput("there");
      List<String> lines = running.output().lines().toList();
      scratch = lines.get(0);
      program = Long.parseLong(lines.get(1));
      ProcessHandle.of(running.pid()).orElseThrow().destroyForcibly();
      running.outcome(BOUND);
    }
    Processes.awaitEnd(program);
    assertThat(Path.of(scratch)).exists().hasParent(directory);
    try (Running next =
        Running.start(List.of(Program.launcher(), "-e", "sleep 1000.s"), directory, alone)) {
      Wait.until(BOUND, "what " + next.pid() + " sweeps", () -> !Files.exists(Path.of(scratch)));
    }
  }

  @Test
  void directoryOfALivingShellStays() {
    try (Running running = Program.start(directory, "-e", "println scratch(); sleep 1000.s")) {
      running.awaitOutput("\n");
      Program.run(directory, "-e", "sleep 100.ms");
      assertThat(Path.of(running.output().strip())).exists();
    }
  }

  @Test
  void anotherUserIsGivenWhatItNeedsAndNothingElse() {
    Tools.needs("root".equals(System.getProperty("user.name")), "just root becomes another user");
    String code =
        "println spawn('env', user: 'nobody', env: [A: 'b']).out.text; s = shell('s', user: 'nobody', env: [C: 'd']);"
            + " println s { System.getenv().toString() }; s { System.getenv('C') }";
    Outcome outcome =
        Running.start(
                List.of(Program.launcher(), "-e", code),
                directory,
                Map.of("SECRET", "word", "IPCSH_X", "y", "LC_TIME", "C", "TZ", "UTC"))
            .outcome(BOUND);
    String all =
        new String(outcome.out().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    assertThat(all)
        .contains("A=b", "USER=nobody", "LOGNAME=nobody", "IPCSH_X=y", "LC_TIME=C", "TZ=UTC")
        .contains("HOME=", "SHELL=", "PATH=", "C:d")
        .doesNotContain("SECRET", "word");
  }
}
