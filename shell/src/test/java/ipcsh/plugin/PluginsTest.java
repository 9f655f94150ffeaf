package ipcsh.plugin;

import static ipcsh.plugin.PluginFiles.groovy;
import static ipcsh.plugin.PluginFiles.jar;
import static ipcsh.plugin.PluginFiles.javaText;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where plugins are found, in which order, and when they are loaded. */
class PluginsTest {
  @TempDir Path directory;

  private final PluginShell shell = new PluginShell();

  @AfterEach
  void close() {
    shell.close();
  }

  private Path directory(String name) throws Exception {
    return Files.createDirectories(directory.resolve(name));
  }

  private static long open(Path file) {
    String[] numbers = Path.of("/proc/self/fd").toFile().list();
    long count = 0;
    for (String number : numbers) {
      try {
        count += Files.readSymbolicLink(Path.of("/proc/self/fd", number)).equals(file) ? 1 : 0;
      } catch (java.io.IOException ofTheListing) {
        // closed already
      }
    }
    return count;
  }

  @Test
  void groovyFileOfTheCommandLineAddsItsCommand() throws Exception {
    shell.with(groovy(directory, "answer.groovy", "answer", "42"));
    assertThat(shell.run("answer()")).isEqualTo(42);
    assertThat(shell.run("answer")).isEqualTo(42);
    assertThat(shell.line("help answer")).startsWith("answer()\n  a test; see test(1)");
    assertThat(shell.reported()).isEmpty();
  }

  @Test
  void jarOfTheCommandLineAddsItsCommand() throws Exception {
    shell.with(
        jar(directory.resolve("answer.jar"), "Answer", javaText("Answer", "answer", "n + 1")));
    assertThat(shell.run("answer 41")).isEqualTo(42);
    assertThat(shell.reported()).isEmpty();
  }

  @Test
  void directoryOfTheCommandLineStandsForItsPlugins() throws Exception {
    groovy(directory("mine"), "a.groovy", "first", "1");
    groovy(directory("mine"), "b.groovy", "second", "2");
    shell.with(directory("mine"));
    assertThat(shell.run("first() + second()")).isEqualTo(3);
  }

  @Test
  void eachPlaceIsSearched() throws Exception {
    Path file = groovy(directory, "x.groovy", "one", "1");
    groovy(directory("user"), "x.groovy", "two", "2");
    groovy(directory("shipped"), "x.groovy", "three", "3");
    shell.with(List.of(file), directory("user"), directory("shipped"));
    assertThat(shell.run("[one(), two(), three()]")).isEqualTo(List.of(1, 2, 3));
  }

  @Test
  void directoriesThatAreNotThereAreNoError() throws Exception {
    shell.with(List.of(), directory.resolve("none"), null);
    assertThat(shell.reported()).isEmpty();
  }

  @Test
  void moduleOfACheckoutIsFoundWhereMavenBuiltIt() throws Exception {
    jar(
        directory("shipped/answer/target").resolve("answer.jar"),
        "Answer",
        javaText("Answer", "answer", "42"));
    Files.createDirectories(directory("shipped/notbuilt"));
    shell.with(List.of(), null, directory("shipped"));
    assertThat(shell.run("answer()")).isEqualTo(42);
    assertThat(shell.reported()).isEmpty();
  }

  @Test
  void commandLineWinsOverTheUserAndTheUserOverWhatIsShipped() throws Exception {
    Path file = groovy(directory, "x.groovy", "a", "'line'");
    groovy(directory("user"), "x.groovy", "a", "'user'");
    groovy(directory("user"), "y.groovy", "b", "'user'");
    groovy(directory("shipped"), "y.groovy", "b", "'shipped'");
    shell.with(List.of(file), directory("user"), directory("shipped"));
    assertThat(shell.run("[a(), b()]")).isEqualTo(List.of("line", "user"));
    shell.context().registry().all();
    assertThat(shell.reported())
        .containsExactly(
            "ipcsh: plugin "
                + directory("user").resolve("x.groovy")
                + ": command a is already defined in a; the shell starts without it",
            "ipcsh: plugin "
                + directory("shipped").resolve("y.groovy")
                + ": command b is already defined in b; the shell starts without it");
  }

  @Test
  void filesOfADirectoryAreLoadedByName() throws Exception {
    groovy(directory("user"), "b.groovy", "same", "'b'");
    groovy(directory("user"), "a.groovy", "same", "'a'");
    shell.with(List.of(), directory("user"), null);
    assertThat(shell.run("same()")).isEqualTo("a");
  }

  @Test
  void fileThatIsNamedTwiceIsLoadedOnce() throws Exception {
    Path file = groovy(directory("user"), "a.groovy", "once", "1");
    Path link = Files.createSymbolicLink(directory.resolve("link.groovy"), file);
    shell.with(List.of(file, link, file), directory("user"), null);
    assertThat(shell.run("once()")).isEqualTo(1);
    assertThat(shell.reported()).isEmpty();
  }

  @Test
  void otherFilesOfADirectoryAreLeftAlone() throws Exception {
    Files.writeString(directory("user").resolve("notes.txt"), "no plugin");
    Files.createDirectories(directory("user/folder.groovy"));
    shell.with(List.of(), directory("user"), null);
    assertThat(shell.reported()).isEmpty();
  }

  @Test
  void shippedGroovyFileIsNotCompiledBeforeItsNameIsWanted() throws Exception {
    groovy(directory("shipped"), "good.groovy", "wanted", "'here'");
    Files.writeString(directory("shipped").resolve("broken.groovy"), "class {");
    shell.with(List.of(), null, directory("shipped"));
    shell.run("print ''");
    assertThat(shell.reported()).isEmpty();
    assertThat(shell.run("wanted()")).isEqualTo("here");
    assertThat(shell.reported()).isEmpty();
    assertThat(shell.context().registry().all()).anyMatch(c -> c.name().equals("wanted"));
    assertThat(shell.reported()).hasSize(1);
    assertThat(shell.reported().get(0)).contains("broken.groovy: line 1: ");
  }

  @Test
  void shippedGroovyCommandIsFoundAsABareNameAndAsAMethodOfAHandle() throws Exception {
    Files.writeString(
        directory("shipped").resolve("queues.groovy"),
        Files.readString(Path.of("src/test/resources/plugins/queues.groovy")));
    groovy(directory("shipped"), "bare.groovy", "bare", "'bare'");
    shell.with(List.of(), null, directory("shipped"));
    assertThat(shell.run("bare")).isEqualTo("bare");
    assertThat(shell.run("(r, w) = pipe(); write w, 'xy'; r.waiting()")).isEqualTo(2);
  }

  @Test
  void helpListsWhatIsNotLoadedYet() throws Exception {
    groovy(directory("shipped"), "good.groovy", "wanted", "'here'");
    shell.with(List.of(), null, directory("shipped"));
    assertThat(shell.line("help 'all'")).containsPattern("(?m)^  wanted +a test$");
  }

  @Test
  void severalThreadsMayWantOnePluginAtOnce() throws Exception {
    for (int i = 0; i < 4; i++) {
      groovy(directory("shipped"), i + ".groovy", "wanted" + i, "" + i);
    }
    shell.with(List.of(), null, directory("shipped"));
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<Object>> results = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        String name = "wanted" + i % 4;
        results.add(threads.submit(() -> shell.context().registry().find(name).call()));
      }
      for (int i = 0; i < 8; i++) {
        assertThat(results.get(i).get()).isEqualTo(i % 4);
      }
    } finally {
      threads.shutdown();
    }
    assertThat(shell.reported()).isEmpty();
  }

  @Test
  void constantsOfAPluginAreBareNames() throws Exception {
    shell.with(
        PluginFiles.write(
            directory.resolve("c.groovy"),
            """
            class Lamp { public static final int LAMP_ON = 3; public static final int LAMP_OFF = 4 }

            class LampCommands implements CommandTopic {
              String title() { 'Lamps' }
              List<Class<?>> constants() { [Lamp] }

              @Command(summary = 'a lamp', man = 'lamp(1)', examples = 'lamp LAMP_ON')
              int lamp(@Default('LAMP_OFF') @Flags('LAMP_') int how) { how }
            }
            """));
    assertThat(shell.run("[lamp(), lamp(LAMP_ON)]")).isEqualTo(List.of(4, 3));
    assertThat(shell.reported()).isEmpty();
  }

  @Test
  void jarOfAPluginTakesNoDescriptorOfTheSession() throws Exception {
    Path jar = jar(directory.resolve("a.jar"), "A", javaText("A", "aaa", "new Object[] {}"));
    shell.with(jar);
    assertThat(shell.run("aaa().length")).isEqualTo(0);
    assertThat(open(jar.toRealPath())).isZero();
  }

  @Test
  void shippedJarIsNotLoadedBeforeOneOfItsNamesIsWanted() throws Exception {
    jar(directory("shipped").resolve("a.jar"), "A", javaText("A", "aaa", "1"));
    Files.writeString(directory("shipped").resolve("b.jar"), "no jar");
    shell.with(List.of(), null, directory("shipped"));
    assertThat(shell.run("pipe()*.number.size()")).isEqualTo(2);
    assertThat(shell.reported()).isEmpty();
    assertThat(shell.run("aaa()")).isEqualTo(1);
    assertThat(shell.reported()).hasSize(1);
    assertThat(shell.reported().get(0)).contains("b.jar: is not a jar");
  }

  @Test
  void nameThatOnlyALibraryInTheJarKnowsLoadsNothing() throws Exception {
    Path tree = directory("tree");
    String loud = "public A() { throw new IllegalStateException(\"loaded\"); } public String title";
    PluginFiles.write(
        tree.resolve("src/A.java"), javaText("A", "aaa", "1").replace("public String title", loud));
    PluginFiles.write(
        tree.resolve("src/library/Known.java"),
        "package library; public class Known { public void bbb() {} }");
    PluginFiles.compile(tree.resolve("src"), tree.resolve("classes"), "-parameters");
    PluginFiles.write(tree.resolve("classes").resolve(PluginFiles.SERVICES), "A\n");
    PluginFiles.pack(tree.resolve("classes"), directory("shipped").resolve("a.jar"));
    shell.with(List.of(), null, directory("shipped"));
    String caught = "try { %s() } catch (MissingMethodException e) { e.method }";
    assertThat(shell.run(caught.formatted("bbb"))).isEqualTo("bbb");
    assertThat(shell.reported()).isEmpty();
    assertThat(shell.run(caught.formatted("aaa"))).isEqualTo("aaa");
    assertThat(shell.reported()).hasSize(1);
  }

  @Test
  void constantOfAShippedPluginIsThereBeforeItsCommands() throws Exception {
    String constants = "  public static final int SUN_UP = 7;\n";
    String topic =
        javaText("A", "aaa", "1")
            .replace(
                "implements CommandTopic {",
                "implements CommandTopic {"
                    + constants
                    + "public java.util.List<Class<?>> constants() {"
                    + " return java.util.List.of(A.class); }");
    jar(directory("shipped").resolve("a.jar"), "A", topic);
    shell.with(List.of(), null, directory("shipped"));
    assertThat(shell.run("x = SUN_UP; x | 8")).isEqualTo(15);
  }

  @Test
  void pluginReadsTheResourcesOfItsJar() throws Exception {
    Path built = directory.resolve("build");
    PluginFiles.write(
        built.resolve("src/R.java"),
        javaText(
                "R",
                "resource",
                "new String(R.class.getResourceAsStream(\"a.txt\").readAllBytes())")
            .replace("int n)", "int n) throws Exception"));
    PluginFiles.compile(built.resolve("src"), built.resolve("classes"), "-parameters");
    PluginFiles.write(built.resolve("classes").resolve(PluginFiles.SERVICES), "R");
    PluginFiles.write(built.resolve("classes/a.txt"), "text");
    shell.with(PluginFiles.pack(built.resolve("classes"), directory.resolve("r.jar")));
    assertThat(shell.run("resource()")).isEqualTo("text");
  }

  @Test
  void usersDirectoryIsThatOfTheXdgSpecification() {
    assertThat(PluginPath.user(Map.of("HOME", "/h", "XDG_CONFIG_HOME", "/c")))
        .isEqualTo(Path.of("/c/ipcsh/plugins"));
    assertThat(PluginPath.user(Map.of("HOME", "/h")))
        .isEqualTo(Path.of("/h/.config/ipcsh/plugins"));
    assertThat(PluginPath.user(Map.of("HOME", "/h", "XDG_CONFIG_HOME", "relative")))
        .isEqualTo(Path.of("/h/.config/ipcsh/plugins"));
  }
}
