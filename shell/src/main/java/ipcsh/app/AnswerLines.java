package ipcsh.app;

import ipcsh.scenario.predict.Quiz;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/**
 * Answers from standard input. It is read by a thread of its own, because that wait cannot be
 * interrupted, and Ctrl-C must end it.
 */
final class AnswerLines implements Quiz.Answers {
  private final LinkedBlockingQueue<Optional<String>> lines = new LinkedBlockingQueue<>();
  private final Consumer<String> echo;
  private boolean begun;

  /** Repeats each line on {@code echo}: a terminal has shown it already, a pipe has not. */
  AnswerLines(Consumer<String> echo) {
    this.echo = echo;
  }

  @Override
  public String next() throws InterruptedException {
    if (!begun) {
      begun = true;
      Thread reading = new Thread(this::read, "answers");
      reading.setDaemon(true);
      reading.start();
    }
    Optional<String> line = lines.take();
    if (line.isEmpty()) {
      lines.add(line);
    }
    line.ifPresent(echo);
    return line.orElse(null);
  }

  private void read() {
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        lines.add(Optional.of(line));
      }
    } catch (IOException closed) {
      // no more answers
    }
    lines.add(Optional.empty());
  }
}
