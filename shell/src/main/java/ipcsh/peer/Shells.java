package ipcsh.peer;

import ipcsh.sys.Kernel;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.FileConstants;
import ipcsh.sys.abi.SysException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The running shells of this user. Stale entries are removed when they are listed. */
public final class Shells {
  /** So long a shell may take to say who it is, to one who asks all of them. */
  public static final Duration PATIENCE = Duration.ofMillis(300);

  /** Longer than this no shell takes to open the socket for which it keeps the name. */
  private static final Duration LONGEST_START = Duration.ofMinutes(1);

  /** So long one may take that is called by its name; its machine may have much to do. */
  private static final Duration TO_BEGIN = Duration.ofSeconds(5);

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofMillis(20);

  private final Kernel kernel;
  private final ShellDirectory folder;

  /** Those of a folder. */
  public Shells(Kernel kernel, ShellDirectory folder) {
    this.kernel = kernel;
    this.folder = folder;
  }

  /** The files of those that there seem to be. */
  public List<ShellDirectory.Entry> entries() throws IOException {
    return folder.entries();
  }

  /**
   * What each says of itself, as far as that is believed ({@link ShellInfo}), all asked at the same
   * time; {@code since} is an Instant. One that is stopped, or hangs, is said not to answer.
   */
  public List<Map<String, Object>> all() throws IOException {
    List<CompletableFuture<Map<String, Object>>> answers = new ArrayList<>();
    List<ShellDirectory.Entry> entries = folder.entries();
    for (ShellDirectory.Entry entry : entries) {
      CompletableFuture<Map<String, Object>> answer = new CompletableFuture<>();
      Thread thread = new Thread(() -> answer.complete(ask(entry)), "who is " + entry.full());
      thread.setDaemon(true);
      thread.start();
      answers.add(answer);
    }
    long end = System.nanoTime() + PATIENCE.toNanos();
    List<Map<String, Object>> all = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      all.add(await(answers.get(i), entries.get(i), end));
    }
    all.removeIf(Objects::isNull);
    return all;
  }

  private static Map<String, Object> await(
      CompletableFuture<Map<String, Object>> answer, ShellDirectory.Entry entry, long end) {
    try {
      return answer.get(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ShellInfo.silent(entry, ShellInfo.NO_ANSWER);
    } catch (TimeoutException | ExecutionException e) {
      return ShellInfo.silent(entry, ShellInfo.NO_ANSWER);
    }
  }

  private Map<String, Object> ask(ShellDirectory.Entry entry) {
    try (Peer peer = Peer.of(kernel, entry, PATIENCE)) {
      return ShellInfo.believed(entry, peer.listener(), peer.who(PATIENCE));
    } catch (SysException e) {
      return unreachable(entry, e);
    } catch (Link.Malformed garbage) {
      return ShellInfo.silent(entry, ShellInfo.MALFORMED);
    } catch (IOException e) {
      return ShellInfo.silent(entry, ShellInfo.NO_ANSWER);
    } finally {
      kernel.leaveThread();
    }
  }

  private static Map<String, Object> unreachable(ShellDirectory.Entry entry, SysException why) {
    boolean refused = why.getErrno() == Errno.ECONNREFUSED;
    if (refused && isStarting(entry)) {
      return ShellInfo.silent(entry, "starting");
    }
    if (refused) {
      remove(entry);
    }
    return refused || why.getErrno() == Errno.ENOENT
        ? null
        : ShellInfo.silent(entry, ShellInfo.NO_ANSWER);
  }

  /** An empty file keeps the name of a shell until its socket is there. */
  private static boolean isStarting(ShellDirectory.Entry entry) {
    try {
      Instant made = Files.getLastModifiedTime(entry.path(), LinkOption.NOFOLLOW_LINKS).toInstant();
      return Files.isRegularFile(entry.path(), LinkOption.NOFOLLOW_LINKS)
          && Files.size(entry.path()) == 0
          && ShellDirectory.isAlive(entry)
          && made.plus(LONGEST_START).isAfter(Instant.now());
    } catch (IOException goneMeanwhile) {
      return false;
    }
  }

  /** Removes what a shell has left: a socket, or the empty file that kept its name. */
  private static void remove(ShellDirectory.Entry entry) {
    try {
      int type = (Integer) Files.getAttribute(entry.path(), "unix:mode", LinkOption.NOFOLLOW_LINKS);
      boolean socket = (type & FileConstants.S_IFMT) == FileConstants.S_IFSOCK;
      if (socket || Files.isRegularFile(entry.path()) && Files.size(entry.path()) == 0) {
        Files.deleteIfExists(entry.path());
      }
    } catch (IOException e) {
      // the next who looks may have more luck
    }
  }

  /**
   * Begins a conversation; waits for a shell that is just starting.
   *
   * @throws IOException where it has ended, or does not answer
   */
  public Peer connect(ShellDirectory.Entry entry) throws IOException {
    long end = System.nanoTime() + LONGEST_WAIT.toNanos();
    while (isStarting(entry) && System.nanoTime() < end) {
      kernel.home().processes().nanosleep(PAUSE);
    }
    Peer peer = null;
    try {
      peer = Peer.of(kernel, entry, TO_BEGIN);
      ShellInfo.expectShell(entry, peer.listener(), peer.who(TO_BEGIN));
      return peer;
    } catch (Link.Malformed garbage) {
      peer.close();
      throw garbage;
    } catch (SysException | InterruptedIOException e) {
      if (peer != null) {
        peer.close();
      }
      if (e instanceof SysException failed && unreachable(entry, failed) == null) {
        throw new Peer.Gone(entry.name());
      }
      throw new IOException("the shell " + entry.name() + " does not answer", e);
    }
  }
}
