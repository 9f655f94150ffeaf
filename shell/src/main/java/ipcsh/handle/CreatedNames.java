package ipcsh.handle;

import ipcsh.sys.Kernel;
import ipcsh.sys.Sys;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.FileId;
import ipcsh.sys.abi.SysException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The names outside the shell that its session has created, including its threads, children and
 * roles. Removal need not be reported: a name counts as left behind as long as it refers to the
 * file that was created. A name that existed before, or that lies in a directory that is removed
 * automatically, is not a leftover.
 */
public final class CreatedNames {
  /** With more names than so many, those that are gone are forgotten now and then. */
  private static final int MANY = 256;

  /** So many names of another user's role are kept: one that tells of more is not believed. */
  private static final int MOST_OF_OTHERS = 10_000;

  private final Kernel kernel;
  private final QueueNames queues;
  private final Map<String, Leftover> made = new LinkedHashMap<>();
  private final Set<String> folders = new CopyOnWriteArraySet<>();
  private volatile Consumer<Leftover> listener = leftover -> {};
  private int limit = MANY;

  /** Nothing was made yet; {@code unshared} looks up names of queues. */
  public CreatedNames(Kernel kernel, Supplier<UnsharedObserver> unshared) {
    this.kernel = kernel;
    this.queues = new QueueNames(kernel, unshared);
  }

  /**
   * Makes a call that makes a name unless it is there, and notes the name where it was made: what
   * stands in the folder that stood there before the call, whatever has its name by now.
   *
   * @param name as the call takes it; a relative path is one of the process in which this thread
   *     works
   */
  public <T> T making(Leftover.Kind kind, String name, Supplier<T> call) {
    if (kind == Leftover.Kind.QUEUE) {
      return making(kind, name, call, () -> queues.identity(name));
    }
    Sys sys = kernel.quiet();
    String path = kind.path(name);
    HeldName held;
    try {
      held = HeldName.of(sys, path);
    } catch (SysException e) {
      return e.getErrno() == Errno.EMFILE || e.getErrno() == Errno.ENFILE
          ? making(kind, name, call, () -> sys.files().identity(path))
          : call.get();
    }
    try (held) {
      return making(kind, name, call, held::identity);
    }
  }

  private <T> T making(
      Leftover.Kind kind, String name, Supplier<T> call, Supplier<FileId> identity) {
    boolean wasThere = identity.get() != null;
    T result = call.get();
    FileId id = wasThere ? null : identity.get();
    if (id != null) {
      String absolute = absolute(kind.path(name));
      note(Leftover.name(kind, kind.isPath() ? absolute : name, absolute, id, null, null));
    }
    return result;
  }

  /** A path of the process in which this thread works, from the root. */
  private String absolute(String path) {
    return path.startsWith("/")
        ? path
        : kernel.quiet().files().readlink("/proc/self/cwd") + "/" + path;
  }

  /**
   * Makes a call that gives a file one more name, {@code link(2)}, and notes the name as {@link
   * #making} does.
   */
  public <T> T linking(String from, String to, Supplier<T> call) {
    FileId id = kernel.quiet().files().identity(from);
    return id == null ? call.get() : making(Leftover.Kind.of(id.type()), to, call);
  }

  /**
   * Makes a call that gives a file another name, {@code rename(2)}: what this session has made goes
   * on under that one, and so does what it has made in a directory that is renamed.
   */
  public <T> T renaming(String from, String to, Supplier<T> call) {
    FileId id = kernel.quiet().files().identity(from);
    T result = call.get();
    if (id != null) {
      String before = plain(absolute(from));
      String now = plain(absolute(to));
      for (Leftover each : gone()) {
        String path = plain(each.getPath());
        if (each.id().isSame(id)) {
          moved(each, now);
        } else if (path.startsWith(before + "/")) {
          moved(each, now + path.substring(before.length()));
        }
      }
    }
    return result;
  }

  private void moved(Leftover leftover, String path) {
    Leftover now = leftover.renamed(path);
    synchronized (made) {
      made.remove(leftover.getPath());
    }
    if (isThere(now)) {
      note(now);
    }
  }

  /** What was made at a path and is not there. */
  private List<Leftover> gone() {
    synchronized (made) {
      return made.values().stream()
          .filter(each -> each.getKind().isPath() && !isThere(each))
          .toList();
    }
  }

  /** A path without what says nothing. */
  private static String plain(String path) {
    return path.replaceAll("(/\\.?)+(?=/)", "").replaceAll("(?<=.)/+$", "");
  }

  /**
   * Notes what a role says that it has made. Where the name stands follows from its kind alone, and
   * it must stand for something of that kind.
   *
   * @param user as whom the role runs, or null where it is who runs this shell. Of another user
   *     nothing is believed: what is noted must be that user's, and is removed with no more rights
   *     than that user has
   */
  public void note(Leftover.Kind kind, String name, String role, User user) {
    boolean wanted = kind.isNamedWell(name) && (user == null || hasRoom());
    String path = wanted ? kind.path(name) : null;
    FileId id = path == null ? null : identity(kind, name, path);
    if (id != null && kind.is(id) && (user == null || id.owner() == user.uid())) {
      note(Leftover.name(kind, name, path, id, role, user));
    }
  }

  private boolean hasRoom() {
    synchronized (made) {
      return made.values().stream().filter(each -> each.user() != null).count() < MOST_OF_OTHERS;
    }
  }

  private void note(Leftover leftover) {
    if (goesByItself(leftover)) {
      return;
    }
    synchronized (made) {
      made.remove(leftover.getPath());
      made.put(leftover.getPath(), leftover);
      if (made.size() > limit) {
        made.values().removeIf(each -> !isThere(each));
        limit = Math.max(MANY, 2 * made.size());
      }
    }
    listener.accept(leftover);
  }

  /** Says that a folder is removed with all that is in it. */
  public void passOver(String folder) {
    folders.add(folder + "/");
  }

  private boolean goesByItself(Leftover leftover) {
    return folders.stream().anyMatch(leftover.getPath()::startsWith);
  }

  /** Sets who is told of each name that is made from now on. */
  public void tell(Consumer<Leftover> itsListener) {
    listener = itsListener;
  }

  /** The names that are left, oldest first. */
  public List<Leftover> left() {
    synchronized (made) {
      return made.values().stream().filter(each -> !goesByItself(each) && isThere(each)).toList();
    }
  }

  /** Whether its name still stands for what was made. */
  private boolean isThere(Leftover leftover) {
    return leftover
        .id()
        .isSame(identity(leftover.getKind(), leftover.getName(), leftover.getPath()));
  }

  private FileId identity(Leftover.Kind kind, String name, String path) {
    return kind == Leftover.Kind.QUEUE
        ? queues.identity(name)
        : kernel.home().files().identity(path);
  }

  /**
   * Removes a name, as this thread's process; nothing where it is gone or stands for something
   * else. A folder on the way may be another user's, who may put a symbolic link in its place
   * meanwhile: so the folder of the name is held while the name is looked at and removed. What
   * another user's role has made is besides removed with that user's rights.
   *
   * @return whether it was there
   * @throws SysException where it may not be removed
   */
  public boolean remove(Leftover leftover) {
    User user = leftover.user();
    return user == null
        ? remove(leftover, kernel.sys())
        : UserRights.of(kernel, user, () -> remove(leftover, kernel.home()));
  }

  private boolean remove(Leftover leftover, Sys sys) {
    if (leftover.getKind().isPath()) {
      return removePath(leftover, sys);
    }
    // their folder is root's, and nobody removes there what is another one's
    if (!isThere(leftover)) {
      return false;
    }
    switch (leftover.getKind()) {
      case MEMORY -> sys.memory().shmUnlink(leftover.getName());
      case QUEUE -> sys.queues().unlink(leftover.getName());
      default -> sys.semaphores().unlink(leftover.getName());
    }
    return true;
  }

  private boolean removePath(Leftover leftover, Sys sys) {
    try (HeldName held = HeldName.of(kernel.quiet(), leftover.getPath())) {
      return held.isRemoved(leftover.id(), sys);
    } catch (SysException e) {
      if (e.getErrno() == Errno.ENOENT || e.getErrno() == Errno.ENOTDIR) {
        return false;
      }
      throw e;
    }
  }
}
