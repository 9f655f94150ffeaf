package ipcsh.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Creates plugins for tests. */
final class PluginFiles {
  static final String SERVICES = "META-INF/services/ipcsh.command.model.CommandTopic";

  private PluginFiles() {}

  /** A Groovy file with one command, {@code name}, which returns {@code value}. */
  static Path groovy(Path directory, String file, String name, String value) throws IOException {
    return write(directory.resolve(file), groovyText(name, value));
  }

  static String groovyText(String name, String value) {
    return """
    class %sCommands implements CommandTopic {
      String title() { '%s' }

      @Command(summary = 'a test', man = 'test(1)', examples = '%s()')
      def %s() { %s }
    }
    """
        .formatted(name, name, name, name, value);
  }

  static Path write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  /** A class of Java source with one command, {@code name}, which returns {@code value}. */
  static String javaText(String type, String name, String value) {
    return """
    import ipcsh.command.*; import ipcsh.command.model.*;
    public class %s implements CommandTopic {
      public String title() { return "%s"; }
      @Command(summary = "a test", man = "test(1)", examples = "%s()")
      public Object %s(@Default("0") int n) { return %s; }
    }
    """
        .formatted(type, type, name, name, value);
  }

  /** A jar with one class of Java source, named in META-INF/services. */
  static Path jar(Path file, String type, String source) throws IOException {
    return jar(file, type, source, "-parameters");
  }

  static Path jar(Path file, String type, String source, String option) throws IOException {
    Path build = Files.createTempDirectory(file.getParent(), "build");
    write(build.resolve("src").resolve(type + ".java"), source);
    compile(build.resolve("src"), build.resolve("classes"), option);
    write(build.resolve("classes").resolve(SERVICES), type + "\n");
    return pack(build.resolve("classes"), file);
  }

  /** Compiles a tree of Java sources. */
  static void compile(Path sources, Path classes, String... options) throws IOException {
    Files.createDirectories(classes);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<String> all = new ArrayList<>(List.of("-d", classes.toString(), "-proc:none"));
    all.addAll(List.of("-cp", System.getProperty("java.class.path")));
    all.addAll(List.of(options));
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
        Stream<Path> tree = Files.walk(sources)) {
      var units =
          files.getJavaFileObjectsFromPaths(
              tree.filter(file -> file.toString().endsWith(".java")).toList());
      boolean compiled = compiler.getTask(messages, files, null, all, null, units).call();
      assertThat(compiled).as(messages.toString()).isTrue();
    }
  }

  /** Packs a tree of files into a jar. */
  static Path pack(Path tree, Path jar) throws IOException {
    Files.createDirectories(jar.getParent());
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
        Stream<Path> files = Files.walk(tree)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        out.putNextEntry(new JarEntry(tree.relativize(file).toString()));
        Files.copy(file, out);
      }
    }
    return jar;
  }
}
