package ipcsh.language;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.handle.CompiledEntry;
import ipcsh.handle.TextBasis;
import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An entry that the shell of a scenario has compiled does in a role what its text does there. */
@OnShell
class RoleTextsTest {
  private static final List<String> ENTRIES =
      List.of(
          "def twice(x) { 2 * x }",
          "twice(4) + AF_UNIX",
          "def x = 5",
          "int n = 'A' as char",
          "x + n",
          "close = { it * 3 }",
          "close 5",
          "AF_UNIX = 'mine'",
          "AF_UNIX + x",
          "strlen = 1",
          "[1, 2].collect { it + x }",
          "(a, b) = socketpair AF_INET - 1, SOCK_DGRAM",
          "a.send 'ABC'",
          "recv(b, 10).text",
          "close = null",
          "close a",
          "close b",
          "bg { x + 1 }.get()",
          "fails(ENOENT) { open '/no/such' }.errno",
          "nonsense 1",
          "1 +",
          "bind 'x' 1",
          "[1].each { open '/no/such' }",
          "assert x == 6",
          "import java.time.LocalDate",
          "LocalDate.of(2020, 1, 2)",
          "class C { int n = 1 }",
          "new C().n + x");

  @TempDir Path folder;

  private static Session role(Shell shell) {
    Session session = Session.beside(shell.context());
    session.program("p");
    session.names().setVariable("args", List.of());
    return session;
  }

  private static RoleTexts compiler(Shell shell) {
    return new RoleTexts(shell.context(), RoleTextsTest.class.getClassLoader(), "p", Map.of());
  }

  /** What an entry gives, without descriptor numbers: others in this JVM free lower ones. */
  private static String outcome(Session session, String text, CompiledEntry compiled) {
    try {
      String shown = Rendering.of(session.runEntry(new Source("x", text, 7), compiled));
      return shown == null ? null : shown.replaceAll("fd \\d+", "fd N");
    } catch (Throwable e) {
      return new Problems(session).explain(e).inScript();
    }
  }

  @Test
  void doesWhatTheTextDoes(Shell shell) {
    Session compiles = role(shell);
    List<String> expected = new ArrayList<>();
    ENTRIES.forEach(text -> expected.add(outcome(compiles, text, null)));
    Session given = role(shell);
    RoleTexts compiler = compiler(shell);
    List<String> outcomes = new ArrayList<>();
    int sent = 0;
    for (String text : ENTRIES) {
      TextBasis basis = given.basis();
      CompiledEntry compiled = basis == null ? null : compiler.compiled(text, basis);
      sent += compiled == null ? 0 : 1;
      outcomes.add(outcome(given, text, compiled));
    }
    assertThat(outcomes).isEqualTo(expected);
    assertThat(expected)
        .contains("15", "mine5")
        .anyMatch(each -> String.valueOf(each).contains("x:7:"));
    // all but those that are wrong, and what begins with the import
    assertThat(sent).isBetween(ENTRIES.size() - 8, ENTRIES.size() - 5);
  }

  @Test
  void classesForAnotherBasisAreNotUsed(Shell shell) throws Exception {
    Session session = role(shell);
    TextBasis its = session.basis();
    for (TextBasis other :
        List.of(
            new TextBasis("q", its.className(), its.names()),
            new TextBasis("p", "Beside2", its.names()),
            new TextBasis("p", its.className(), Set.of()),
            new TextBasis("p", its.className(), Set.of("{args")))) {
      CompiledEntry wrong =
          new RoleTexts(
                  shell.context(), RoleTextsTest.class.getClassLoader(), other.program(), Map.of())
              .compiled("'wrong'", other);
      assertThat(wrong.classes()).isNotEmpty();
      assertThat(role(shell).runEntry(Source.of("", "'right'"), wrong)).isEqualTo("right");
    }
  }

  @Test
  void unusualTextsAreLeftToTheRole(Shell shell) {
    RoleTexts compiler = compiler(shell);
    TextBasis basis = role(shell).basis();
    for (String text :
        List.of(
            "import java.time.*",
            "import static java.lang.Math.abs; abs(1)",
            "package a.b; 1",
            "class A { }",
            "enum E { ONE }",
            "1 +")) {
      assertThat(compiler.compiled(text, basis)).as(text).isNull();
    }
    assertThat(compiler.compiled("1", new TextBasis("q", "Script1", Set.of()))).isNull();
    for (String name : List.of("", "Script1$x", "java.lang.String", "a/b", "../x", "Script")) {
      assertThat(compiler.compiled("1", new TextBasis("p", name, Set.of()))).as(name).isNull();
    }
    assertThat(compiler.compiled("1", new TextBasis("p", "Script1", Set.of("", "=", "x y"))))
        .isNotNull();
  }

  @Test
  void sessionWithImportsSaysNoBasis(Shell shell) throws Exception {
    Session session = role(shell);
    assertThat(session.basis()).isNotNull();
    session.runEntry(Source.of("", "import java.time.LocalDate"));
    assertThat(session.basis()).isNull();
    assertThat(Session.beside(shell.context()).basis()).isNull();
  }

  @Test
  void rolesWithTheSameTextShareItsClasses(Shell shell) {
    RoleTexts compiler = compiler(shell);
    CompiledEntry one = compiler.compiled("x = 1", role(shell).basis());
    assertThat(compiler.compiled("x = 1", role(shell).basis())).isSameAs(one);
    assertThat(compiler.hasNew()).isTrue();
    RoleTexts later =
        new RoleTexts(shell.context(), getClass().getClassLoader(), "p", compiler.all());
    assertThat(later.compiled("x = 1", role(shell).basis())).isSameAs(one);
    assertThat(later.hasNew()).isFalse();
  }

  @Test
  void entriesOfRolesAreKeptWithTheScript(Shell shell) {
    RoleTexts compiler = compiler(shell);
    compiler.compiled("x = 1", role(shell).basis());
    compiler.compiled("[1].each { it }", role(shell).basis());
    CompiledTexts cache = new CompiledTexts(folder.resolve("compiled"), "p");
    cache.save("text", Set.of("args"), new CompiledTexts.Known(List.of(), compiler.all()));
    Map<RoleTexts.Asked, CompiledEntry> loaded = cache.load("text", Set.of("args")).ofRoles();
    assertThat(loaded.keySet()).isEqualTo(compiler.all().keySet());
    loaded.forEach(
        (asked, entry) -> {
          CompiledEntry before = compiler.all().get(asked);
          assertThat(entry.basis()).isEqualTo(before.basis());
          for (int i = 0; i < before.classes().size(); i++) {
            assertThat(entry.classes().get(i).name()).isEqualTo(before.classes().get(i).name());
            assertThat(entry.classes().get(i).bytes()).isEqualTo(before.classes().get(i).bytes());
          }
        });
  }
}
