package ipcsh.kit;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The real program, started by its launcher. */
public final class Program {
  private static final Duration BOUND = Wait.LONG;

  /**
   * Whether it has created its start-up cache, on which it prints a line, outside of any test's
   * output.
   */
  private static boolean prepared;

  private Program() {}

  /** Its path, to start it in another way; it prints no line on its start-up cache any more. */
  public static synchronized String launcher() {
    String launcher = Checkout.launcher().toString();
    if (!prepared) {
      prepared = true;
      prepare(launcher);
    }
    return launcher;
  }

  /** Creates the cache, or waits until the tests beside have: who comes second goes without it. */
  private static void prepare(String launcher) {
    Path lock = Checkout.file("shell/target/tests.lock");
    try (FileChannel channel = FileChannel.open(lock, CREATE, WRITE)) {
      channel.lock();
      Running.start(List.of(launcher, "--version"), Path.of(".").toAbsolutePath(), Map.of())
          .outcome(BOUND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts it in a directory. */
  public static Running start(Path directory, String... arguments) {
    List<String> command = new ArrayList<>(List.of(launcher()));
    command.addAll(List.of(arguments));
    return Running.start(command, directory, Map.of());
  }

  /** The same with a limit of descriptors. */
  public static Running limited(Path directory, int descriptors, String... arguments) {
    List<String> command =
        new ArrayList<>(List.of("sh", "-c", "ulimit -n $0; exec \"$@\"", "" + descriptors));
    command.add(launcher());
    command.addAll(List.of(arguments));
    return Running.start(command, directory, Map.of());
  }

  /**
   * The same in namespaces of its own, if this user may create them: its effects on processes and
   * shared memory are limited to those.
   */
  public static Running alone(Path directory, int descriptors, String... arguments) {
    List<String> apart =
        List.of(
            "unshare", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc", "sh", "-c");
    boolean may = Tools.has("unshare") && Tools.run(directory, with(apart, "true")).status() == 0;
    if (!may) {
      System.err.println("no namespaces here: the program shares processes and /dev/shm with all");
      return limited(directory, descriptors, arguments);
    }
    String script = "mount -t tmpfs tmpfs /dev/shm && ulimit -n $0 && \"$@\"";
    List<String> command = new ArrayList<>(List.of(with(apart, script)));
    command.addAll(List.of("" + descriptors, launcher()));
    command.addAll(List.of(arguments));
    return Running.start(command, directory, Map.of());
  }

  private static String[] with(List<String> words, String more) {
    List<String> all = new ArrayList<>(words);
    all.add(more);
    return all.toArray(String[]::new);
  }

  /** Runs it to its end with nothing on standard input. */
  public static Outcome run(Path directory, String... arguments) {
    return start(directory, arguments).outcome(BOUND);
  }

  /** The same with an environment variable. */
  public static Outcome with(Path directory, String variable, String value, String... arguments) {
    List<String> command = new ArrayList<>(List.of(launcher()));
    command.addAll(List.of(arguments));
    return Running.start(command, directory, Map.of(variable, value)).outcome(BOUND);
  }

  /** Runs it to its end with a text on standard input. */
  public static Outcome feed(Path directory, String input, String... arguments) {
    return start(directory, arguments).type(input.getBytes(StandardCharsets.UTF_8)).outcome(BOUND);
  }
}
