package ipcsh;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A tmux(1) of this program's own on this terminal, in which the launcher runs once more. It reads
 * no configuration, and ends when what it runs has ended or the terminal is there no more.
 */
final class PrivateTmux {
  private static final int FAILED = 1;

  /** Keeps what is written to standard error, and the exit status. */
  private static final String KEEPING =
      "folder=$1; shift; \"$@\" 2>\"$folder/errors\"; echo $? >\"$folder/status\"";

  private PrivateTmux() {}

  /** Whether there is a tmux to be run. */
  static boolean isInstalled() {
    for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
      if (Files.isExecutable(Path.of(folder, "tmux"))) {
        return true;
      }
    }
    return false;
  }

  /** Runs the launcher with these words; gives its exit status. */
  static int run(List<String> words) throws IOException {
    Path folder = Files.createTempDirectory("ipcsh-tmux-");
    Path errors = folder.resolve("errors");
    Path status = folder.resolve("status");
    try {
      Process client = new ProcessBuilder(command(folder, words)).inheritIO().start();
      // who is left alone by its last terminal ends
      Thread last = new Thread(client::destroy, "tmux");
      Runtime.getRuntime().addShutdownHook(last);
      int its = client.waitFor();
      Runtime.getRuntime().removeShutdownHook(last);
      if (Files.exists(errors)) {
        System.err.print(Files.readString(errors));
      }
      return Files.exists(status)
          ? Integer.parseInt(Files.readString(status).strip())
          : failed(its);
    } catch (InterruptedException e) {
      return FAILED;
    } finally {
      for (Path each : List.of(errors, status, folder)) {
        Files.deleteIfExists(each);
      }
    }
  }

  private static int failed(int status) {
    return status == 0 ? FAILED : status;
  }

  private static List<String> command(Path folder, List<String> words) {
    List<String> command = new ArrayList<>();
    String name = "ipcsh-" + ProcessHandle.current().pid();
    command.addAll(List.of("tmux", "-u", "-L", name, "-f", "/dev/null", "start-server", ";"));
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
    // the wheel scrolls a pane; the keys stay where they are heard
    command.addAll(List.of("unbind-key", "-n", "MouseDown1Pane", ";"));
    command.addAll(List.of("new-session", "sh", "-c", KEEPING, "ipcsh", folder.toString()));
    command.add(System.getProperty("ipcsh.launcher"));
    words.forEach(word -> command.add(word.replaceAll(";$", "\\\\;")));
    return command;
  }
}
