package ipcsh.language;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.handle.CompiledClass;
import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A script that was compiled before does the same as one that is compiled now. */
@OnShell
class CompiledTextsTest {
  private static final String SCRIPT =
      """
      class Counter { int n; int next() { n += 1; n } }
      class Twice extends Counter { int next() { super.next(); super.next() } }
      def twice(x) { 2 * x }
      total = 0
      c = new Twice()
      3.times { total += twice(it) + c.next() }
      (a, b) = socketpair AF_UNIX, SOCK_DGRAM
      a.send 'ABC'
      m = recv b, 10
      [a, b].each { close it }
      e = fails(ENOENT) { open '/no/such' }
      t = bg { [1, 2, 3].collect { it * total } }
      "$total ${m.text} ${e.errno} ${t.get()} ${help('send').toString().readLines()[0]}"
      """;

  @TempDir Path directory;

  private CompiledTexts cache(String program) {
    return new CompiledTexts(directory.resolve("compiled"), program);
  }

  private Session session(Shell shell) {
    Session session = Session.beside(shell.context());
    session.compiledTexts(cache("p"));
    return session;
  }

  private List<Path> entries() throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("compiled"))) {
      return files.toList();
    }
  }

  @Test
  void givesTheSameFromTheCache(Shell shell) throws Exception {
    String first = String.valueOf(session(shell).run(Source.of("x", SCRIPT)));
    assertThat(first).startsWith("18 ABC ENOENT [18, 36, 54] send(fd");
    assertThat(entries()).hasSize(1);
    assertThat(cache("p").has(SCRIPT, Set.of())).isTrue();
    Session again = session(shell);
    assertThat(again.run(Source.of("x", SCRIPT)).toString()).isEqualTo(first);
    assertThat(again.run(Source.of("x", "c = new Counter(n: 4); c.next() + twice(4)")))
        .isEqualTo(13);
  }

  @Test
  void errorNamesTheSameLine(Shell shell) {
    for (int time = 0; time < 2; time++) {
      Session session = session(shell);
      String said = null;
      try {
        session.run(Source.of("x", "a = [1]\n\na.each { close 65432 }\n"));
      } catch (Exception e) {
        said = new Problems(session).explain(e).inScript();
      }
      assertThat(said).contains("x:3:").contains("EBADF");
    }
  }

  @Test
  void wrongTextIsNotKept(Shell shell) throws Exception {
    for (int time = 0; time < 2; time++) {
      try {
        session(shell).run(Source.of("x", "bind 'x' 1"));
      } catch (Exception e) {
        assertThat(e.getMessage()).contains("bind");
      }
    }
    assertThat(directory.resolve("compiled")).doesNotExist();
  }

  @Test
  void entryIsForOneTextItsNamesAndOneProgram(Shell shell) throws Exception {
    session(shell).run(Source.of("x", "1 + 1"));
    assertThat(cache("p").has("1 + 1", Set.of())).isTrue();
    assertThat(cache("p").has("1 + 2", Set.of())).isFalse();
    assertThat(cache("p").has("1 + 1", Set.of("send"))).isFalse();
    assertThat(cache("q").has("1 + 1", Set.of())).isFalse();
  }

  @Test
  void damagedEntryIsAsIfItWereMissing(Shell shell) throws Exception {
    session(shell).run(Source.of("x", "[1, 2].collect { it + 1 }"));
    Path entry = entries().get(0);
    byte[] whole = Files.readAllBytes(entry);
    for (int at = 0; at < whole.length; at += 7) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 4;
      Files.write(entry, damaged);
      assertThat(cache("p").has("[1, 2].collect { it + 1 }", Set.of())).isFalse();
      Files.write(entry, Arrays.copyOf(whole, at));
      assertThat(cache("p").has("[1, 2].collect { it + 1 }", Set.of())).isFalse();
    }
    assertThat(session(shell).run(Source.of("x", "[1, 2].collect { it + 1 }")))
        .isEqualTo(List.of(2, 3));
  }

  @Test
  void onlyTheUserCanReadIt(Shell shell) throws Exception {
    session(shell).run(Source.of("x", "1"));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(entries().get(0))))
        .isEqualTo("rw-------");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(directory.resolve("compiled"))))
        .isEqualTo("rwx------");
  }

  @Test
  void oldEntriesAreRemoved() throws Exception {
    CompiledTexts.Known known =
        new CompiledTexts.Known(List.of(new CompiledClass("A", new byte[10])), Map.of());
    for (int i = 0; i < 450; i++) {
      cache("p").save("text " + i, Set.of(), known);
    }
    assertThat(entries()).hasSizeBetween(100, 200);
    assertThat(cache("p").load("text 449", Set.of()).classes())
        .extracting(CompiledClass::name)
        .containsExactly("A");
  }

  @Test
  void directoryThatCannotBeMadeIsNoError(Shell shell) throws Exception {
    Files.writeString(directory.resolve("compiled"), "a file");
    assertThat(session(shell).run(Source.of("x", "1 + 1"))).isEqualTo(2);
  }
}
