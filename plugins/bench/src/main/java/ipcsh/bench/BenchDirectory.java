package ipcsh.bench;

import ipcsh.handle.HelperProgram;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A directory with the programs to be measured: our scripts, the compiled C program, the Python
 * program. A side whose compiler or interpreter is missing is left out, and a remark says so.
 * Closing it removes the directory and any named objects that the programs have left in the system.
 */
final class BenchDirectory implements AutoCloseable {
  private static final Path NAMED_SEMAPHORES = Path.of("/dev/shm");
  private static final long TO_COMPILE_SECONDS = 60;

  /** What stands at the end of each of our scripts. */
  private static final String ANSWERS = "answers.groovy";

  private static final String LAUNCHER = "ipcsh.launcher";

  private final Path directory = Files.createTempDirectory("ipcsh-bench-");
  private final Map<Side, List<String>> commands = new EnumMap<>(Side.class);
  private final List<String> remarks;

  /**
   * Creates the directory; remarks are added to this list.
   *
   * @param foreign the class paths of the third-party libraries
   */
  BenchDirectory(List<String> remarks, ForeignJars foreign)
      throws IOException, InterruptedException {
    this.remarks = remarks;
    try {
      prepareC();
      preparePython();
      if (foreign.has(Side.JUNIXSOCKET)) {
        prepareJava(Side.JUNIXSOCKET, foreign.of(Side.JUNIXSOCKET), "Junixsocket.java");
      }
      if (foreign.has(Side.JNR_UNIXSOCKET)) {
        prepareJava(Side.JNR_UNIXSOCKET, foreign.of(Side.JNR_UNIXSOCKET), "JnrUnixsocket.java");
      }
    } catch (IOException | InterruptedException e) {
      close();
      throw e;
    }
  }

  private void prepareC() throws IOException, InterruptedException {
    Path compiler = SystemPrograms.find("gcc", "cc");
    if (compiler == null) {
      remarks.add("no column C: there is no gcc");
      return;
    }
    Path program = directory.resolve("bench");
    Path said = directory.resolve("compiler.out");
    Process process =
        HelperProgram.start(
            new ProcessBuilder(
                    List.of(
                        compiler.toString(),
                        "-O2",
                        "-pthread",
                        "-o",
                        program.toString(),
                        resource("bench.c").toString(),
                        "-lrt"))
                .redirectErrorStream(true)
                .redirectOutput(said.toFile()));
    try {
      if (!process.waitFor(TO_COMPILE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        remarks.add("no column C: " + compiler + ": " + Files.readString(said).strip());
        return;
      }
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    commands.put(Side.C, List.of(program.toString()));
  }

  private void preparePython() throws IOException {
    Path python = SystemPrograms.find("python3");
    if (python == null) {
      remarks.add("no column Python: there is no python3");
      return;
    }
    commands.put(Side.PYTHON, List.of(python.toString(), resource("bench.py").toString()));
  }

  /**
   * Prepares a Java program. It is not compiled here, since the library may be missing: {@code
   * java} compiles it when it is started.
   */
  private void prepareJava(Side side, String classPath, String name) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    commands.put(side, List.of(java, "-cp", classPath, resource(name).toString()));
  }

  private Path resource(String name) throws IOException {
    Path file = directory.resolve(name);
    if (!Files.exists(file)) {
      Files.writeString(file, text(name) + (name.endsWith(".groovy") ? text(ANSWERS) : ""));
    }
    return file;
  }

  private static String text(String name) throws IOException {
    try (InputStream in = BenchDirectory.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /**
   * The command that starts a side's program for a mechanism, without its arguments; null if the
   * side is missing or does not support the mechanism. Our own program is the launcher that started
   * this shell.
   */
  List<String> command(Side side, Mechanism mechanism) throws IOException {
    if (!side.does(mechanism)) {
      return null;
    }
    if (side != Side.IPCSH) {
      return commands.get(side);
    }
    String launcher = System.getProperty(LAUNCHER);
    if (launcher == null) {
      throw new IllegalStateException(
          "bench starts other shells through the launcher, ipcsh, but this shell was started without it");
    }
    return List.of(launcher, resource(mechanism.script()).toString());
  }

  /** Creates a directory for a side's programs for a mechanism; its name is unique. */
  Path room(Side side, Mechanism mechanism) throws IOException {
    return Files.createDirectory(directory.resolve(name(side, mechanism)));
  }

  /** The prefix of the names of system objects that these programs create. */
  String name(Side side, Mechanism mechanism) {
    return directory.getFileName() + "-" + mechanism.word() + "-" + side.word();
  }

  /** A program's text without the name of the directory. */
  String withoutDirectory(String text) {
    return text.replace(directory + "/", "");
  }

  @Override
  public void close() {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (NoSuchFileException closedBefore) {
      return;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    removeSemaphores();
  }

  private void removeSemaphores() {
    if (!Files.isDirectory(NAMED_SEMAPHORES)) {
      return;
    }
    try (DirectoryStream<Path> left =
        Files.newDirectoryStream(NAMED_SEMAPHORES, "sem." + directory.getFileName() + "-*")) {
      for (Path semaphore : left) {
        Files.deleteIfExists(semaphore);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
