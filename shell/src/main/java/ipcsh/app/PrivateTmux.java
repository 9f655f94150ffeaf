package ipcsh.app;

import ipcsh.handle.SearchPath;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/**
 * A private tmux(1) server on this terminal, in which the launcher runs again. It reads no
 * configuration, and ends when the launcher ends or the terminal is closed.
 */
final class PrivateTmux {
  private static final int FAILED = 1;
  private static final String SOCKET = "tmux";
  private static final String ERRORS = "errors";
  private static final String STATUS = "status";

  /** The shell command that saves standard error and the exit status. */
  private static final String KEEPING =
      "directory=$1; shift; \"$@\" 2>\"$directory/errors\"; echo $? >\"$directory/status\"";

  private PrivateTmux() {}

  /** Whether tmux is installed. */
  static boolean isInstalled() {
    return SearchPath.isInstalled("tmux");
  }

  /** Runs the launcher with these arguments; returns its exit status. */
  static int run(List<String> words) throws IOException {
    File directory = Files.createTempDirectory("ipcsh-tmux-").toFile();
    Process client = new ProcessBuilder(command(directory, words)).inheritIO().start();
    // the server exits when its last client detaches
    Thread last = new Thread(() -> leave(client, directory), "tmux");
    Runtime.getRuntime().addShutdownHook(last);
    try {
      client.waitFor();
      System.err.print(text(new File(directory, ERRORS)));
      String status = text(new File(directory, STATUS)).strip();
      return status.isEmpty() ? FAILED : Integer.parseInt(status);
    } catch (InterruptedException e) {
      return FAILED;
    }
  }

  private static String text(File file) throws IOException {
    return file.exists() ? Files.readString(file.toPath()) : "";
  }

  private static void leave(Process client, File directory) {
    client.destroy();
    try {
      client.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try {
      for (String name : List.of(ERRORS, STATUS, SOCKET, "")) {
        Files.deleteIfExists(directory.toPath().resolve(name));
      }
    } catch (IOException e) {
      Diagnostics.say(directory + " stays: " + e.getMessage());
    }
  }

  private static List<String> command(File directory, List<String> words) {
    List<String> command = new ArrayList<>();
    String socket = new File(directory, SOCKET).toString();
    command.addAll(List.of("tmux", "-u", "-S", socket, "-f", "/dev/null", "start-server", ";"));
    for (String setting :
        List.of(
            "default-terminal screen-256color",
            "destroy-unattached on",
            "escape-time 20",
            "history-limit 10000",
            "mouse on",
            "status off")) {
      command.addAll(List.of("set-option", "-g"));
      command.addAll(List.of(setting.split(" ")));
      command.add(";");
    }
    // the mouse wheel scrolls a pane; a click does not change the pane that receives the keys
    command.addAll(List.of("unbind-key", "-n", "MouseDown1Pane", ";"));
    command.addAll(List.of("new-session", "sh", "-c", KEEPING, "ipcsh", directory.toString()));
    command.add(System.getProperty("ipcsh.launcher"));
    words.forEach(word -> command.add(word.replaceAll(";$", "\\\\;")));
    return command;
  }
}
