package ipcsh.language.saving;

import static ipcsh.language.saving.Determinism.DATA;
import static ipcsh.language.saving.Determinism.NAME;
import static ipcsh.language.saving.Determinism.OTHER;
import static ipcsh.language.saving.Determinism.PID;
import static ipcsh.language.saving.Determinism.SAME;
import static ipcsh.language.saving.Determinism.STATE;
import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether an expression gives the same value in the next run. */
@OnShell
class DeterminismAnalysisTest {
  private Shell shell;
  private SessionState known;

  @BeforeEach
  void afterSomeEntries(Shell itsShell) {
    shell = itsShell;
    known = new SessionState(shell.context());
    known.assign("same", SAME);
    known.assign("data", DATA);
    known.assign("pid", PID);
    known.assign("other", OTHER);
    known.assign("s", SAME);
    known.handle("s", true);
    known.gave(DATA);
  }

  private Determinism of(String text) {
    return DeterminismAnalysis.entry(known, EntryTree.of(shell.session(), text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "'text'",
        "same",
        "same + 1",
        "O_CREAT | O_RDWR",
        "ENOENT",
        "[same, 2, 'x']",
        "[a: same]",
        "\"a ${same} b\"",
        "same ? 1 : 2",
        "[3, 1].sort().collect { it * same }",
        "[1, 2].collect { n -> n + 1 }",
        "x = 5; x + 1",
        "def n = 1; n",
        "(a, b) = [1, 2]; a + b",
        "f = { it + 1 }; f(1)",
        "def g(a) { a + same }; g(1)",
        "socket()",
        "(a, b) = socketpair()",
        "eventually { same }",
        "pid == pid",
        "getpid() != pid",
        "for (i in 1..3) { i }",
      })
  void same(String text) {
    assertThat(of(text)).isEqualTo(SAME);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "other",
        "nobody",
        "System.nanoTime()",
        "new Object()",
        "new Date()",
        "other + 1",
        "\"a ${other}\"",
        "\"a ${s}\"",
        "same.hashCode()",
        "same.nobody",
        "pid + 1",
        "pid == 4711",
        "pid < pid",
        "same.&hashCode",
        "x = other; x",
        "x = same; x += other; x",
        "def f() { other }; f()",
        "f = { System.nanoTime() }; f()",
        "nobody(1)",
        "fds()",
        "\"$other\".size()",
      })
  void anotherOne(String text) {
    assertThat(of(text).level()).isEqualTo(Determinism.Level.OTHER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"getpid()", "getppid()", "pid", "s.pid", "x = pid; x", "[pid, 1]"})
  void madeOfProcesses(String text) {
    assertThat(of(text).level()).isEqualTo(Determinism.Level.PID);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "data",
        "recv s",
        "m = recv(s); m.text",
        "read(s, 10).size",
        "_",
        "_.text",
        "data.text + 'x'",
        "same[0]",
      })
  void received(String text) {
    assertThat(of(text)).isEqualTo(DATA);
  }

  @Test
  void whatTheKernelCountsAndCalls() {
    assertThat(of("lseek s, 0, SEEK_CUR")).isEqualTo(STATE);
    assertThat(of("getsockname s")).isEqualTo(NAME);
  }

  @Test
  void onlyTheLastCounts() {
    assertThat(of("System.nanoTime(); 1")).isEqualTo(SAME);
    assertThat(of("1; System.nanoTime()")).isEqualTo(OTHER);
  }

  @Test
  void whichDescriptorItIsDoesNotMatter() {
    assertThat(of("dup other")).isEqualTo(SAME);
    assertThat(of("recv other")).isEqualTo(DATA);
  }

  @Test
  void itLearnsWhatVariablesAreMadeOf() {
    of("a = other; b = 1; c = data; d = a; def f() { a }");
    assertThat(known.variable("a")).isEqualTo(OTHER);
    assertThat(known.variable("b")).isEqualTo(SAME);
    assertThat(known.variable("c")).isEqualTo(DATA);
    assertThat(known.variable("d")).isEqualTo(OTHER);
    assertThat(known.variable("f")).isEqualTo(OTHER);
    assertThat(known.functions()).containsExactly("f");
    of("a = 1");
    assertThat(known.variable("a")).isEqualTo(SAME);
    of("list = []; list << other");
    assertThat(known.variable("list")).isEqualTo(OTHER);
  }

  @Test
  void parametersOfABlockAreNoVariables() {
    of("[1].each { n -> n = other }");
    assertThat(known.variable("n")).isNull();
  }

  @Test
  void itLearnsWhatWasWritten() {
    of("write s, 'x'");
    assertThat(known.written()).isEqualTo(Determinism.Level.SAME);
    of("write s, \"I am ${getpid()}\"");
    assertThat(known.written()).isEqualTo(Determinism.Level.PID);
    of("write s, \"it is ${System.nanoTime()}\"");
    assertThat(known.written()).isEqualTo(Determinism.Level.OTHER);
  }

  @Test
  void itLearnsOfPrograms() {
    of("fork()");
    assertThat(known.hasPrograms()).isFalse();
    of("spawn 'true'");
    assertThat(known.hasPrograms()).isTrue();
  }

  @Test
  void whatIsAssignedInTheBackgroundNobodyKnows() {
    of("t = thread('t'); t.start { x = 1 }");
    assertThat(known.variable("x")).isEqualTo(OTHER);
  }

  @Test
  void memoryThatTwoWrite() {
    assertThat(of("same.getInt(0)")).isEqualTo(DATA);
    of("same.putInt(0, 1)");
    assertThat(known.isRaced()).isFalse();
    of("t.start { same.putInt(0, 2) }");
    assertThat(known.isRaced()).isTrue();
    assertThat(of("same.getInt(0)").isSame()).isFalse();
  }
}
