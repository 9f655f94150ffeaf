package ipcsh.conventions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import groovy.lang.Closure;
import groovy.lang.GroovyClassLoader;
import groovy.lang.GroovyShell;
import groovy.lang.GroovySystem;
import groovy.lang.MissingPropertyException;
import groovyjarjarasm.asm.Handle;
import groovyjarjarasm.asm.MethodVisitor;
import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import ipcsh.language.Interruption;
import java.io.IOException;
import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.codehaus.groovy.classgen.asm.WriterController;
import org.codehaus.groovy.control.MultipleCompilationErrorsException;
import org.codehaus.groovy.runtime.BytecodeInterface8;
import org.codehaus.groovy.runtime.DefaultGroovyMethods;
import org.codehaus.groovy.runtime.FormatHelper;
import org.codehaus.groovy.runtime.GroovyCategorySupport;
import org.codehaus.groovy.runtime.InvokerHelper;
import org.codehaus.groovy.runtime.metaclass.MissingPropertyExceptionNoStack;
import org.codehaus.groovy.vmplugin.VMPluginFactory;
import org.codehaus.groovy.vmplugin.v8.IndyInterface;
import org.junit.jupiter.api.Test;

/**
 * Groovy internals used by the shell that are not part of its API, one test for each: if a new
 * version breaks something, the name of the test says what.
 */
@OnShell
class GroovyInternalsTest {
  private static final String FINDER = "org.codehaus.groovy.vmplugin.v9.ClassFinder";
  private static final String VERSION = "Groovy " + GroovySystem.getVersion() + ": ";

  /** CommandCall and SessionVariable emit invokedynamic with it. */
  @Test
  void theClassGeneratorWritesThroughTheShadedAsm() throws ReflectiveOperationException {
    Method visitor = WriterController.class.getMethod("getMethodVisitor");
    assertThat(visitor.getReturnType())
        .as(VERSION + "ASM is shaded into another package; see CommandCall, SessionVariable")
        .isEqualTo(MethodVisitor.class);
    assertThat(
            MethodVisitor.class.getMethod(
                "visitInvokeDynamicInsn", String.class, String.class, Handle.class, Object[].class))
        .isNotNull();
  }

  @Test
  void groovysCallSiteIsMadeByItsBootstrapMethod() throws Throwable {
    CallSite site =
        IndyInterface.bootstrap(
            MethodHandles.lookup(),
            "invoke",
            MethodType.methodType(Object.class, Object.class, int.class),
            "charAt",
            0);
    assertThat(site.dynamicInvoker().invoke((Object) "abc", 1))
        .as(VERSION + "IndyInterface.bootstrap and its name of a call; see RegionLinker")
        .isEqualTo('b');
  }

  @Test
  void anExpressionOfOursKeepsTheOperandStackOfTheClassGenerator(Shell shell) {
    assertThat(
            shell.run(
                "n = 2; [getuid() * 0, n, { n + (getuid() * 0) }(), \"${n}${getuid() * 0}\"]"))
        .as(VERSION + "OperandStack.box, push or replace; see CommandCall, SessionVariable")
        .hasToString("[0, 2, 2, 20]");
  }

  @Test
  void anAssertRecordsTheValuesOfExpressionsOfOurs(Shell shell) {
    shell.run("n = 7");
    String pid = String.valueOf(ProcessHandle.current().pid());
    assertThat(shell.failure("assert getpid() == n").getMessage())
        .as(VERSION + "AssertionWriter.record; see CommandCall, SessionVariable")
        .contains("getpid() == n\n")
        .matches("(?s).*\\n\\s*" + pid + " +\\| +7\\n.*");
  }

  @Test
  void aLoopLooksForInterruptionsInBytecodeOfOurs(Shell shell) {
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> shell.run("while (true) { }"))
          .as(VERSION + "BytecodeSequence; see InterruptionCheck")
          .isInstanceOf(Interruption.class);
    } finally {
      Thread.interrupted();
    }
  }

  /** Ours is found first; it must have the members of Groovy's own that Groovy calls. */
  @Test
  void theStandInForClassFinderIsTheTwinOfGroovysOwn() throws Exception {
    URL groovy = GroovyShell.class.getProtectionDomain().getCodeSource().getLocation();
    try (URLClassLoader alone = new URLClassLoader(new URL[] {groovy}, null)) {
      Class<?> own = Class.forName(FINDER, false, alone);
      Method find =
          own.getDeclaredMethod("find", URI.class, String.class, boolean.class, boolean.class);
      assertThat(find.getReturnType())
          .as(VERSION + "its ClassFinder.find gives something else; see our ClassFinder")
          .isEqualTo(Map.class);
    }
    assertThat(Class.forName(FINDER).getProtectionDomain().getCodeSource().getLocation())
        .as("Groovy's own ClassFinder comes before ours on the class path: a slow start")
        .isNotEqualTo(groovy);
  }

  @Test
  void theDefaultImportsAreLookedUpThroughTheStandInForClassFinder(Shell shell) {
    assertThat(VMPluginFactory.getPlugin().getDefaultImportClasses(new String[] {"java.util."}))
        .as(VERSION + "walks the Java library in another way: a slow start; see our ClassFinder")
        .isEmpty();
    assertThat(shell.run("[new ArrayList(), new File('/'), new URL('http://x/').host]"))
        .as(VERSION + "needs the classes that ClassFinder finds; see our ClassFinder")
        .hasToString("[[], /, x]");
  }

  @Test
  void aMissingPropertyComesWithoutStackFromGroovyAndWithOneFromUs(Shell shell) {
    Throwable plain =
        catchThrowable(() -> InvokerHelper.getMetaClass("").getProperty("", "nothingSuch"));
    assertThat(plain).isInstanceOf(MissingPropertyException.class);
    Throwable inScript =
        catchThrowable(() -> new GroovyShell().parse("1").getProperty("nothingSuch"));
    assertThat(inScript)
        .as(VERSION + "another exception for an unknown name; see Variable.unassigned")
        .isInstanceOf(MissingPropertyExceptionNoStack.class);
    assertThat(shell.failure("nothingSuch").getStackTrace())
        .anyMatch(frame -> frame.getClassName().startsWith("Script"));
  }

  @Test
  void aNegationThatFailsSaysWhere(Shell shell) {
    assertThat(shell.failure("x = 'text'\n-x").getStackTrace())
        .as(VERSION + "ScriptBytecodeAdapter.unwrap; see Negation")
        .anyMatch(frame -> frame.getClassName().startsWith("Script") && frame.getLineNumber() == 2);
  }

  @Test
  void aTextThatIsTooLongForOneMethodIsRefusedInWordsThatWeKnow() {
    String line = "x = [1, 'a', 2, 'b', 3, 'c', 4, 'd', 5, 'e'].collect { it }\n";
    assertThatThrownBy(() -> new GroovyShell().parse(line.repeat(2000)))
        .as(VERSION + "other words; see Session.TOO_LONG")
        .isInstanceOf(MultipleCompilationErrorsException.class)
        .hasMessageContaining("Method too large");
  }

  @Test
  void aScriptHasNoMethodsOfTheCompilersButRunAndMain() {
    Class<?> script = new GroovyShell().parse("x = 1; def f() { 2 }").getClass();
    assertThat(
            Arrays.stream(script.getDeclaredMethods())
                .filter(method -> !method.isSynthetic())
                .map(Method::getName))
        .as(VERSION + "the compiler makes other methods of a script; see Session.MADE")
        .contains("f")
        .isSubsetOf("run", "main", "f");
  }

  @Test
  void theValueOfTheLastLineIsStillReturnedBehindBytecodeOfOurs(Shell shell) {
    assertThat(
            shell.run("long f(n) { if (n) { 5 } else { for (i in 1..3) { } ; 6 } }; [f(1), f(0)]"))
        .as(VERSION + "ReturnAdder; see CommandVisitor")
        .hasToString("[5, 6]");
  }

  @Test
  void theCompilerAsksOurResolverForClassesFirst(Shell shell) {
    assertThat(shell.run("Process"))
        .as(VERSION + "ClassNodeResolver; see ClassLookup")
        .isEqualTo(ipcsh.handle.Process.class);
  }

  @Test
  void aClassOfALaterTextTakesThePlaceOfTheOneBefore(Shell shell) {
    shell.entry("class Redefined { int v() { 1 } }");
    shell.entry("class Redefined { int v() { 2 } }");
    assertThat(shell.entry("new Redefined().v()"))
        .as(VERSION + "the class cache of GroovyClassLoader; see SessionLoader")
        .isEqualTo(2);
  }

  /** The session's loader hides it, because Groovy would search every jar for it at each line. */
  @Test
  void theCompilerLooksForGlobalTransformationsUnderTheNameThatIsHidden() {
    List<String> asked = new ArrayList<>();
    try (GroovyClassLoader loader =
        new GroovyClassLoader(getClass().getClassLoader()) {
          @Override
          public Enumeration<URL> getResources(String name) throws IOException {
            asked.add(name);
            return super.getResources(name);
          }
        }) {
      loader.parseClass("1");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    assertThat(asked)
        .as(VERSION + "another name: slow lines; see SessionLoader.GLOBAL_TRANSFORMATIONS")
        .contains("META-INF/services/org.codehaus.groovy.transform.ASTTransformation");
  }

  @Test
  void theExtensionsOfNumbersAndTextsAreFoundAndAsked(Shell shell) {
    shell.run("(p, q) = pipe(); n = p.number");
    assertThat(
            shell.run(
                "[n == p, p == n, p + 1 - n, (1 << p) == (1 << n), (0..200).toList()[p] == n]"))
        .as(VERSION + "the module of extensions, or NumberMath; see DescriptorNumbers")
        .hasToString("[true, true, 1, true, true]");
    assertThat(
            shell.run("s = socket(AF_UNIX, SOCK_DGRAM); bind s; [1.ms, '@no' == getsockname(s)]"))
        .as(VERSION + "the module of extensions; see Durations, AddressTexts")
        .isInstanceOfSatisfying(List.class, list -> assertThat(list.get(1)).isEqualTo(false));
  }

  @Test
  void valuesAreWrittenAsTheyAlwaysWere() {
    assertThat(FormatHelper.toString(Map.of("a", List.of(1, "x"))))
        .as(VERSION + "FormatHelper; see Rendering")
        .isEqualTo("[a:[1, x]]");
    assertThat(InvokerHelper.invokeMethod("%03d", "formatted", new Object[] {7}))
        .as(VERSION + "InvokerHelper.invokeMethod; see Formats, WaitMethod")
        .isEqualTo("007");
    assertThat(InvokerHelper.asArray(null))
        .as(VERSION + "InvokerHelper.asArray; see ShellScript")
        .hasSizeLessThanOrEqualTo(1);
    assertThat(Set.of(InvokerHelper.asArray(new Object[] {1, 2}))).containsExactlyInAnyOrder(1, 2);
  }

  /** RunOnce decides by these whether anybody has changed what Groovy does. */
  @Test
  void groovyTellsWhetherItsMethodsAreChanged() {
    assertThat(BytecodeInterface8.disabledStandardMetaClass())
        .as(VERSION + "BytecodeInterface8; see RunOnce")
        .isFalse();
    assertThat(GroovyCategorySupport.hasCategoryInCurrentThread())
        .as(VERSION + "GroovyCategorySupport; see StandardMethods")
        .isFalse();
    GroovyCategorySupport.use(
        DefaultGroovyMethods.class,
        new Closure<Object>(null) {
          @Override
          public Object call() {
            assertThat(GroovyCategorySupport.hasCategoryInCurrentThread()).isTrue();
            return null;
          }
        });
  }

  /** Within what is assigned to. */
  @Test
  void theClassGeneratorCanReadWithinAnAssignment(Shell shell) {
    assertThat(shell.run("m = [a: [[1, 2]]]; n = [0]; m.a[n[0]][n[0]] = 5; m.a[n[0]][n[0]]++; m"))
        .as(VERSION + "CompileStack.pushLHS; see OnceCode")
        .hasToString("{a=[[6, 2]]}");
  }
}
