package ipcsh.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.Outcome;
import ipcsh.kit.Program;
import ipcsh.kit.Scripts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A session that was saved runs again in another process and directory, and asserts what was seen.
 */
class SaveIT {
  private static final Path LESSONS = Path.of("../scripts/lessons").toAbsolutePath().normalize();

  @TempDir Path directory;
  private Path elsewhere;

  @BeforeEach
  void another() throws IOException {
    elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
  }

  private String saved(String session) throws IOException {
    // a session with roles works in a directory of its own
    Path file = directory.resolve("saved.groovy");
    Outcome typed = Program.feed(directory, session + "\nsave '" + file + "'\n", "-k");
    assertThat(file).as(typed.err()).exists();
    return Files.readString(file);
  }

  private Outcome replayed(String text) throws IOException {
    Files.writeString(directory.resolve("replayed.groovy"), text);
    return Program.run(elsewhere, "../replayed.groovy");
  }

  private void holds(String text) throws IOException {
    Outcome again = replayed(text);
    assertThat(again.err()).as(text).isEmpty();
    assertThat(again.status()).isZero();
  }

  @Test
  void anyTitleMakesAScriptThatRuns() throws IOException {
    Program.feed(
        directory,
        """
        (a, b) = socketpair()
        int n = a
        send n, 'x'
        save 'titled.groovy', title: 'It\\'s \\\\ $x ${y}\\nsecond "line" \\u001b'
        """,
        "-k");
    Outcome again = Program.run(directory, "titled.groovy");
    assertThat(again.err()).isEmpty();
    assertThat(again.out()).contains("It's \\ $x ${y}").contains("second \"line\"");
  }

  @Test
  void looksThatFailedAndRecordingsAreLeftOut() throws IOException {
    String text =
        saved(
            """
            (a, b) = socketpair()
            ls '/no/such/folder'
            record
            pwd
            shells
            close 88
            """);
    assertThat(text)
        .contains("fails(EBADF) { close 88 }")
        .doesNotContain("ls '/no", "record", "pwd", "shells");
    holds(text);
  }

  @Test
  void shellsAreNamed() throws IOException {
    Outcome typed =
        Program.feed(
            directory,
            """
            n = 3
            save 'some.groovy', all: ['here']
            save 'none.groovy', all: ['nobody']
            save 'wrong.groovy', all: 3
            """,
            "-k",
            "-n",
            "here");
    assertThat(Files.readString(directory.resolve("some.groovy"))).contains("here = shell 'here'");
    assertThat(typed.err())
        .contains("there is no shell 'nobody', only here")
        .contains("all: expected true, or the names of shells, ['server', 'client'], given 3");
  }

  @Test
  void numbersBecomeNamesFailuresExpectationsAndResultsAsserts() throws IOException {
    String text =
        saved(
            """
            socket AF_UNIX, SOCK_DGRAM
            bind 3, 'server'
            c = socket AF_UNIX, SOCK_DGRAM
            sendto c, 'ABCDE', 'server'
            help recv
            sokcet 1
            recv 3, 3
            recv 3, 3, MSG_DONTWAIT
            """);
    assertThat(text.lines())
        .contains(
            "fd3 = socket AF_UNIX, SOCK_DGRAM",
            "bind fd3, 'server'",
            "assert sendto(c, 'ABCDE', 'server') == 5",
            "message1 = recv fd3, 3",
            "assert message1.text == 'ABC' && message1.truncated",
            "fails(EAGAIN) { recv fd3, 3, MSG_DONTWAIT }")
        .noneMatch(line -> line.contains("help") || line.contains("sokcet"));
    holds(text);
    assertThat(elsewhere).isEmptyDirectory();
    Outcome wrong = replayed(text.replace("== 'ABC'", "== 'ABX'"));
    assertThat(wrong.status()).isEqualTo(1);
    assertThat(wrong.err()).contains("assert message1.text == 'ABX'");
  }

  @Test
  void whatRanBesideIsWaitedFor() throws IOException {
    String text =
        saved(
            """
            (a, b) = socketpair AF_UNIX, SOCK_DGRAM
            bg { recv b }
            eventually { !jobs.isEmpty() && jobs[0].call }
            send a, 'one'
            eventually { jobs[0].done }
            recv b, 5, MSG_DONTWAIT
            """);
    assertThat(text).contains("job1 = bg { recv b }", "eventually { job1.done }", "fails(EAGAIN)");
    holds(text);
  }

  @Test
  void whatDiffersFromRunToRunIsNotAsserted() throws IOException {
    String text =
        saved(
            """
            k = fork()
            k { getppid() }
            k { exit 3 }
            waitpid k
            (a, b) = socketpair()
            send a, "from ${getpid()}"
            recv b
            System.nanoTime()
            """);
    assertThat(text.lines())
        .contains("assert k { getppid() } == getpid()", "assert waitpid(k).exit == 3")
        .contains("recv b", "System.nanoTime()");
    holds(text);
  }

  @Test
  void aFileThatIsThereIsKept() throws IOException {
    Files.writeString(directory.resolve("x.groovy"), "mine");
    Outcome refused = Program.feed(directory, "x = 1\nsave 'x.groovy'\n");
    assertThat(refused.err()).contains("already; force: true");
    assertThat(directory.resolve("x.groovy")).hasContent("mine");
    assertThat(Program.feed(directory, "x = 1\nsave 'x.groovy', force: true\n").status()).isZero();
    assertThat(Files.readString(directory.resolve("x.groovy"))).contains("x = 1");
  }

  @Test
  void aLoadedScriptLeavesItsNamesAndSaysWhereItFails() throws IOException {
    Files.writeString(directory.resolve("lib.groovy"), "def y = 20\ndef f(n) {\n  n + y\n}\n");
    assertThat(Program.feed(directory, "load 'lib.groovy'\nprintln f(1)\n").out())
        .isEqualTo("21\n");
    Files.writeString(directory.resolve("bad.groovy"), "z = 1\nopen '/no/such'\nz = 2\n");
    Outcome bad = Program.feed(directory, "load 'bad.groovy'\nprintln z\n", "-k");
    assertThat(bad.err()).startsWith("bad.groovy:2: open(");
    assertThat(bad.out()).isEqualTo("1\n");
  }

  static List<String> lessons() {
    return Scripts.ofTheShell(LESSONS);
  }

  @ParameterizedTest
  @MethodSource("lessons")
  void aLessonTypedAndSavedHoldsAgain(String lesson) throws IOException {
    holds(saved(Files.readString(LESSONS.resolve(lesson))));
  }
}
