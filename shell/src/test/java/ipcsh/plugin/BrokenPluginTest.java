package ipcsh.plugin;

import static ipcsh.plugin.PluginFiles.groovyText;
import static ipcsh.plugin.PluginFiles.jar;
import static ipcsh.plugin.PluginFiles.javaText;
import static ipcsh.plugin.PluginFiles.write;
import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.Tools;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An error in a plugin is reported in one line, and the shell continues without it. */
class BrokenPluginTest {
  @TempDir Path directory;

  private final PluginShell shell = new PluginShell();
  private final int commands = shell.context().registry().all().size();

  @AfterEach
  void close() {
    shell.close();
  }

  /** Loads a broken plugin and returns the reported reason. */
  private String why(Path plugin) throws Exception {
    shell.with(plugin);
    assertThat(shell.run("(r, w) = pipe(); write w, 'x'")).isEqualTo(1);
    assertThat(shell.context().registry().all()).hasSize(commands);
    assertThat(shell.reported()).hasSize(1);
    String line = shell.reported().get(0);
    String start = "ipcsh: plugin " + plugin + ": ";
    String end = "; the shell starts without it";
    assertThat(line).startsWith(start).endsWith(end).doesNotContain("\n");
    return line.substring(start.length(), line.length() - end.length());
  }

  private Path groovy(String text) throws Exception {
    return write(directory.resolve("broken.groovy"), text);
  }

  private Path java(String text) throws Exception {
    return jar(directory.resolve("broken.jar"), "Broken", text);
  }

  /** A topic in Groovy with this body. */
  private Path body(String text) throws Exception {
    return groovy(
        """
        class Broken implements CommandTopic {
          String title() { 'Broken' }
          %s
        }
        """
            .formatted(text));
  }

  @ParameterizedTest
  @CsvSource({"none.jar", "none.groovy", "none"})
  void missingFile(String name) throws Exception {
    assertThat(why(directory.resolve(name))).isEqualTo("no such file");
  }

  @ParameterizedTest
  @CsvSource({"fifo.jar", "fifo.groovy"})
  void whatWouldBeWaitedFor(String name) throws Exception {
    Tools.run(directory, "mkfifo", name);
    assertThat(why(directory.resolve(name))).contains("is not a regular file");
  }

  @Test
  void fileOfAnotherKind() throws Exception {
    assertThat(why(write(directory.resolve("plugin.txt"), "hello"))).startsWith("is not a jar (");
  }

  @Test
  void jarThatIsNone() throws Exception {
    assertThat(why(write(directory.resolve("broken.jar"), "hello"))).startsWith("is not a jar (");
  }

  @Test
  void emptyFiles() throws Exception {
    assertThat(why(write(directory.resolve("empty.jar"), ""))).startsWith("is not a jar (");
  }

  @Test
  void jarThatNamesNoTopic() throws Exception {
    write(directory.resolve("tree/a.txt"), "a");
    Path jar = PluginFiles.pack(directory.resolve("tree"), directory.resolve("a.jar"));
    assertThat(why(jar))
        .isEqualTo("names no command topic in META-INF/services/ipcsh.command.model.CommandTopic");
  }

  @Test
  void jarThatNamesAMissingClass() throws Exception {
    write(directory.resolve("tree").resolve(PluginFiles.SERVICES), "no.such.Topic");
    Path jar = PluginFiles.pack(directory.resolve("tree"), directory.resolve("a.jar"));
    assertThat(why(jar)).isEqualTo("Provider no.such.Topic not found");
  }

  @Test
  void jarThatNamesAClassOfAnotherKind() throws Exception {
    write(
        directory.resolve("tree").resolve(PluginFiles.SERVICES),
        "ipcsh.command.SpellingSuggestion");
    Path jar = PluginFiles.pack(directory.resolve("tree"), directory.resolve("a.jar"));
    assertThat(why(jar)).isEqualTo("ipcsh.command.SpellingSuggestion not a subtype");
  }

  @Test
  void classThatUsesAMissingOne() throws Exception {
    Path jar =
        java(
            javaText("Broken", "broken", "new Helper()")
                + "class Helper { int x = 1; }"
                + "class Other extends Helper {}");
    // the same jar without its helper
    Path tree = directory.resolve("tree");
    Files.createDirectories(tree.resolve("META-INF/services"));
    write(tree.resolve(PluginFiles.SERVICES), "Broken");
    try (var zip = new java.util.zip.ZipFile(jar.toFile())) {
      Files.copy(zip.getInputStream(zip.getEntry("Broken.class")), tree.resolve("Broken.class"));
    }
    Path without = PluginFiles.pack(tree, directory.resolve("without.jar"));
    shell.with(without);
    // Java links lazily: the missing class is noticed when the command runs, and the shell
    // continues
    assertThat(shell.reported()).isEmpty();
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> shell.run("broken()"))
        .isInstanceOf(NoClassDefFoundError.class);
    assertThat(shell.run("1 + 1")).isEqualTo(2);
  }

  @Test
  void signatureWithAMissingClass() throws Exception {
    String source =
        """
        import ipcsh.command.*; import ipcsh.command.model.*;
        public class Broken implements CommandTopic {
          public String title() { return "Broken"; }
          @Command(summary = "a", man = "a(1)", examples = "a")
          public Helper broken() { return null; }
          public static class Helper {}
        }
        """;
    Path jar = java(source);
    Path tree = directory.resolve("tree");
    write(tree.resolve(PluginFiles.SERVICES), "Broken");
    try (var zip = new java.util.zip.ZipFile(jar.toFile())) {
      Files.copy(zip.getInputStream(zip.getEntry("Broken.class")), tree.resolve("Broken.class"));
    }
    assertThat(why(PluginFiles.pack(tree, directory.resolve("without.jar"))))
        .isEqualTo("class Broken$Helper is missing");
  }

  @Test
  void classOfANewerJava() throws Exception {
    Path jar = java(javaText("Broken", "broken", "1"));
    Path tree = directory.resolve("tree");
    write(tree.resolve(PluginFiles.SERVICES), "Broken");
    try (var zip = new java.util.zip.ZipFile(jar.toFile())) {
      byte[] type = zip.getInputStream(zip.getEntry("Broken.class")).readAllBytes();
      ByteBuffer.wrap(type).putShort(6, (short) (44 + 99));
      Files.write(tree.resolve("Broken.class"), type);
    }
    assertThat(why(PluginFiles.pack(tree, directory.resolve("new.jar"))))
        .isEqualTo("Broken was compiled for Java 99, this is Java " + Runtime.version().feature());
  }

  @Test
  void constructorThatThrows() throws Exception {
    String text =
        "public class Broken implements ipcsh.command.model.CommandTopic {"
            + " public Broken() { throw new IllegalStateException(\"no luck\\ntoday\"); }"
            + " public String title() { return \"\"; } }";
    assertThat(why(java(text)))
        .isEqualTo(
            "Provider Broken could not be instantiated: java.lang.IllegalStateException: no luck");
  }

  @Test
  void constructorOfGroovyThatThrows() throws Exception {
    assertThat(why(body("Broken() { throw new IllegalStateException('no luck') }")))
        .isEqualTo("java.lang.IllegalStateException: no luck");
  }

  @Test
  void attachThatThrows() throws Exception {
    assertThat(
            why(
                body(
                    """
                    void attach(Context context) { throw new IOException('no luck') }
                    @Command(summary = 'a', man = 'a(1)', examples = 'a') int broken() { 1 }
                    """)))
        .isEqualTo("no luck");
  }

  @Test
  void textThatDoesNotCompile() throws Exception {
    assertThat(why(groovy("class Broken {\n  int x = = 1\n}"))).startsWith("line 2: ");
  }

  @Test
  void classThatIsNotThere() throws Exception {
    assertThat(why(write(directory.resolve("b.groovy"), "class B implements NoSuch {}")))
        .isEqualTo("line 1: unable to resolve class NoSuch");
  }

  @Test
  void textThatIsNone() throws Exception {
    Files.write(directory.resolve("binary.groovy"), new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});
    assertThat(why(directory.resolve("binary.groovy"))).isEqualTo("is not UTF-8 text");
  }

  @Test
  void textWithoutATopic() throws Exception {
    assertThat(why(groovy("println 'hello'")))
        .isEqualTo("has no class that implements CommandTopic");
  }

  @Test
  void duplicateOfABuiltInCommand() throws Exception {
    assertThat(why(groovy(groovyText("pipe", "1"))))
        .isEqualTo("command pipe is already defined in Pipes and waiting");
  }

  @Test
  void secondTopicBrokenAddsNothingOfTheFirst() throws Exception {
    assertThat(why(groovy(groovyText("aaa", "1") + groovyText("send", "1"))))
        .isEqualTo("command send is already defined in Sockets");
    assertThat(shell.context().registry().find("aaa")).isNull();
  }

  @Test
  void twoFormsOfOneCommand() throws Exception {
    assertThat(
            why(
                body(
                    """
                    @Command(summary = 'a', man = 'a(1)', examples = 'a') int broken() { 1 }
                    @Command(summary = 'a', man = 'a(1)', examples = 'a') int broken(int n) { 1 }
                    """)))
        .isEqualTo("command broken is already defined in Broken");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "@Command(summary=' ', man='a(1)', examples='a') int a() { 1 }     | it has no summary",
        "@Command(summary='a', man='', examples='a') int a() { 1 }         | it has no man page",
        "@Command(summary='a', man='a(1)', examples='') int a() { 1 }      | it has no example",
        "@Command(summary='a', man='a(1)', examples='a') static int a() { 1 }"
            + " | a command is a public method of an object",
        "@Command(summary='a', man='a(1)', examples='a') private int a() { 1 }"
            + " | a command is a public method of an object",
        "@Command(summary='a', man='a(1)', examples='a') int a(@Option int n) { 1 }"
            + " | the option n is optional, so its type must be an object type",
        "@Command(summary='a', man='a(1)', examples='a') int a(@Default('') int n) { 1 }"
            + " | the default of n is null, so its type must be an object type",
        "@Command(summary='a', man='a(1)', examples='a') int a(@Default('NO_SUCH') int n) { 1 }"
            + " | the default of n: no constant NO_SUCH for a default",
        "@Command(summary='a', man='a(1)', examples='a') int a(@Default('x.y') int n) { 1 }"
            + " | the default of n: no constant x.y for a default",
        "@Command(summary='a', man='a(1)', examples='a') int a(@Default('abc') String n) { 1 }"
            + " | the default of n: no constant abc for a default",
        "@Command(summary='a', man='a(1)', examples='a') int a(String... n) { 1 }"
            + " | the remaining arguments, n, must be declared as Object...",
      })
  void wrongDefinition(String method, String why) throws Exception {
    assertThat(why(body(method))).isEqualTo("command a: " + why);
  }

  @Test
  void annotationWithoutWhatItNeeds() throws Exception {
    assertThat(why(body("@Command(summary = 'a') int a() { 1 }")))
        .startsWith("line 3: ")
        .contains("'man'");
  }

  @Test
  void topicWithoutACommand() throws Exception {
    assertThat(why(body(""))).isEqualTo("Broken has no method with @Command");
  }

  @Test
  void topicWithoutATitle() throws Exception {
    assertThat(
            why(
                groovy(
                    """
                    class Broken implements CommandTopic {
                      String title() { null }
                      @Command(summary = 'a', man = 'a(1)', examples = 'a') int a() { 1 }
                    }
                    """)))
        .isEqualTo("Broken has no title");
  }

  @Test
  void parametersWithoutNames() throws Exception {
    Path jar =
        jar(directory.resolve("a.jar"), "Broken", javaText("Broken", "broken", "1"), "-g:none");
    assertThat(why(jar))
        .isEqualTo("command broken: its parameters have no names; compile with -parameters");
  }

  @Test
  void manyBrokenOnesAreALineEach() throws Exception {
    Path good = write(directory.resolve("good.groovy"), groovyText("good", "1"));
    shell.with(directory.resolve("a.jar"), groovy("class {"), good, directory.resolve("b.groovy"));
    assertThat(shell.run("good()")).isEqualTo(1);
    assertThat(shell.reported()).hasSize(3);
    assertThat(shell.reported()).allMatch(line -> List.of(line.split("\n")).size() == 1);
  }
}
