package ipcsh.findings;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import ipcsh.kit.Running;
import ipcsh.kit.Tools;
import ipcsh.kit.Wait;
import ipcsh.observe.Observation;
import ipcsh.observe.StraceParser;
import ipcsh.observe.SystemVObjects;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A program that runs under strace, without a shell. */
final class TracedProgram implements AutoCloseable {
  private final Path log;
  private final Running running;
  private final Observation observation = new Observation(1_000_000);

  private TracedProgram(Path directory, List<String> command) {
    Tools.need("strace");
    try {
      log = Files.createTempFile(directory, "strace", ".log");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    observation.systemVBefore(SystemVObjects.now());
    List<String> words = new ArrayList<>(List.of("strace"));
    words.addAll(StraceParser.OPTIONS);
    words.addAll(List.of("-o", log.toString()));
    words.addAll(command);
    running = Running.start(words, directory, Map.of());
  }

  /** Starts one in a directory. */
  static TracedProgram start(Path directory, String... command) {
    return new TracedProgram(directory, List.of(command));
  }

  /** What is found in one that runs to its end, without input. */
  static Findings findings(Path directory, String... command) {
    try (TracedProgram program = start(directory, command)) {
      return program.findings();
    }
  }

  Running running() {
    return running;
  }

  /** Its calls, when it has ended. */
  Observation observation() {
    return observation(lines -> lines);
  }

  /**
   * The same.
   *
   * @param edit changes what strace wrote
   */
  Observation observation(UnaryOperator<String> edit) {
    running.outcome(Wait.LONG);
    if (!observation.isEnded()) {
      try {
        byte[] text = edit.apply(Files.readString(log, ISO_8859_1)).getBytes(ISO_8859_1);
        StraceParser parser = new StraceParser(observation);
        parser.feed(text, 0, text.length);
        parser.end();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return observation;
  }

  /** What is found in it, when it has ended. */
  Findings findings() {
    return Findings.of(List.of(observation()));
  }

  @Override
  public void close() {
    running.close();
  }
}
