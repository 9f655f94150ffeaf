package ipcsh.repl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jline.reader.Candidate;
import org.jline.utils.AttributedStyle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompletionTest {
  private final Sessions sessions = new Sessions();
  private final Completion completion = new Completion(sessions.known());

  @AfterEach
  void close() {
    sessions.close();
  }

  private List<Candidate> candidates(String line) {
    List<Candidate> found = new ArrayList<>();
    completion.complete(line, line.length(), found);
    String word = CompletionContext.at(line, line.length()).word();
    found.removeIf(c -> !c.value().startsWith(word));
    return found;
  }

  private List<String> offered(String line) {
    return candidates(line).stream().map(Candidate::value).toList();
  }

  @Test
  void aStatementBeginsWithACommandUnderItsTopic() {
    assertThat(candidates("recvfr"))
        .singleElement()
        .satisfies(
            c -> {
              assertThat(c.value()).isEqualTo("recvfrom");
              assertThat(c.group()).isEqualTo("Sockets");
              assertThat(c.descr()).isNotBlank();
            });
    assertThat(offered("s = socketp")).containsExactly("socketpair");
    assertThat(offered("bg { recvfr")).containsExactly("recvfrom");
  }

  @Test
  void aCallThatCanBeInjectedIsOfferedByName() {
    assertThat(offered("inject 'writ")).containsExactly("write'", "writev'");
    assertThat(offered("inject ")).contains("'write'", "'pthread_mutex_trylock'", "off");
    assertThat(offered("inject ")).doesNotContain("'getpid'", "'fork'", "'fds'");
  }

  @Test
  void themesAreOfferedByName() {
    assertThat(offered("draw 'x.svg', theme: ")).containsExactly("'light'", "'dark'", "'auto'");
    assertThat(offered("draw 'x.svg', theme: 'd")).containsExactly("dark'");
    assertThat(offered("export 'x.cast', 'x.svg', theme: 'a")).containsExactly("auto'");
    assertThat(offered("draw 'x.svg', ")).contains("theme:", "background:", "scale:");
  }

  @Test
  void aDescriptorIsAVariableThatHoldsOneOrANumber() throws Exception {
    sessions.run("x = 5; d = socket AF_UNIX, SOCK_DGRAM");
    Object unnamed = sessions.run("pipe()[0].number");
    List<Candidate> found = candidates("close ");
    assertThat(found).extracting(Candidate::value).contains("d", unnamed.toString());
    assertThat(found).extracting(Candidate::value).doesNotContain("x", "AF_UNIX", "recv");
    assertThat(found).anySatisfy(c -> assertThat(c.descr()).contains("unix dgram"));
    assertThat(found).anySatisfy(c -> assertThat(c.descr()).contains("pipe"));
    assertThat(offered("close(d")).containsExactly("d");
  }

  @Test
  void aFlagsParameterOffersJustItsConstants() {
    assertThat(offered("socket AF_UNIX, ")).allMatch(c -> c.startsWith("SOCK_")).isNotEmpty();
    assertThat(offered("socket AF_UNIX, SOCK_DG")).containsExactly("SOCK_DGRAM");
    assertThat(offered("s = socket(AF_UNIX, SOCK_DGRAM | SOCK_CL")).containsExactly("SOCK_CLOEXEC");
    assertThat(offered("s.recv(3, ")).allMatch(c -> c.startsWith("MSG_")).isNotEmpty();
    assertThat(offered("open '/x', ")).allMatch(c -> c.startsWith("O_")).isNotEmpty();
  }

  @Test
  void aProcessIsAVariableThatHoldsOneAndASignalAConstant() throws Exception {
    sessions.run("x = 5; p = spawn('true'); p.wait()");
    assertThat(candidates("kill "))
        .singleElement()
        .satisfies(
            c -> {
              assertThat(c.value()).isEqualTo("p");
              assertThat(c.descr()).contains("true  exit 0");
            });
    assertThat(offered("waitpid ")).containsExactly("p");
    assertThat(offered("kill p, SIG")).contains("SIGTERM").doesNotContain("SIG_BLOCK");
    assertThat(offered("waitpid p, W")).contains("WNOHANG");
    assertThat(offered("p.")).contains("pid", "out", "wait", "kill").doesNotContain("waitFor");
  }

  @Test
  void aPathIsOfferedInsideTheQuotesAndClosed(@TempDir Path directory) throws Exception {
    Files.createFile(directory.resolve("one"));
    Files.createDirectory(directory.resolve("only"));
    assertThat(offered("bind s, '" + directory + "/on"))
        .containsExactlyInAnyOrder(directory + "/one'", directory + "/only/");
    assertThat(offered("open(\"" + directory + "/one")).containsExactly(directory + "/one\"");
  }

  @Test
  void abstractNamesAndTextAreLeftAlone() {
    assertThat(offered("bind s, '@")).isEmpty();
    assertThat(offered("send s, 'he")).isEmpty();
  }

  @Test
  void optionsAreOfferedByName() {
    assertThat(offered("recv s, 3, ti")).containsExactly("timeout:");
    assertThat(offered("sendmsg(s, 'x', fl")).contains("flags:");
    assertThat(offered("sendmsg s, 'x', flags: MSG_DONTW")).containsExactly("MSG_DONTWAIT");
  }

  @Test
  void membersAreThoseOfTheValue() throws Exception {
    sessions.run("(a, b) = socketpair(); send a, 'x'; m = recv b");
    assertThat(offered("m.")).contains("text", "size", "truncated", "bytes");
    assertThat(offered("a.")).contains("number", "peer", "send", "bind");
    assertThat(offered("println m.tr")).contains("truncated");
    assertThat(offered("500.m")).contains("ms");
  }

  @Test
  void nothingRunsForCompletion() throws Exception {
    sessions.run("class Loud { String toString() { throw new Error() } }; l = new Loud()");
    assertThat(offered("l")).contains("l");
    assertThat(offered("socket().")).isEmpty();
    assertThat(offered("getpid.")).isEmpty();
  }

  @Test
  void helpAndErrnoTakeNames() {
    assertThat(offered("help recvfr")).containsExactly("recvfrom");
    assertThat(offered("errno EADDRINU")).containsExactly("EADDRINUSE");
    assertThat(offered("fails(EAGA")).containsExactly("EAGAIN");
    assertThat(offered("trace o")).containsExactlyInAnyOrder("on", "off");
  }

  @Test
  void withoutASessionThereIsNothingAndNoWaiting() {
    List<Candidate> found = new ArrayList<>();
    new Completion(new SymbolLookup(() -> null)).complete("so", 2, found);
    assertThat(found).isEmpty();
  }

  @Test
  void theTipShowsWhereOneIs() {
    Tips tips = new Tips(sessions.known(), () -> true);
    assertThat(tips.at("bind s, ", 8, 100).toString()).startsWith("bind(fd, [address])");
    assertThat(tips.at("bind s, ", 8, 100).styleAt("bind(fd, [".length()))
        .isEqualTo(AttributedStyle.BOLD);
    assertThat(tips.at("x = 5", 5, 100)).isNull();
    assertThat(tips.at("sendto s, 'x', 0, ", 18, 30).columnLength()).isLessThan(30);
  }

  @Test
  void aUserIsOneOfThisMachine() {
    assertThat(offered("shell('w', us")).containsExactly("user:");
    assertThat(offered("shell('w', user: 'roo")).containsExactly("root'");
    assertThat(offered("spawn 'id', user: \"roo")).containsExactly("root\"");
  }
}
