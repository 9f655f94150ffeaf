package ipcsh.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.Outcome;
import ipcsh.kit.Running;
import ipcsh.kit.Wait;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A demo of worker pools as a server, at a port that the system chooses; ended with all its shells.
 */
final class ServedDemo implements AutoCloseable {
  private static final Path LAUNCHER = Path.of("../../shell/ipcsh").toAbsolutePath().normalize();

  private final Running program;
  private final String address;
  private final Path folder;

  /** Starts it with the given number of workers. */
  ServedDemo(Path directory, String demo, int workers) {
    program = start(directory, script(demo), "0", "" + workers);
    program.awaitOutput("Ctrl-C ends it");
    Matcher matcher = Pattern.compile("(http://127.0.0.1:\\d+/)").matcher(program.output());
    assertThat(matcher.find()).as(program.output()).isTrue();
    address = matcher.group(1);
    try {
      folder =
          Files.readSymbolicLink(Path.of("/proc/" + roles("acceptor.*").get(0).pid() + "/cwd"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String script(String demo) {
    return Path.of("../../scripts/demos", demo).toAbsolutePath().normalize().toString();
  }

  private static Running start(Path directory, String... arguments) {
    List<String> command = new ArrayList<>(List.of(LAUNCHER.toString()));
    command.addAll(List.of(arguments));
    return Running.start(command, directory, Map.of());
  }

  /** A replay of the demo is compared with its transcript. */
  static void expectTranscript(Path directory, String demo) {
    start(directory, "--version").outcome(Wait.LONG);
    Outcome outcome = start(directory, "replay", script(demo), "--verify").outcome(Wait.LONG);
    assertThat(outcome.out()).contains(": as expected (");
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.status()).isZero();
  }

  /** The address of its page, {@code http://127.0.0.1:4711/}. */
  String address() {
    return address;
  }

  /** The processes of the roles whose names match. */
  List<ProcessHandle> roles(String pattern) {
    return ProcessHandle.of(program.pid())
        .orElseThrow()
        .descendants()
        .filter(process -> command(process).matches("(?s).*--role " + pattern + "( .*)?"))
        .toList();
  }

  private static String command(ProcessHandle process) {
    try {
      Path file = Path.of("/proc/" + process.pid() + "/cmdline");
      return Files.readString(file).replace('\0', ' ').strip();
    } catch (IOException gone) {
      return "";
    }
  }

  /** What is stored on a disk, by number. */
  Set<Integer> stored(String disk) throws IOException {
    Set<Integer> all = new HashSet<>();
    for (String line : Files.readAllLines(folder.resolve(disk))) {
      assertThat(line).matches("\\w+ \\d+ \".*\"");
      all.add(Integer.valueOf(line.split(" ")[1]));
    }
    return all;
  }

  @Override
  public void close() {
    List<ProcessHandle> all =
        ProcessHandle.of(program.pid()).map(it -> it.descendants().toList()).orElse(List.of());
    ProcessHandle.of(program.pid()).ifPresent(ProcessHandle::destroy);
    program.outcome(Wait.LONG);
    for (ProcessHandle process : all) {
      Wait.until(Wait.LONG, "the end of " + process.pid(), () -> !process.isAlive());
    }
    assertThat(folder).doesNotExist();
  }
}
