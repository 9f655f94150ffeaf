package ipcsh.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The library classes used by the shell that are not part of an API. Each new one needs a test in
 * {@link GroovyInternalsTest} or {@link TerminalInternalsTest} that says what breaks without it.
 */
class LibraryInternalsTest {
  private static final Pattern INTERNAL =
      Pattern.compile(
          "groovyjarjar.*|org\\.codehaus\\.groovy\\.(runtime|classgen|vmplugin|reflection)\\..*"
              + "|org\\.apache\\.groovy\\..*"
              + "|org\\.jline\\.(nativ|.*\\.impl|terminal\\.spi)\\..*"
              + "|com\\.kenai\\.jffi\\.internal\\..*|(sun|jdk\\.internal)\\..*");

  private static final Set<String> HELD =
      Set.of(
          "groovyjarjarasm.asm.Handle",
          "groovyjarjarasm.asm.MethodVisitor",
          "org.codehaus.groovy.classgen.AsmClassGenerator",
          "org.codehaus.groovy.classgen.BytecodeInstruction",
          "org.codehaus.groovy.classgen.BytecodeSequence",
          "org.codehaus.groovy.classgen.GeneratorContext",
          "org.codehaus.groovy.classgen.ReturnAdder",
          "org.codehaus.groovy.classgen.asm.AssertionWriter",
          "org.codehaus.groovy.classgen.asm.CompileStack",
          "org.codehaus.groovy.classgen.asm.OperandStack",
          "org.codehaus.groovy.classgen.asm.WriterController",
          "org.codehaus.groovy.runtime.BytecodeInterface8",
          "org.codehaus.groovy.runtime.DefaultGroovyMethods",
          "org.codehaus.groovy.runtime.FormatHelper",
          "org.codehaus.groovy.runtime.GroovyCategorySupport",
          "org.codehaus.groovy.runtime.InvokerHelper",
          "org.codehaus.groovy.runtime.ScriptBytecodeAdapter",
          "org.codehaus.groovy.runtime.metaclass.MissingPropertyExceptionNoStack",
          "org.codehaus.groovy.runtime.typehandling.NumberMath",
          "org.codehaus.groovy.vmplugin.v8.IndyInterface",
          "org.jline.nativ.CLibrary",
          "org.jline.nativ.CLibrary$Termios",
          "org.jline.reader.impl.LineReaderImpl",
          "org.jline.reader.impl.LineReaderImpl$State",
          "org.jline.reader.impl.history.DefaultHistory",
          "org.jline.terminal.impl.DumbTerminalProvider",
          "org.jline.terminal.impl.PosixSysTerminal",
          "org.jline.terminal.impl.jni.JniTerminalProvider",
          "org.jline.terminal.impl.jni.linux.LinuxNativePty",
          "org.jline.terminal.spi.Pty",
          "org.jline.terminal.spi.SystemStream",
          "org.jline.terminal.spi.TerminalProvider");

  @Test
  void eachIsHeldByATestThatSaysWhatBroke() {
    Set<String> used =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("ipcsh").stream()
                .flatMap(here -> here.getDirectDependenciesFromSelf().stream())
                .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                .map(JavaClass::getName)
                .filter(name -> INTERNAL.matcher(name).matches())
                .collect(Collectors.toCollection(TreeSet::new));
    assertThat(used).containsExactlyInAnyOrderElementsOf(new TreeSet<>(HELD));
  }
}
