package ipcsh.peer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Command lines of ssh(1). The configuration, the keys, the agent and the jump hosts are those of
 * the user; what is set here is only what a connection without a terminal requires.
 */
public final class SshCommand {
  /** The variable of the environment with the program that is used in place of ssh. */
  private static final String PROGRAM = "IPCSH_SSH";

  /**
   * A dead connection is noticed after seven of these intervals, in seconds. A slow one on which
   * much is sent is not dead: something arrives at least after every 100 kB, which ssh(1) counts.
   */
  private static final int ALIVE_INTERVAL = 2;

  private static final int ALIVE_COUNT = 6;

  /** The maximum time for the connection to be established, in seconds. */
  private static final int CONNECT_TIME = 10;

  /** How long a connection without sessions stays if this shell was killed, in seconds. */
  private static final int UNUSED_TIME = 60;

  /**
   * What the far end runs: the program with its options in the directory of the scenario, and then
   * its status as a number. Messages of this sh(1) are discarded, those of the program are not.
   */
  private static final String SCRIPT =
      "exec 3>&2 2>/dev/null; directory=$1; program=$2; shift 2; "
          + "case $program in \"~/\"*) program=$HOME/${program#\"~/\"} ;; esac; "
          + "if [ -n \"$directory\" ]; then mkdir -m 700 \"$directory\"; cd \"$directory\" || exit 125; fi; "
          + "(exec \"$program\" \"$@\" 2>&3 3>&-); exit $?";

  private SshCommand() {}

  private static List<String> ssh(String... settings) {
    List<String> words = new ArrayList<>();
    String other = System.getenv(PROGRAM);
    words.add(other == null || other.isEmpty() ? "ssh" : other);
    for (String setting : settings) {
      words.add("-o");
      words.add(setting);
    }
    return words;
  }

  private static void bound(List<String> words) {
    for (String setting :
        List.of(
            "ServerAliveInterval=" + ALIVE_INTERVAL,
            "ServerAliveCountMax=" + ALIVE_COUNT,
            "ConnectTimeout=" + CONNECT_TIME,
            "ClearAllForwardings=yes",
            "ForwardX11=no",
            "RemoteCommand=none",
            "LogLevel=ERROR")) {
      words.add("-o");
      words.add(setting);
    }
  }

  /**
   * Establishes the connection that sessions share; continues in the background when the user is
   * authenticated.
   *
   * @param control the path of its socket
   * @param asks whether it may ask at the terminal: for a password, about an unknown host key
   */
  static List<String> connect(SshDestination to, String control, boolean asks) {
    List<String> words =
        ssh("ControlMaster=yes", "ControlPath=" + control, "ControlPersist=" + UNUSED_TIME);
    bound(words);
    if (!asks) {
      words.addAll(List.of("-o", "BatchMode=yes"));
    }
    words.addAll(List.of("-fN", "--", to.text()));
    return words;
  }

  /** Ends the shared connection. */
  static List<String> disconnect(SshDestination to, String control) {
    List<String> words = ssh("ControlPath=" + control);
    words.addAll(List.of("-O", "exit", "--", to.text()));
    return words;
  }

  /** Runs a command through the shared connection. */
  static List<String> run(SshDestination to, String control, List<String> command) {
    List<String> words = ssh("ControlMaster=no", "ControlPath=" + control, "BatchMode=yes");
    bound(words);
    words.addAll(List.of("-T", "--", to.text(), quoted(command)));
    return words;
  }

  /**
   * Runs a command through a connection of its own, which may ask at the terminal.
   *
   * @param terminal whether the command has a terminal there
   */
  public static List<String> alone(SshDestination to, boolean terminal, List<String> command) {
    List<String> words = ssh();
    bound(words);
    words.addAll(List.of(terminal ? "-t" : "-T", "--", to.text(), called(command)));
    return words;
  }

  /** The program may be in the user's home there. */
  private static String called(List<String> command) {
    String program = command.get(0);
    String rest = quoted(command.subList(1, command.size()));
    return (program.startsWith("~/") ? "~/" + quoted(program.substring(2)) : quoted(program))
        + " "
        + rest;
  }

  /**
   * The command that starts a role, for {@link #run}.
   *
   * @param directory its working directory, which is created if necessary; null for the user's
   * @param environment what is added to the environment there; a null value removes the name
   */
  static List<String> role(
      String program, List<String> options, String directory, Map<String, String> environment) {
    List<String> words = new ArrayList<>();
    if (!environment.isEmpty()) {
      words.add("env");
      environment.forEach(
          (name, value) -> {
            if (value == null) {
              words.addAll(List.of("-u", name));
            }
          });
      environment.forEach(
          (name, value) -> {
            if (value != null) {
              words.add(name + "=" + value);
            }
          });
    }
    words.addAll(List.of("sh", "-c", SCRIPT, "ipcsh", directory == null ? "" : directory, program));
    words.addAll(options);
    return words;
  }

  /** The words, each quoted for the login shell of the other machine. */
  static String quoted(List<String> words) {
    return words.stream().map(SshCommand::quoted).collect(Collectors.joining(" "));
  }

  private static String quoted(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }
}
