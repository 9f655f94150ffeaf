package ipcsh.app;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.command.model.CommandModel;
import ipcsh.kit.Outcome;
import ipcsh.kit.Program;
import ipcsh.kit.Shell;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A descriptor table that is full, or nearly: lazily loaded parts of the shell are first used then,
 * and whatever fails works again when there is space.
 */
class FullTableIT {
  private static final int LIMIT = 300;
  private static final Duration BOUND = Duration.ofSeconds(600);

  /** Commands that end the program, or may wait forever. */
  private static final Set<String> NOT =
      Set.of(
          "exit",
          "quit",
          "alarm",
          "pause",
          "sleep",
          "lesson",
          "eventually",
          "sigwait",
          "watch",
          "attach");

  private static final String FREE = "fds().findAll { it.number > 2 }.each { close it }";

  @TempDir Path directory;

  private static String filled(int left) {
    return "fails(EMFILE) { while (true) dup 1 }\n"
        + "for (n in 0..<"
        + left
        + ") close("
        + (LIMIT / 2)
        + " + n)\n";
  }

  private static List<String> commands() {
    try (Shell shell = new Shell()) {
      return shell.context().registry().all().stream()
          .map(CommandModel::name)
          .filter(name -> !NOT.contains(name))
          .toList();
    }
  }

  private Outcome run(List<String> lines) {
    String input = String.join("\n", lines) + "\n";
    return Program.limited(directory, LIMIT, "--keep-going")
        .type(input.getBytes(StandardCharsets.UTF_8))
        .outcome(BOUND);
  }

  /** Only readable errors. */
  private static void assertReadable(Outcome outcome) {
    assertThat(outcome.err())
        .doesNotContain("\tat ", "in thread", "NoClassDefFound", "Initializer")
        .doesNotContain("NullPointer", "UnsupportedOperation", "IllegalState");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2})
  void everyCommandCanBeCalledWithFewFreeDescriptors(int left) {
    List<String> lines = new ArrayList<>(List.of("s = 3"));
    List<String> commands = commands();
    for (int i = 0; i < commands.size(); i++) {
      String command = commands.get(i);
      if (i % 4 == 0) {
        lines.add(FREE);
        lines.add(filled(left));
      }
      lines.add("help " + command);
      // as typed by a user who does not know the command
      lines.add("bg { " + command + "() }.get(500.ms)");
      lines.add("bg { " + command + "(1) }.get(500.ms)");
      lines.add("bg { " + command + "('x') }.get(500.ms)");
      lines.add("jobs.each { it.cancel() }");
      lines.add("trace off; record off");
    }
    lines.add(FREE);
    lines.add("println 'reached ' + (1 + 1)");
    lines.add("println 'forked ' + (fork()({ getpid() }) > 0)");
    lines.add("println 'looked ' + fds().size()");
    Outcome outcome = run(lines);
    assertReadable(outcome);
    String err = outcome.err();
    assertThat(outcome.out())
        .as(
            "status %d, at the end: %s",
            outcome.status(), err.substring(Math.max(0, err.length() - 2000)))
        .contains("reached 2", "forked true", "looked ");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 5})
  void whatTheShellDoesForItselfWorksWithATableOfItsOwn(int left) {
    Outcome outcome =
        run(
            List.of(
                filled(left),
                "lissten 3",
                "println 'fds ' + (fds().size() > 200)",
                "println 'draw ' + draw().toString().startsWith('ipcsh')",
                "println 'inspect ' + inspect(1).toString().contains('fd 1')",
                "println 'help ' + help('all').toString().contains('pattern')",
                "println 'lessons ' + (lessons().size() > 10)",
                "println 'errno ' + errno(EAGAIN).toString().contains('EAGAIN')",
                "save 'x.groovy'",
                "load 'x.groovy'",
                "leftovers; jobs; history; shells; exception",
                FREE,
                "println 'free ' + fds().size()"));
    assertReadable(outcome);
    assertThat(outcome.out())
        .contains("fds true", "inspect true", "help true", "lessons true", "errno true")
        .contains("free ");
    assertThat(outcome.err()).contains("did you mean listen?");
    assertThat(directory.resolve("x.groovy")).exists();
  }

  @Test
  void whatFailedForWantOfDescriptorsWorksAfterwards() {
    List<String> lines = new ArrayList<>();
    List<String> wanted =
        List.of(
            "println 'fork ' + (fork()({ getpid() }) > 0)",
            "println 'spawn ' + spawn('true').wait().exit",
            "println 'role ' + shell('q')({ 1 + 1 })",
            "println 'thread ' + thread('t')({ 2 + 2 })",
            "println 'plugin ' + (pattern(3).size() == 3)",
            "println 'pair ' + (socketpair().size())",
            "man 'recv'");
    for (int left = 0; left < 6; left++) {
      lines.add(filled(left));
      wanted.forEach(
          line -> lines.add("try { " + line.replace("println", "assert") + " } catch (e) {}"));
      lines.add(FREE);
    }
    lines.addAll(wanted);
    Outcome outcome = run(lines);
    assertThat(outcome.err()).doesNotContain("\tat ", "in thread");
    assertThat(outcome.out())
        .contains("fork true", "spawn 0", "role 2", "thread 4", "plugin true", "pair 2");
  }

  @Test
  void theLimitAndHowManyAreOpenIsSaid() {
    List<String> lines =
        List.of(
            "l = socket(); bind l, '@ipcsh-full-' + getpid(); listen l",
            "connect socket(), getsockname(l)",
            filled(0) + "dup 1",
            "accept l",
            "pipe()",
            "socketpair()");
    String full = LIMIT + " descriptors are open, and the limit is " + LIMIT;
    assertThat(run(lines).err())
        .contains("dup(1) = -1 EMFILE", full + " (RLIMIT_NOFILE, ulimit -n): close some")
        .contains("accept(3) = -1 EMFILE", full + " (RLIMIT_NOFILE, ulimit -n); the connection")
        .contains("pipe() = -1 EMFILE", "two descriptor numbers are needed: " + full)
        .contains("socketpair(AF_UNIX, SOCK_STREAM) = -1 EMFILE");
  }

  @Test
  void aFewDescriptorsAreEnoughToStart() {
    Outcome outcome =
        Program.limited(directory, 128, "-e", "shell('q')({ 1 + 1 }) + fork()({ 40 })")
            .outcome(BOUND);
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out()).endsWith("42\n");
  }

  @Test
  void anUncaughtErrorOfAThreadIsALine() {
    Outcome outcome =
        run(List.of("Thread.start { throw new Exception('mine') }.join()", "println exception()"));
    assertThat(outcome.err()).startsWith("in thread Thread-").contains("Exception: mine");
    assertThat(outcome.err()).doesNotContain("\tat ");
    assertThat(outcome.out()).contains("java.lang.Exception: mine", "\tat ");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 12})
  void aLimitThatTheShellSetsForItselfIsLikeAFullTable(int limit) {
    Outcome outcome =
        run(
            List.of(
                "setrlimit RLIMIT_NOFILE, " + limit,
                "fails(EMFILE) { while (true) dup 1 }",
                "println 'soft ' + getrlimit(RLIMIT_NOFILE).soft",
                "stat '/none'",
                "fds; draw; help; lessons; leftovers; jobs; history; shells",
                "fork()",
                "thread('t').call { gettid() }",
                "spawn 'true'",
                "shell 's'",
                "save 'x.groovy'",
                "ls '/'",
                "setrlimit RLIMIT_NOFILE, " + LIMIT,
                FREE,
                "println 'again ' + fds().size()",
                "println 'forked ' + (fork()({ getpid() }) > 0)",
                "println 'type ' + stat('/').type"));
    assertReadable(outcome);
    assertThat(outcome.out())
        .as(outcome.err())
        .contains("soft " + limit, "again ", "forked true", "type dir");
  }
}
