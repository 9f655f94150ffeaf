package ipcsh.app;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import ipcsh.handle.TextFile;
import ipcsh.language.CompiledTexts;
import ipcsh.plugin.Plugins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The compiled scripts of this program, in a directory next to its start-up cache. */
final class ScriptCache {
  /** What identifies the program with certain plugins, read once. */
  private static final Map<List<String>, String> PROGRAMS = new ConcurrentHashMap<>();

  private ScriptCache() {}

  /** The cache for the script of the command line; null if there is none, or it is not used. */
  static CompiledTexts of(Options options) {
    String directory = System.getProperty("ipcsh.compiled");
    boolean whole =
        !options.has(ProgramOption.KEEP_GOING)
            && !options.has(ProgramOption.TRAIN)
            && (options.has(ProgramOption.CODE)
                || options.file != null && !options.has(ProgramOption.PRINT));
    try {
      return directory == null || !whole
          ? null
          : new CompiledTexts(
              Path.of(directory), readProgram(options.values(ProgramOption.PLUGIN)));
    } catch (IOException e) {
      return null;
    }
  }

  /**
   * What identifies this program, its plugins and its Java: what a text compiles to depends on
   * them. Null if they cannot be read.
   */
  static String program(Options options) {
    try {
      return readProgram(options.values(ProgramOption.PLUGIN));
    } catch (IOException e) {
      return null;
    }
  }

  private static String readProgram(List<String> plugins) throws IOException {
    String program = PROGRAMS.get(plugins);
    if (program == null) {
      program = read(plugins);
      PROGRAMS.put(plugins, program);
    }
    return program;
  }

  private static String read(List<String> plugins) throws IOException {
    List<Path> files = new ArrayList<>(List.of(Path.of(System.getProperty("java.class.path"))));
    files.addAll(Plugins.files(plugins));
    StringBuilder text = new StringBuilder(System.getProperty("java.vm.version"));
    for (Path file : files) {
      Map<String, Object> state =
          Files.readAttributes(file, "unix:ino,size,lastModifiedTime,ctime");
      text.append('\n').append(file);
      for (String each : List.of("ino", "size", "lastModifiedTime", "ctime")) {
        Object value = state.get(each);
        // as a number: what writes a time as text is slow
        text.append(' ').append(value instanceof FileTime time ? time.to(NANOSECONDS) : value);
      }
    }
    return text.toString();
  }

  /** Whether the script was compiled before, as far as is known before the session begins. */
  static boolean hasScript(CompiledTexts cache, Options options) {
    if (cache == null) {
      return false;
    }
    try {
      String text = options.value(ProgramOption.CODE);
      List<String> assigned = List.of(SessionFactory.ARGUMENTS);
      if (text == null) {
        Path file = Path.of(options.file);
        text = Files.isRegularFile(file) ? TextFile.read(file) : null;
        assigned = List.of(SessionFactory.ARGUMENTS, SessionFactory.SCRIPT);
      }
      return text != null && cache.has(text, assigned);
    } catch (IOException reportedWhenItIsRun) {
      return false;
    }
  }
}
