package ipcsh.stage;

import ipcsh.handle.HelperProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs commands of the tmux(1) in which this program runs. */
final class Tmux {
  private static final long SECONDS = 10;

  private Tmux() {}

  /**
   * Runs a command.
   *
   * @return its output, without the last newline
   * @throws IOException with its error message if it fails
   */
  static String run(String... words) throws IOException {
    List<String> command = new ArrayList<>(List.of("tmux"));
    command.addAll(List.of(words));
    Process tmux = HelperProgram.start(new ProcessBuilder(command).redirectErrorStream(true));
    tmux.getOutputStream().close();
    String said = new String(tmux.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (!hasEnded(tmux) || tmux.exitValue() != 0) {
      tmux.destroyForcibly();
      throw new IOException("tmux " + words[0] + ": " + (said.isEmpty() ? "fails" : said));
    }
    return said;
  }

  /** Runs a command whose failure does not matter: its target may no longer exist. */
  static void attempt(String... words) {
    try {
      run(words);
    } catch (IOException gone) {
      // ignored
    }
  }

  /** Waits for its end; an interrupt is handled afterwards. */
  private static boolean hasEnded(Process process) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return process.waitFor(SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
