package ipcsh.plugin;

import static ipcsh.plugin.PluginFiles.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ipcsh.command.CTranslator;
import ipcsh.handle.UsageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The translator to C is that of the first plugin that has one, loaded on demand. */
class TranslatorTest {
  private static final String SERVICE = "META-INF/services/" + CTranslator.class.getName();

  @TempDir Path directory;

  private final PluginShell shell = new PluginShell();

  @AfterEach
  void close() {
    shell.close();
  }

  /** A jar whose translator returns its name; it also records when its class is loaded. */
  private Path translator(String place, String name) throws Exception {
    return translator(place, name, "");
  }

  private Path translator(String place, String name, String more) throws Exception {
    Path build = Files.createDirectories(directory.resolve("build-" + name));
    write(
        build.resolve("src").resolve(name + ".java"),
        """
        import ipcsh.command.*;
        import ipcsh.command.model.*;
        import java.util.function.Function;
        public class %s implements CTranslator {
          static { System.setProperty("loaded.%s", "yes"); }
          %s
          private boolean attached;
          public void attach(Registry commands) { attached = commands.find("getpid") != null; }
          public String program(String file, String to, String text) { return attached ? "%s of " + file : null; }
          public String line(String line, Function<String, Object> values) {
            return "/* %s: " + line + ", x = " + values.apply("x") + " */";
          }
        }
        """
            .formatted(name, name, more, name, name));
    PluginFiles.compile(build.resolve("src"), build.resolve("classes"), "-parameters");
    write(build.resolve("classes").resolve(SERVICE), name + "\n");
    return PluginFiles.pack(
        build.resolve("classes"), directory.resolve(place).resolve(name + ".jar"));
  }

  private String program() {
    return shell.context().registry().translator().program("a.groovy", "a.c", "");
  }

  private String explained() {
    return (String) shell.run("x = 5; e = explain { getpid() }; e[0].c");
  }

  @Test
  void whereThereIsNoneOneLineSaysWhatIsMissing() {
    shell.with(List.of(), directory.resolve("none"), directory);
    assertThatThrownBy(this::program)
        .isInstanceOf(UsageException.class)
        .hasMessage("export: translation to C needs the plugin cexport, which is not installed");
    assertThat(explained()).isEqualTo("getpid();");
    assertThat(shell.reported()).isEmpty();
  }

  @Test
  void oneThatIsShippedIsLoadedWhenItIsNeeded() throws Exception {
    PluginFiles.jar(directory.resolve("shipped.jar"), "A", PluginFiles.javaText("A", "aaa", "1"));
    translator("", "Lazy");
    shell.with(List.of(), null, directory);
    // everything with commands is loaded, and this has none
    assertThat(shell.run("help 'all'").toString()).contains("  aaa ");
    assertThat(System.getProperty("loaded.Lazy")).isNull();
    assertThat(explained()).isEqualTo("/* Lazy: getpid(), x = 5 */");
    assertThat(System.getProperty("loaded.Lazy")).isEqualTo("yes");
    assertThat(program()).isEqualTo("Lazy of a.groovy");
    assertThat(shell.reported()).isEmpty();
  }

  @Test
  void theNearestIsTaken() throws Exception {
    Path named = translator("", "Named");
    translator("user", "Users");
    translator("shipped", "Shipped");
    shell.with(List.of(named), directory.resolve("user"), directory.resolve("shipped"));
    assertThat(program()).startsWith("Named of");
    try (PluginShell other = new PluginShell()) {
      other.with(List.of(), directory.resolve("user"), directory.resolve("shipped"));
      assertThat(other.context().registry().translator().program("b", "b.c", ""))
          .startsWith("Users of");
    }
    assertThat(System.getProperty("loaded.Shipped")).isNull();
  }

  @Test
  void oneThatIsBrokenIsSaidInALine() throws Exception {
    translator("shipped", "Broken", "{ if (true) throw new IllegalArgumentException(\"ill\"); }");
    shell.with(List.of(), null, directory.resolve("shipped"));
    assertThat(explained()).isEqualTo("getpid();");
    assertThatThrownBy(this::program).isInstanceOf(UsageException.class);
    assertThat(shell.reported())
        .singleElement()
        .asString()
        .startsWith("ipcsh: plugin " + directory.resolve("shipped/Broken.jar") + ": ")
        .contains("ill")
        .doesNotContain("\n");
  }

  @Test
  void aJarThatIsNoneDoesNotHideTheOthers() throws Exception {
    Path broken = write(directory.resolve("shipped/A.jar"), "hello");
    translator("shipped", "Sound");
    shell.with(List.of(), null, directory.resolve("shipped"));
    assertThat(program()).startsWith("Sound of");
    assertThat(shell.reported())
        .singleElement()
        .asString()
        .startsWith("ipcsh: plugin " + broken + ": is not a jar (");
  }
}
