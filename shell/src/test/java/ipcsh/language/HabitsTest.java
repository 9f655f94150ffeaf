package ipcsh.language;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.Leftovers;
import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Input in the syntax of other languages is answered with what to use instead, before anything is
 * run.
 */
@OnShell
class HabitsTest {
  @Test
  void everyLineOfTheTableIsAnsweredBeforeAnythingIsDone(Shell shell) {
    List<String> wrong = new ArrayList<>();
    Leftovers before = new Leftovers();
    Habits.typed()
        .forEach(
            (typed, answer) -> {
              if (!Completeness.isComplete(typed) && !typed.endsWith("{")) {
                wrong.add(typed + ": waits for another line");
              }
              String said = complaint(typed, shell);
              String pattern = Pattern.quote(answer).replace("{}", "\\E\\w+\\Q");
              if (!Pattern.compile("(?s)test:2: " + pattern + "\n.*").matcher(said).matches()) {
                wrong.add(typed + ": " + said);
              }
            });
    assertThat(wrong).isEmpty();
    assertThat(shell.session().names().isAssigned("done")).as("something was done").isFalse();
    assertThat(shell.context().descriptors().all()).as("nothing was opened").isEmpty();
    assertThat(before.now()).isEmpty();
  }

  /** The message for the second line of an entry. */
  private static String complaint(String typed, Shell shell) {
    String entry = "done = true;\n" + typed;
    if (!typed.startsWith("import")) {
      return shell.complaint(entry);
    }
    // imports are valid in the next lines
    try (Shell another = new Shell()) {
      return another.complaint(entry);
    }
  }

  @Test
  void noWordOfTheTableIsAWordOfTheLanguage(Shell shell) {
    // a name that has become a command must be removed from the table
    assertThat(Habits.names().stream().filter(shell.session().names()::isKnown)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "len = { it.size() }; assert len('abc') == 3",
        "def system(x) { x }; assert system('ls') == 'ls'",
        "buf = [1, 2, 3]; assert buf[1] == 2",
        "os = [fork: { 1 }]; assert os.fork() == 1",
        "f = { x -> x + 1 }; g = { a,b->a + b }; assert f(1) == 2 && g(1, 2) == 3",
        "x = 3; assert (x ? 'a' : 'b') == 'a'",
        "s = 'for x in y: #include &buf a->b $1'; assert s",
        "assert !false; !false",
        "def (a, b) = [6, 3]; assert a / b == 2 && (a & b) == 2",
        "m = [if: 1, 'for': 2]; assert m.if == 1",
        "[1, 2].each { n -> assert n }",
        "class T { int len() { 3 }; int twice() { 2 * len() } }; assert new T().twice() == 6",
        "assert 'abc'.with { toUpperCase() } == 'ABC'",
        "x = 5 // kill -9 1",
        "cat = 3; assert cat == 3",
        "static int h(int x) { return x + 1; }; assert h(3) == 4",
        "def main(x) { x }; assert main(3) == 3",
        "assert evaluate('getpid()') == getpid()",
        "println(); print ''",
        "assert NULL == null; assert socket() != NULL",
      })
  void whatMeansSomethingKeepsItsMeaning(String text, Shell shell) {
    shell.entry(text);
    try (Shell file = new Shell()) {
      file.run(text);
    }
  }

  @Test
  void nobodyGoesOnBehindAForkAsTheChild(Shell shell) {
    for (String typed :
        List.of(
            "if (fork() == 0) { done = 1 }",
            "if ((pid = fork()) == 0) { done = 1 }",
            "while (fork() != 0) { done = 1 }")) {
      assertThat(shell.complaint(typed)).contains("the child does not continue after the fork");
    }
    assertThat(shell.session().names().isAssigned("done")).isFalse();
    shell.run("if ((pid = fork()) < 0) { done = 1 }; assert pid > 0 && pid == pid.pid");
    shell.entry("fork = { 0 }");
    assertThat(shell.line("fork() == 0 ? 'mine' : ''")).isEqualTo("mine");
  }

  @Test
  void whatStandsInATextIsNoArgument(Shell shell) {
    assertThat(shell.complaint("spawn('perl', '-e', 'print F \"y\"; open(F, \"x\")', '\\q')"))
        .doesNotContain("comma");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "({ -> notify() })()",
        "[1].each { notifyAll() }",
        "({ -> clone() })()",
        "({ -> finalize() })()",
        "thread('t') { clone() }",
        "c = fork(); c { notify() }",
        "bg { clone() }.get()",
        "({ -> run() })()",
      })
  void whatJavaGivesEveryObjectIsNoCommand(String typed, Shell shell) {
    assertThat(shell.complaint(typed))
        .containsPattern("there is no (notify|notifyAll|clone|finalize|run) here");
  }

  @Test
  void aNameOfAnEarlierEntryIsNone(Shell shell) {
    shell.entry("len = { it.size() }");
    assertThat(shell.line("len('abc')")).isEqualTo("3");
    shell.entry("def cat(x) { x }");
    assertThat(shell.line("cat 4")).isEqualTo("4");
  }

  @Test
  void blocksOfThreadsAndChildrenAnswerToo(Shell shell) {
    shell.entry("t = thread('t'); c = fork()");
    assertThat(shell.complaint("t { strerror(3) }")).contains("errno 11");
    assertThat(shell.complaint("c { perror('x') }")).contains("errno 11");
    assertThat(shell.line("c { NULL }")).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      ignoreLeadingAndTrailingWhitespace = true,
      value = {
        "write(w \"abc\")            ; 1:9 a comma is missing before this argument of write",
        "write(1, \"abc\" 3)         ; 1:0 a comma is missing before this argument of write",
        "write w 'abc'              ; 1:9 a comma is missing before this argument of write",
        "sendto(w, 'a' '@b')        ; 1:0 a comma is missing before this argument of sendto",
        "send(w, [1, 2] 'x')        ; 1:0 a comma is missing before this argument of send",
        "bind s, /tmp/x             ; 1:9 a path is written in quotes",
        "open /tmp/x                ; 1:1 a path is written in quotes",
        "poll [l] + conns           ; 1:7 a list argument needs parentheses: poll([a, b])",
        "poll [l]                   ; 1:7 a list argument needs parentheses: poll([a, b])",
        "dup2(1 2)                  ; 1:8 a comma is missing before this argument of dup2",
      })
  void argumentsThatAreReadAsSomethingElseAreRefused(String line, String said, Shell shell) {
    String place = said.substring(0, said.indexOf(' '));
    String complaint = shell.complaint("s = 5; l = 6; conns = []\n" + line);
    assertThat(complaint).contains(said.substring(said.indexOf(' ') + 1)).startsWith("test:2: ");
    int column = Integer.parseInt(place.substring(2));
    if (column > 0) {
      assertThat(complaint.lines().skip(2).findFirst().orElse(""))
          .isEqualTo(" ".repeat(1 + column) + "^");
    }
    assertThat(shell.session().names().isAssigned("s")).as("something was done").isFalse();
    assertThat(java.nio.file.Path.of("tmp")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "open = 9; open / 3",
        "def open = 9; open / 3",
        "int open = 9; open / 3",
        "[9].collect { open -> open / 3 }[0]",
        "poll = [3]; poll [0]",
        "def f(kill) { kill / 3 }; f(9)",
        "(open, x) = [9, 1]; open / 3",
        "for (open in [9]) { r = open / 3 }; r",
      })
  void aNameWithAValueIsNoCommandWithoutItsArguments(String line, Shell shell) {
    assertThat(shell.line(line)).isEqualTo("3");
  }

  @Test
  void methodsOfJavaHideNoNameOfC(Shell shell) {
    assertThat(shell.complaint("wait()")).contains("ECHILD");
    assertThat(shell.complaint("wait(100)")).contains("wait: expected wait(timeout:), given 100");
    assertThat(shell.complaint("notify()"))
        .contains("there is no notify here: pthread_cond_signal");
    assertThat(shell.complaint("clone()")).contains("there is no clone here: fork()");
    assertThat(shell.complaint("run()")).contains("spawn('prog', 'arg')");
    shell.entry("p = spawn('sh', '-c', 'exit 3')");
    assertThat(shell.line("wait()")).matches("\\[pid:\\d+, exit:3\\]");
    shell.entry("p = spawn('sleep', '1000'); kill p, SIGKILL");
    assertThat(shell.line("wait")).matches("\\[pid:\\d+, signal:9.*\\]");
    assertThat(shell.complaint("wait()")).contains("ECHILD");
  }

  @Test
  void childWaitsForItsOwnChildren(Shell shell) {
    shell.entry("c = fork()");
    assertThat(shell.complaint("c { wait() }")).contains("ECHILD");
  }

  @ParameterizedTest
  @CsvSource({
    "lissten,     listen",
    "sokcet,      socket",
    "sock,        socket or sockatmark or socketpair",
    "SO_REUSADDR, SO_REUSEADDR",
    "SOKC_STREAM, SOCK_STREAM",
    "AF_UNX,      AF_UNIX",
    "af_unix,     AF_UNIX",
    "EAGIAN,      EAGAIN",
    "fsd,         fds",
    "pool,        poll",
    "mq_opn,      mq_open",
  })
  void unknownNamesAreAnsweredWithTheNearest(String typed, String meant, Shell shell) {
    assertThat(shell.complaint(typed)).contains("; did you mean " + meant + "?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "ct", "q", "zz", "foo", "IN", "o"})
  void nothingIsBetterThanNonsense(String typed, Shell shell) {
    shell.entry("a = 1; f = 2; r = 3");
    assertThat(shell.complaint(typed)).doesNotContain("did you mean");
  }

  @Test
  void manualPagesAreNamedAsInManuals(Shell shell) {
    String page = shell.line("man recv");
    assertThat(shell.line("man 2 recv")).isEqualTo(page);
    assertThat(shell.line("man recv(2)")).isEqualTo(page);
    assertThat(shell.line("help recv(2)")).isEqualTo(shell.line("help recv"));
  }

  @Test
  void numberHasNoMethodsOfAHandle(Shell shell) {
    shell.entry("int fd = socket()");
    assertThat(shell.complaint("fd.listen()")).contains("write listen(fd, ...)");
  }
}
