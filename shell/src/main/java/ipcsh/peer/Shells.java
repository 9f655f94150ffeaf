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
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** The running shells of this user. Stale entries are removed when they are listed. */
public final class Shells {
  /** How long a shell may take to answer, if all are queried. */
  public static final Duration PATIENCE = Duration.ofMillis(300);

  /** The maximum time between reserving a name and opening the socket. */
  private static final Duration LONGEST_START = Duration.ofMinutes(1);

  /**
   * How long a shell may take to answer if it is addressed by its name; the machine may be busy.
   */
  private static final Duration TO_BEGIN = Duration.ofSeconds(5);

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofMillis(20);

  private final Kernel kernel;
  private final ShellDirectory directory;
  private final KeptPeers kept;

  /** The shells of a directory. */
  public Shells(Kernel kernel, ShellDirectory directory) {
    this(kernel, directory, null);
  }

  /** The same, asked over connections that are kept; null to connect for each question. */
  Shells(Kernel kernel, ShellDirectory directory, KeptPeers kept) {
    this.kernel = kernel;
    this.directory = directory;
    this.kept = kept;
  }

  /** The files of the shells that seem to exist. */
  public List<ShellDirectory.Entry> entries() throws IOException {
    return directory.entries();
  }

  /**
   * The reports of all shells, as far as they are accepted ({@link ShellInfo}), queried
   * concurrently; {@code since} is an Instant. A shell that is stopped, or hangs, is listed as not
   * answering.
   */
  public List<Map<String, Object>> all() throws IOException {
    return all(directory.entries());
  }

  /** The same of some. */
  List<Map<String, Object>> all(List<ShellDirectory.Entry> entries) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    List<Supplier<Map<String, Object>>> answers = new ArrayList<>();
    for (ShellDirectory.Entry entry : entries) {
      Peer peer = requested(entry);
      answers.add(peer == null ? connecting(entry, end) : () -> kept(entry, peer, end));
    }
    List<Map<String, Object>> all = new ArrayList<>();
    answers.forEach(answer -> all.add(answer.get()));
    all.removeIf(Objects::isNull);
    return all;
  }

  /** The connection that is kept, over which the shell has been asked; null if there is none. */
  private Peer requested(ShellDirectory.Entry entry) {
    Peer peer = kept == null ? null : kept.take(entry);
    if (peer != null) {
      try {
        peer.requestWho();
      } catch (IOException ended) {
        peer.close();
        return null;
      }
    }
    return peer;
  }

  /** What a shell answers over the connection that is kept. */
  private Map<String, Object> kept(ShellDirectory.Entry entry, Peer peer, long end) {
    try {
      return answer(entry, peer, Duration.ofNanos(Math.max(1, end - System.nanoTime())));
    } catch (Peer.Gone ended) {
      // another shell may have its name by now
      return connecting(entry, end).get();
    } catch (IOException wrong) {
      return silent(entry, wrong);
    } catch (RuntimeException garbage) {
      return ShellInfo.silent(entry, ShellInfo.MALFORMED);
    }
  }

  /** Connects to a shell and asks it, on another thread. */
  private Supplier<Map<String, Object>> connecting(ShellDirectory.Entry entry, long end) {
    CompletableFuture<Map<String, Object>> answer = new CompletableFuture<>();
    Askers.ALL.execute(() -> answer.complete(ask(entry)));
    return () -> await(answer, entry, end);
  }

  /**
   * The threads that ask, which are kept for a few seconds: who watches asks several times a
   * second.
   */
  private static final class Askers {
    private static final int KEPT_SECONDS = 5;

    static final Executor ALL =
        new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            KEPT_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            Askers::thread);

    private static Thread thread(Runnable work) {
      Thread thread = new Thread(work, "asks a shell");
      thread.setDaemon(true);
      return thread;
    }
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
    try {
      Peer peer = Peer.of(kernel, entry, PATIENCE);
      try {
        peer.requestWho();
      } catch (IOException ended) {
        peer.close();
        throw ended;
      }
      return answer(entry, peer, PATIENCE);
    } catch (SysException e) {
      return unreachable(entry, e);
    } catch (IOException wrong) {
      return silent(entry, wrong);
    } finally {
      kernel.leaveThread();
    }
  }

  private static Map<String, Object> silent(ShellDirectory.Entry entry, IOException why) {
    boolean isGarbage = why instanceof Link.Malformed;
    return ShellInfo.silent(entry, isGarbage ? ShellInfo.MALFORMED : ShellInfo.NO_ANSWER);
  }

  /** The answer over a connection, which is kept if that is wanted and it came; else closed. */
  private Map<String, Object> answer(ShellDirectory.Entry entry, Peer peer, Duration bound)
      throws IOException {
    boolean hasAnswered = false;
    try {
      Map<String, Object> answer = ShellInfo.checked(entry, peer.listener(), peer.answer(bound));
      hasAnswered = true;
      return answer;
    } finally {
      if (kept != null && hasAnswered) {
        kept.keep(entry, peer);
      } else {
        peer.close();
      }
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

  /** Whether an empty file reserves the name of a shell that is starting. */
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

  /** Removes what a shell has left: a socket, or the empty file that reserved its name. */
  private static void remove(ShellDirectory.Entry entry) {
    try {
      int type = (Integer) Files.getAttribute(entry.path(), "unix:mode", LinkOption.NOFOLLOW_LINKS);
      boolean socket = (type & FileConstants.S_IFMT) == FileConstants.S_IFSOCK;
      if (socket || Files.isRegularFile(entry.path()) && Files.size(entry.path()) == 0) {
        Files.deleteIfExists(entry.path());
      }
    } catch (IOException e) {
      // tried again at the next listing
    }
  }

  /**
   * Connects to a shell; waits for one that is just starting.
   *
   * @throws IOException if it has ended, or does not answer
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
