package ipcsh.language.saving;

import static ipcsh.language.saving.Facts.descriptor;
import static ipcsh.language.saving.Facts.entry;
import static ipcsh.language.saving.Facts.failed;
import static ipcsh.language.saving.Facts.interrupted;
import static ipcsh.language.saving.Facts.literal;
import static ipcsh.language.saving.Facts.message;
import static ipcsh.language.saving.Facts.running;
import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import ipcsh.language.JournalEntry;
import ipcsh.language.ValueFact;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A journal as lines that can be replayed. */
@OnShell
class SavedSessionTest {
  private static final int SMALL = 1000;

  private static final ValueFact ONE = literal(1);

  private Shell shell;

  @BeforeEach
  void reads(Shell itsShell) {
    shell = itsShell;
  }

  private SavedSession saved(boolean failures, boolean inBlocks, List<JournalEntry> entries) {
    int pid = shell.context().kernel().quiet().processes().getpid();
    return SavedSession.of(shell.session(), entries, pid, failures, inBlocks);
  }

  private SavedSession saved(JournalEntry... entries) {
    return saved(true, false, List.of(entries));
  }

  private static List<String> lines(SavedSession saved) {
    List<String> lines = new ArrayList<>();
    saved.pieces().forEach(piece -> lines.addAll(piece.lines()));
    return lines;
  }

  /** Enters lines in a shell, saves it, and checks that another one replays what was saved. */
  private List<String> entered(String... entries) {
    for (String each : entries) {
      enter(each);
    }
    List<String> lines = lines(saved(true, false, shell.session().journal().entries()));
    shell.closeAll();
    try (Shell another = new Shell()) {
      another.run(String.join("\n", lines));
    }
    return lines;
  }

  private void enter(String text) {
    try {
      shell.entry(text);
    } catch (Throwable asInASession) {
      assertThat(shell.session().journal().entries()).isNotEmpty();
    }
  }

  @Test
  void whatIsTheSameIsAssertedAndNumbersAreNames() {
    assertThat(
            entered(
                "(a, b) = socketpair()",
                "write a, 'it\\'s'",
                "recv b",
                "fork()",
                "1 + 2",
                "m = recv b, 10, MSG_DONTWAIT",
                "getpid()"))
        .contains("(a, b) = socketpair()", "assert write(a, 'it\\'s') == 4")
        .contains("assert recv(b).text == 'it\\'s'", "fork()", "assert (1 + 2) == 3")
        .contains("fails(EAGAIN) { m = recv b, 10, MSG_DONTWAIT }", ownProcessId());
  }

  /** A small number is not taken for the ID of the process. */
  private static String ownProcessId() {
    boolean isSmall = ProcessHandle.current().pid() < SMALL;
    return isSmall ? "getpid()" : "assert getpid() == getpid()";
  }

  @Test
  void aResultThatLaterLinesUseGetsAName() {
    ValueFact ends = Facts.list(descriptor(3, 1), descriptor(4, 2));
    List<String> lines =
        lines(
            saved(
                entry("pipe()", ends),
                entry("write _[1], 'abc'", literal(3)),
                entry("read 3", message("abc".getBytes(StandardCharsets.UTF_8))),
                entry("_.size + 1", literal(4)),
                entry("'x'", literal("x")),
                entry("_ + 'y'", literal("xy"))));
    assertThat(lines)
        .containsExactly(
            "(fd3, fd4) = pipe()",
            "assert write([fd3, fd4][1], 'abc') == 3",
            "message1 = read fd3",
            "assert message1.text == 'abc'",
            "assert (message1.size + 1) == 4",
            "value1 = 'x'",
            "assert value1 == 'x'",
            "assert (value1 + 'y') == 'xy'");
  }

  @Test
  void descriptorsByNumberAreThoseWhoHaveThem() {
    assertThat(
            lines(
                saved(
                    entry(
                        "s = socket()", descriptor(3, 1), Map.of("s", descriptor(3, 1)), Map.of()),
                    entry("close 3", literal(0)),
                    entry("socket()", descriptor(3, 2)),
                    entry("dup(3)", descriptor(4, 3)),
                    entry("dup 4", descriptor(5, 4)),
                    entry("dup 77", descriptor(6, 5)))))
        .containsExactly(
            "s = socket()", "close s", "fd3 = socket()", "fd4 = dup(fd3)", "dup fd4", "dup 77");
  }

  @Test
  void aValueWithoutANameCannotBeUsed() {
    SavedSession saved = saved(entry("_ + 1", ONE), entry("x = 1", ONE));
    assertThat(lines(saved)).containsExactly("x = 1");
    assertThat(saved.leftOut()).containsExactly(Map.entry("use a value that has no variable", 1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "System.nanoTime()",
        "new Object()",
        "nobody.knows()",
        "\"x ${System.nanoTime()}\"",
        "[System.nanoTime()]",
        "getpid() + 1",
      })
  void whatIsAnotherValueNextTimeIsNotAsserted(String text) {
    SavedSession saved = saved(entry(text, literal(123456)));
    assertThat(lines(saved)).containsExactly(text);
    assertThat(saved.asserted()).isZero();
  }

  @Test
  void nameThatTheKernelChoseIsNotAssertedAndATypedOneIs() {
    Map<String, ValueFact> names = Map.of("s", descriptor(3, 1));
    assertThat(
            lines(
                saved(
                    entry("s = socket()", descriptor(3, 1), names, Map.of()),
                    entry("bind s, '@mine'", literal(0)),
                    entry("getsockname s", literal("@mine")))))
        .contains("assert getsockname(s) == '@mine'");
    assertThat(
            lines(
                saved(
                    entry("s = socket()", descriptor(3, 1), names, Map.of()),
                    entry("bind s, ''", literal(0)),
                    entry("getsockname s", literal("@0a1b2")))))
        .contains("getsockname s")
        .noneMatch(line -> line.contains("0a1b2"));
  }

  @Test
  void failedCallsAreExpectedOnes() {
    assertThat(
            lines(
                saved(
                    failed("close 9", "EBADF", Map.of()),
                    failed("close 9 // not mine", "EBADF", Map.of()),
                    failed("write w,\n  'x'", "EPIPE", Map.of()),
                    failed("write w, \'\'\'x\ny\'\'\'", "EPIPE", Map.of()))))
        .containsExactly(
            "fails(EBADF) { close 9 }",
            "fails(EBADF) {\n    close 9 // not mine\n}",
            "fails(EPIPE) {\n    write w,\n      'x'\n}",
            "fails(EPIPE) {\nwrite w, \'\'\'x\ny\'\'\'\n}");
  }

  @Test
  void orLeftOut() {
    List<JournalEntry> entries =
        List.of(
            failed("close 9", "EBADF", Map.of()),
            failed("nonsense", "", Map.of()),
            failed("x = 1; close 9", "EBADF", Map.of("x", ONE)),
            entry("1 +", ONE));
    SavedSession saved = saved(false, false, entries);
    assertThat(lines(saved)).containsExactly("x = 1");
    assertThat(saved.leftOut())
        .containsEntry("mistaken", 1)
        .containsEntry("not valid in the language", 1)
        .containsKey("failed");
  }

  @Test
  void aMistakeIsNeverKeptButWhatItHadAssigned() {
    SavedSession saved =
        saved(
            failed("nonsense", "", Map.of()),
            failed("a = 1; b = 2; nonsense; c = 3", "", Map.of("a", ONE, "b", ONE)));
    assertThat(lines(saved)).containsExactly("a = 1; b = 2");
  }

  @Test
  void whatWasInterruptedIsLeftOut() {
    SavedSession saved =
        saved(
            interrupted("recv s", Map.of()), interrupted("x = 5; recv s", Map.of("x", literal(5))));
    assertThat(lines(saved)).containsExactly("x = 5");
    assertThat(saved.leftOut()).containsEntry("interrupted", 2);
  }

  @Test
  void whatRunsStillIsKept() {
    SavedSession saved = saved(running("pause()"));
    assertThat(saved.pieces()).hasSize(1);
    assertThat(saved.pieces().get(0).end()).isZero();
    assertThat(saved.asserted()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"fds()", "fds", "help", "fds().size()", "fds() == 1", "x", "5", "x.number"})
  void whatOnlyLooksIsLeftOut(String text) {
    SavedSession saved = saved(entry(text, Facts.other("Table")));
    assertThat(lines(saved)).isEmpty();
    assertThat(saved.leftOut()).containsExactly(Map.entry("only look", 1));
  }

  @Test
  void whatIsNamedAsACommandThatLooksMayBeAMethodOfAnotherObject() {
    assertThat(entered("list = [1]", "list.clear()", "clear"))
        .containsExactly("list = [1]", "list.clear()");
  }

  @Test
  void unlessALaterLineUsesIt() {
    SavedSession saved =
        saved(entry("fds()", Facts.other("Table")), entry("println _", Facts.NOTHING));
    assertThat(lines(saved)).containsExactly("table1 = fds()", "println table1");
    assertThat(saved.leftOut()).isEmpty();
  }

  @Test
  void definitionsOfVariablesAreTheSessions() {
    assertThat(entered("def n = 4", "int i = 5L", "def (x, y) = [1, 2]", "def z", "n + i + x + y"))
        .containsExactly(
            "n = 4",
            "i = (int) (5L)",
            "(x, y) = [1, 2]",
            "z = null",
            "assert (n + i + x + y) == 12");
  }

  @Test
  void functionsAndWhatWasDefinedAgain() {
    List<String> lines =
        entered(
            "def f(a) { a + 1 }", "f(1)", "def f(a) { a + 10 }", "f(1)", "def g() { f(2) }", "g()");
    assertThat(lines)
        .containsExactly(
            "f = { a -> a + 1 }",
            "assert f(1) == 2",
            "f = { a -> a + 10 }",
            "assert f(1) == 11",
            "def g() { f(2) }",
            "assert g() == 12");
  }

  @Test
  void onlyTheLastClassOfANameIsKept() {
    SavedSession saved =
        saved(
            entry("class A { }", Facts.NOTHING),
            entry("class A { def x }", Facts.NOTHING),
            entry("import java.util.concurrent.*", Facts.NOTHING));
    assertThat(lines(saved)).containsExactly("class A { def x }", "import java.util.concurrent.*");
    assertThat(saved.pieces()).allMatch(SavedEntry::definition);
    assertThat(saved.leftOut()).containsEntry("defined again later", 1);
  }

  @Test
  void whatStandsInABlockHasNoDefinitions() {
    SavedSession saved =
        saved(
            true,
            true,
            List.of(
                entry("class A { }", Facts.NOTHING),
                entry("import java.util.concurrent.*", Facts.NOTHING),
                entry("def f(a) { a }", Facts.NOTHING),
                entry("f(3)", literal(3))));
    assertThat(lines(saved)).containsExactly("f = { a -> a }", "assert f(3) == 3");
    assertThat(saved.pieces()).noneMatch(SavedEntry::definition);
    assertThat(saved.leftOut()).containsExactly(Map.entry("cannot be part of a role's block", 2));
  }

  @Test
  void aCommentIsKept() {
    assertThat(lines(saved(entry("// what follows", Facts.NOTHING), entry("x = 1", ONE))))
        .containsExactly("// what follows", "x = 1");
  }

  @Test
  void charactersOfTwoHalvesMoveNothing() {
    assertThat(
            entered(
                "(r, w) = pipe()", "say '\ud83d\ude00'; write w, '\ud83d\ude00'", "read(r).text"))
        .containsExactly(
            "(r, w) = pipe()",
            "say '\ud83d\ude00'; write w, '\ud83d\ude00'",
            "assert read(r).text == '\\ud83d\\ude00'");
  }

  @Test
  void namesThatAreLeftAreRemovedBeforeAndAfter() {
    SavedSession left = saved(entry("mkfifo '/tmp/it\\'s', 0600", literal(0)));
    assertThat(lines(left))
        .containsExactly(
            "try { unlink '/tmp/it\\'s' } catch (SysException e) { assert e.errno == ENOENT }"
                + "  // of an earlier run",
            "mkfifo '/tmp/it\\'s', 0600",
            "atexit { unlink '/tmp/it\\'s' }");
    SavedSession removed =
        saved(entry("mkfifo '/tmp/f', 0600", literal(0)), entry("unlink '/tmp/f'", literal(0)));
    assertThat(lines(removed)).noneMatch(line -> line.contains("atexit"));
  }

  @Test
  void whatRanInTheBackgroundIsWaitedFor() {
    ValueFact job = Facts.job(1);
    List<String> lines =
        lines(
            saved(
                entry("j = t.start { recv b }", job, Map.of("j", job), Map.of()),
                entry("write a, 'x'", ONE, Map.of(), Map.of(1, "blocked")),
                entry("x = 2", literal(2), Map.of(), Map.of(1, "done")),
                entry("x = 3", literal(3), Map.of(), Map.of())));
    assertThat(lines)
        .containsExactly(
            "j = t.start { recv b }",
            "eventually { j.call || j.done }",
            "assert write(a, 'x') == 1",
            "eventually { j.done }",
            "x = 2",
            "x = 3");
  }

  @Test
  void dataOfAProgramIsNotAsserted() {
    assertThat(
            lines(
                saved(
                    entry("spawn 'date'", Facts.process(5000)),
                    entry("read r", message("Thu".getBytes(StandardCharsets.UTF_8))))))
        .containsExactly("spawn 'date'", "read r");
  }

  @Test
  void nothingOfNothing() {
    SavedSession saved = saved();
    assertThat(saved.pieces()).isEmpty();
    assertThat(saved.asserted()).isZero();
    assertThat(saved.leftOut()).isEmpty();
  }
}
