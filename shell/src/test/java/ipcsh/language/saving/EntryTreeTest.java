package ipcsh.language.saving;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import java.util.List;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.stmt.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Positions in an entry. */
@OnShell
class EntryTreeTest {
  private static EntryTree tree(Shell shell, String text) {
    return EntryTree.of(shell.session(), text);
  }

  private static List<String> statements(Shell shell, String text) {
    EntryTree tree = tree(shell, text);
    return tree.statements().stream().map(tree::slice).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1 +", "(", "'open", "class", "a b c d )", "def f( { }", "\"${\"", "}"})
  void noTreeOfWhatIsNoSentence(String text, Shell shell) {
    assertThat(tree(shell, text)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "// nothing", "/* nothing\n either */", "\n\n"})
  void whatIsButAComment(String text, Shell shell) {
    EntryTree tree = tree(shell, text);
    assertThat(tree.isEmpty()).isTrue();
    assertThat(tree.last()).isNull();
    assertThat(tree.result()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "def f() { }", "class A { }", "import java.util.List", "x = 1"})
  void whatIsMore(String text, Shell shell) {
    assertThat(tree(shell, text).isEmpty()).isFalse();
  }

  @Test
  void statementsAreCutOutOfTheText(Shell shell) {
    assertThat(statements(shell, "x = 1; socket()")).containsExactly("x = 1", "socket()");
    assertThat(statements(shell, "  x = 1  \n\n  send x,\n    'a b'  // said"))
        .containsExactly("x = 1", "send x,\n    'a b'");
    assertThat(statements(shell, "y = 'ü\ud83d\ude00'; z = 2"))
        .containsExactly("y = 'ü\ud83d\ude00'", "z = 2");
    assertThat(statements(shell, "f('\ud83d\ude00', '\ud83d\ude00'); f '\ud83d\ude00', 2; 3"))
        .containsExactly("f('\ud83d\ude00', '\ud83d\ude00')", "f '\ud83d\ude00', 2", "3");
    assertThat(statements(shell, "g 1, a: '\ud83d\ude00'; ['\ud83d\ude00']; [a: '\ud83d\ude00'];1"))
        .containsExactly("g 1, a: '\ud83d\ude00'", "['\ud83d\ude00']", "[a: '\ud83d\ude00']", "1");
    assertThat(
            statements(shell, "x + '\ud83d\ude00'; { -> '\ud83d\ude00'}; new A('\ud83d\ude00');1"))
        .containsExactly(
            "x + '\ud83d\ude00'", "{ -> '\ud83d\ude00'}", "new A('\ud83d\ude00')", "1");
    assertThat(statements(shell, "y = '''\ud83d\ude00\n\ud83d\ude00\ud83d\ude00'''; z = 2"))
        .containsExactly("y = '''\ud83d\ude00\n\ud83d\ude00\ud83d\ude00'''", "z = 2");
    assertThat(statements(shell, "x = '''a\nb'''\nz")).containsExactly("x = '''a\nb'''", "z");
    assertThat(statements(shell, "[1, 2].each { println it }"))
        .containsExactly("[1, 2].each { println it }");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1; a = 2 | a = 2",
        "socket() | socket()",
        "m.text | m.text",
        "return 5 | 5",
        "def x = f(1) | def x = f(1)",
      })
  void theResultIsTheLast(String text, String result, Shell shell) {
    EntryTree tree = tree(shell, text);
    assertThat(tree.slice(tree.result())).isEqualTo(result);
  }

  @ParameterizedTest
  @ValueSource(strings = {"for (i in 1..2) { i }", "while (false) { }", "assert true"})
  void aLoopAndAnAssertGiveNothing(String text, Shell shell) {
    EntryTree tree = tree(shell, text);
    assertThat(tree.last()).isNotNull();
    assertThat(tree.result()).isNull();
  }

  @Test
  void whatItDefines(Shell shell) {
    EntryTree function = tree(shell, "x = 1\ndef f(a) {\n  a\n}\nf(x)");
    assertThat(function.functions()).extracting(MethodNode::getName).containsExactly("f");
    assertThat(function.slice(function.functions().get(0))).isEqualTo("def f(a) {\n  a\n}");
    assertThat(function.classes()).isEmpty();
    assertThat(function.hasImports()).isFalse();
    EntryTree classes = tree(shell, "class A { class B { } }\ninterface C { }\n");
    assertThat(classes.classes()).extracting(ClassNode::getName).containsExactly("A", "C");
    assertThat(classes.functions()).isEmpty();
    assertThat(classes.statements()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "import java.util.List",
        "import java.util.*",
        "import static java.lang.Math.PI",
        "import static java.lang.Math.*",
        "import java.util.List as L"
      })
  void everyKindOfImport(String text, Shell shell) {
    assertThat(tree(shell, text).hasImports()).isTrue();
  }

  @Test
  void whatTheCompilerMadeStandsNowhere(Shell shell) {
    EntryTree tree = tree(shell, "x");
    Statement made = new org.codehaus.groovy.ast.stmt.EmptyStatement();
    assertThat(tree.start(made)).isEqualTo(-1);
    assertThat(tree.slice(made)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"x = 1", "def x = 1", "(a, b) = [1, 2]", "x += 1", "x.y = 1", "x[0] = 1"})
  void assignments(String text, Shell shell) {
    assertThat(EntryTree.assignment(result(shell, text))).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"x == 1", "x + 1", "x << 1", "x[0]", "f(1)", "x", "{ -> x = 1 }"})
  void noAssignments(String text, Shell shell) {
    assertThat(EntryTree.assignment(result(shell, text))).isNull();
  }

  private static Expression result(Shell shell, String text) {
    return tree(shell, text).result();
  }
}
