package ipcsh.app;

import ipcsh.handle.HelperProgram;
import ipcsh.peer.RoleHello;
import ipcsh.peer.RoleOptions;
import ipcsh.peer.SshCommand;
import ipcsh.peer.SshDestination;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.List;

/**
 * Access to the shells of another machine from the command line, through ssh(1): the ipcsh there
 * does the work, ssh has the terminal.
 */
final class DistantShellCli {
  private static final String DEFAULT_PROGRAM = "ipcsh";
  private static final int WRONG_USAGE = 2;

  private DistantShellCli() {}

  /** Whether the command line names another machine. */
  static boolean isWanted(Options options) {
    return options.machine != null || options.attach != null && options.attach.contains(":");
  }

  /** Runs ssh; returns its exit status, which is that of the ipcsh there. */
  static int run(Options options) throws IOException {
    SshDestination machine;
    try {
      machine = new SshDestination(options.list ? options.machine : before(options.attach));
    } catch (IllegalArgumentException e) {
      Diagnostics.say(e.getMessage());
      return WRONG_USAGE;
    }
    boolean prompt = !options.list && InteractiveMode.isWanted(options);
    boolean code = options.has(ProgramOption.CODE);
    ProcessBuilder ssh =
        new ProcessBuilder(SshCommand.alone(machine, prompt, words(options))).inheritIO();
    if (code || options.list) {
      // ends with this process, so that the ipcsh there notices Ctrl-C
      ssh.redirectInput(Redirect.PIPE);
    }
    try {
      return HelperProgram.start(ssh).waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return WRONG_USAGE;
    }
  }

  private static String before(String attach) {
    return attach.substring(0, attach.lastIndexOf(':'));
  }

  private static List<String> words(Options options) {
    String program = options.value(ProgramOption.THERE);
    List<String> words = new ArrayList<>();
    words.add(program == null ? DEFAULT_PROGRAM : program);
    words.add(options.list ? "ls" : "attach");
    if (!options.list) {
      words.add(options.attach.substring(options.attach.lastIndexOf(':') + 1));
    }
    for (ProgramOption each :
        List.of(ProgramOption.JSON, ProgramOption.KEEP_GOING, ProgramOption.NO_COLOR)) {
      if (options.has(each)) {
        words.add(each.longName());
      }
    }
    if (options.has(ProgramOption.CODE)) {
      words.addAll(List.of("-e", options.value(ProgramOption.CODE)));
      words.addAll(List.of(RoleOptions.STDIO, String.valueOf(RoleHello.PROTOCOL)));
    }
    return words;
  }

  /** Runs an action at the end of standard input, which ssh keeps open while its user waits. */
  static void whenInputEnds(Runnable action) {
    Thread reader =
        new Thread(
            () -> {
              try {
                while (System.in.read() >= 0) {
                  // nothing is expected
                }
              } catch (IOException broken) {
                // as at its end
              }
              action.run();
            },
            "standard input");
    reader.setDaemon(true);
    reader.start();
  }
}
