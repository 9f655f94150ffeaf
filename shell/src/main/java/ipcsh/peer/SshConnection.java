package ipcsh.peer;

import static ipcsh.sys.abi.FileConstants.O_CLOEXEC;
import static ipcsh.sys.abi.FileConstants.O_CREAT;
import static ipcsh.sys.abi.FileConstants.O_RDWR;
import static ipcsh.sys.abi.FileConstants.O_TRUNC;

import ipcsh.handle.ChildRecord;
import ipcsh.handle.Children;
import ipcsh.handle.InternalDescriptors;
import ipcsh.handle.RoleFailure;
import ipcsh.sys.Kernel;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.SysException;
import ipcsh.sys.abi.WaitStatus;
import ipcsh.sys.function.Programs.Start;
import ipcsh.sys.text.EscapedText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/**
 * A connection of ssh(1) to another machine, which the roles on it share (ControlMaster): one
 * process in the background, whose socket is in a private directory.
 */
final class SshConnection {
  /** sshd(8) accepts ten sessions on a connection; one is left for signals. */
  static final int MOST_ROLES = 8;

  /** What ssh reports if it may be possible after a question to the user. */
  private static final Pattern NEEDS_ANSWER =
      Pattern.compile("Permission denied|Host key verification failed|Too many authentication");

  /**
   * What ssh reports if the server, or a jump host, has closed the connection before anything was
   * said: sshd(8) does that at random while many connections are being established (MaxStartups).
   */
  private static final Pattern BUSY =
      Pattern.compile("kex_exchange_identification: .*(closed|reset|MaxStartups)");

  private static final int MOST_TRIES = 6;
  private static final long PAUSE = 400;

  private static final int DONE = 0;

  private final Kernel kernel;
  private final Children children;
  private final SshDestination destination;
  private final Path control;
  private final Object opening = new Object();
  private int roles;
  private volatile boolean isOpen;

  SshConnection(Kernel kernel, Children children, SshDestination destination, Path control) {
    this.kernel = kernel;
    this.children = children;
    this.destination = destination;
    this.control = control;
  }

  SshDestination destination() {
    return destination;
  }

  /** Takes one of the places for roles; false if there is none, or the connection has ended. */
  synchronized boolean take() {
    if (roles == MOST_ROLES || isOpen && !Files.exists(control)) {
      return false;
    }
    roles++;
    return true;
  }

  /** Returns a place. */
  synchronized void leave() {
    roles--;
  }

  /**
   * Establishes it unless it is there.
   *
   * @param asks whether ssh may ask at the terminal
   * @throws RoleFailure with what ssh reports
   */
  void open(boolean asks) throws InterruptedException {
    synchronized (opening) {
      if (isOpen && Files.exists(control)) {
        return;
      }
      for (int tries = 1; !isOpen(asks, tries == MOST_TRIES); tries++) {
        // others try again at the same time
        Thread.sleep(PAUSE + ThreadLocalRandom.current().nextLong(PAUSE * tries));
      }
      isOpen = true;
    }
  }

  /** Tries to establish it; false if the server had too much to do. */
  private boolean isOpen(boolean asks, boolean isLast) {
    List<String> said = new ArrayList<>();
    List<String> words = SshCommand.connect(destination, control.toString(), asks);
    WaitStatus end;
    try {
      end = run(words, asks, said);
    } catch (SysException cannotBeRun) {
      throw cannotBeRun.getErrno() == Errno.ENOENT || cannotBeRun.getErrno() == Errno.EACCES
          ? missing(words.get(0), cannotBeRun.getErrno())
          : cannotBeRun;
    }
    if (end.exit() != null && end.exit() == DONE) {
      return true;
    }
    if (isLast || said.stream().noneMatch(line -> BUSY.matcher(line).find())) {
      throw failure(end, said);
    }
    return false;
  }

  private RoleFailure missing(String program, Errno errno) {
    return new RoleFailure(
        destination + " cannot be reached: " + program + " cannot be run: " + errno.getMessage(),
        List.of(
            "an ssh client has to be installed here, openssh-client; IPCSH_SSH names another program"));
  }

  private RoleFailure failure(WaitStatus end, List<String> said) {
    String reason = said.isEmpty() ? "ssh: " + end : String.join("; ", said);
    return new RoleFailure(destination + " cannot be reached: " + reason, hints(reason));
  }

  /** Whether a failure may be due to a question that was not asked. */
  static boolean needsAnswer(RuntimeException failure) {
    return failure instanceof RoleFailure && NEEDS_ANSWER.matcher(failure.getMessage()).find();
  }

  private List<String> hints(String reason) {
    if (reason.contains("Host key verification failed")) {
      return List.of(
          "a script does not answer ssh's question about an unknown key: connect once with ssh "
              + destination);
    }
    return reason.contains("Permission denied")
        ? List.of("a script gives no password: use a key or an agent, as in ssh " + destination)
        : List.of();
  }

  /** Runs a command there, in addition to the roles; its exit status. */
  int command(List<String> words) {
    WaitStatus end =
        run(SshCommand.run(destination, control.toString(), words), false, new ArrayList<>());
    return end.exit() == null ? -1 : end.exit();
  }

  /**
   * Starts a session in which a role runs.
   *
   * @return the process ID of ssh here
   */
  int start(List<String> command, LinkEnds ends) {
    return spawn(
        SshCommand.run(destination, control.toString(), command),
        Map.of(0, ends.itsLink(), 1, ends.itsLink(), 2, ends.itsOutput()),
        true);
  }

  private int spawn(List<String> words, Map<Integer, Integer> descriptors, boolean ownGroup) {
    List<String> environment = new ArrayList<>();
    System.getenv().forEach((name, value) -> environment.add(name + "=" + value));
    return kernel
        .home()
        .programs()
        .spawn(new Start(words, environment, "/", descriptors), 0, 0, ownGroup);
  }

  /** Runs ssh to its end; adds what it prints to {@code said}. */
  private WaitStatus run(List<String> words, boolean asks, List<String> said) {
    Path log = control.resolveSibling(control.getFileName() + ".log");
    int number =
        InternalDescriptors.move(
            kernel.home(),
            kernel
                .home()
                .files()
                .open(log.toString(), O_CREAT | O_RDWR | O_TRUNC | O_CLOEXEC, 0600));
    try {
      // in the foreground process group it may read from the terminal
      int pid = spawn(words, Map.of(0, Start.NULL_DEVICE, 1, number, 2, number), !asks);
      ChildRecord child = children.add(pid, end -> {});
      try {
        WaitStatus end = child.awaitEnd(kernel.home());
        said.addAll(lines(log));
        return end;
      } finally {
        child.destroy();
      }
    } finally {
      InternalDescriptors.close(kernel.home(), number);
    }
  }

  private static List<String> lines(Path log) {
    try {
      return new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank())
          .map(EscapedText::word)
          .toList();
    } catch (IOException unreadable) {
      return List.of();
    }
  }

  /** Ends it. */
  void close() {
    if (isOpen && Files.exists(control)) {
      run(SshCommand.disconnect(destination, control.toString()), false, new ArrayList<>());
    }
    isOpen = false;
  }
}
