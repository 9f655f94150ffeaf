package ipcsh.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every block of code in {@code docs/writing-a-plugin.md} does what the document says. */
class WritingAPluginTest {
  private static final Path DOCUMENT = Path.of("docs/writing-a-plugin.md");
  private static final Path SAMPLES = Path.of("src/test/resources/plugins");
  private static final Path MODULE = SAMPLES.resolve("random");
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w+)\\n(.*?)^```$");

  @TempDir Path directory;

  private static List<String> blocks(boolean shell) throws IOException {
    List<String> found = new ArrayList<>();
    Matcher blocks = BLOCK.matcher(Files.readString(DOCUMENT));
    while (blocks.find()) {
      if (blocks.group(1).equals("sh") == shell) {
        found.add(blocks.group(2));
      }
    }
    return found;
  }

  @Test
  void documentShowsTheSamplesAsTheyAre() throws Exception {
    List<String> samples = new ArrayList<>();
    try (Stream<Path> files = Files.walk(SAMPLES)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        samples.add(Files.readString(file));
      }
    }
    assertThat(new TreeSet<>(blocks(false))).isEqualTo(new TreeSet<>(samples));
  }

  @Test
  void linesForTheTerminalRun() throws Exception {
    samplesAndProgram();
    List<String> lines =
        blocks(true).stream().flatMap(String::lines).filter(l -> l.startsWith("ipcsh ")).toList();
    assertThat(lines).hasSizeGreaterThanOrEqualTo(3);
    for (String line : lines) {
      String[] parts = line.split("\\s+# ");
      String printed = output(parts[0]);
      if (parts.length > 1) {
        assertThat(printed.strip()).as(line).isEqualTo(parts[1].strip());
      }
    }
  }

  private void samplesAndProgram() throws Exception {
    for (String name : List.of("queues.groovy", "queues-test.groovy")) {
      Files.copy(SAMPLES.resolve(name), directory.resolve(name));
    }
    module();
    Path program = directory.resolve("bin/ipcsh");
    PluginFiles.write(
        program,
        "#!/bin/sh\nexec '%s/bin/java' -cp '%s' ipcsh.app.Main \"$@\"\n"
            .formatted(System.getProperty("java.home"), System.getProperty("java.class.path")));
    assertThat(program.toFile().setExecutable(true)).isTrue();
  }

  /** Builds the module as its pom does and returns the directory of its classes. */
  private Path module() throws IOException {
    Path classes = directory.resolve("plugins/random/target/classes");
    PluginFiles.compile(MODULE.resolve("src/main/java"), classes, "-parameters");
    PluginFiles.write(
        classes.resolve(PluginFiles.SERVICES),
        Files.readString(MODULE.resolve("src/main/resources").resolve(PluginFiles.SERVICES)));
    PluginFiles.pack(classes, directory.resolve("plugins/random/target/random.jar"));
    return classes;
  }

  private String output(String line) throws Exception {
    ProcessBuilder builder = new ProcessBuilder("sh", "-c", line);
    builder.directory(directory.toFile());
    builder.environment().merge("PATH", directory.resolve("bin").toString(), (a, b) -> b + ":" + a);
    builder.environment().put("XDG_CONFIG_HOME", directory.resolve("config").toString());
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    builder.redirectErrorStream(true);
    Process process = builder.start();
    process.getOutputStream().close();
    String text;
    try (var out = process.getInputStream()) {
      text = new String(out.readAllBytes(), StandardCharsets.UTF_8);
    }
    assertThat(process.waitFor()).as(line + "\n" + text).isZero();
    return text.lines().filter(l -> !l.startsWith("WARNING:")).collect(Collectors.joining("\n"));
  }

  @Test
  void testOfTheModuleHolds() throws Exception {
    Path classes = module();
    PluginFiles.compile(MODULE.resolve("src/test/java"), classes, "-cp", cp(classes));
    try (URLClassLoader loader =
        new URLClassLoader(
            new java.net.URL[] {classes.toUri().toURL()}, getClass().getClassLoader())) {
      var constructor = loader.loadClass("ipcsh.random.RandomTest").getDeclaredConstructor();
      constructor.setAccessible(true);
      Object test = constructor.newInstance();
      var method = test.getClass().getDeclaredMethod("kernelGivesAsManyBytesAsAreAskedFor");
      method.setAccessible(true);
      method.invoke(test);
    }
  }

  private static String cp(Path classes) {
    return classes + ":" + System.getProperty("java.class.path");
  }

  @Test
  void pomIsThatOfTheShippedModule() throws Exception {
    String shipped = Files.readString(Path.of("../plugins/eventfd/pom.xml"));
    assertThat(Files.readString(MODULE.resolve("pom.xml")))
        .isEqualTo(
            shipped
                .replace(">eventfd<", ">random<")
                .replace("plugin: events as descriptors", "plugin: random bytes"));
  }

  @Test
  void examplesOfTheSamplesHold() throws Exception {
    module();
    Path jar = directory.resolve("plugins/random/target/random.jar");
    try (PluginShell shell = new PluginShell().with(SAMPLES.resolve("queues.groovy"), jar)) {
      Examples.hold(shell, "waiting");
      Examples.hold(shell, "getrandom");
      assertThat(shell.reported()).isEmpty();
    }
  }
}
