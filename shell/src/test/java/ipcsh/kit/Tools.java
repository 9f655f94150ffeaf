package ipcsh.kit;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** Programs of the system that tests use. */
public final class Tools {
  private static final Duration BOUND = Wait.LONG;

  private Tools() {}

  /** Whether the program is on the PATH. */
  public static boolean has(String program) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(directory -> Path.of(directory, program).toFile().canExecute());
  }

  /** Skips the test if the program is missing; with CI=true that is a failure. */
  public static void need(String program) {
    needs(has(program), program + " is not installed");
  }

  /** Skips the test if something of the system is missing; with CI=true that is a failure. */
  public static void needs(boolean there, String otherwise) {
    if (!there && "true".equals(System.getenv("CI"))) {
      Assertions.fail(otherwise);
    }
    Assumptions.assumeTrue(there, otherwise);
  }

  /** Skips the test if this user cannot make networks; with CI=true that is a failure. */
  public static void needNetwork() {
    needs(
        Networks.ARE_POSSIBLE, "there are no network namespaces for this user, or no /dev/net/tun");
  }

  /** Whether networks are possible here, found out once. */
  private static final class Networks {
    private static final Path HERE = Path.of(".").toAbsolutePath();
    private static final Path TUN = Path.of("/dev/net/tun");

    static final boolean ARE_POSSIBLE =
        Files.isReadable(TUN) && Files.isWritable(TUN) && (succeeds("--net") || succeeds("--user"));

    private static boolean succeeds(String kind) {
      return has("unshare") && run(HERE, "unshare", kind, "--net", "true").status() == 0;
    }
  }

  /** Runs a program to its end. */
  public static Outcome run(Path directory, String... command) {
    return Running.start(Arrays.asList(command), directory, Map.of()).outcome(BOUND);
  }

  /** Compiles C and returns the program. */
  public static Path compile(Path directory, Path source, String name) {
    need("gcc");
    Path program = directory.resolve(name);
    Outcome outcome =
        run(directory, "gcc", "-Wall", "-Werror", "-o", program + "", source + "", "-lpthread");
    Assertions.assertEquals(0, outcome.status(), () -> "gcc: " + outcome.err());
    return program;
  }

  /** Compiles a C source of the tests' resources. */
  public static Path compile(Path directory, String source) {
    Path file = Path.of("src/test/resources/c", source).toAbsolutePath();
    return compile(directory, file, source.replace(".c", ""));
  }

  /** Starts Python with a text as its program. */
  public static Running python(Path directory, String program, String... arguments) {
    need("python3");
    List<String> command =
        Stream.concat(Stream.of("python3", "-c", program), Stream.of(arguments)).toList();
    return Running.start(command, directory, Map.of());
  }
}
