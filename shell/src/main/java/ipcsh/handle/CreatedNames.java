package ipcsh.handle;

import ipcsh.inspect.SysVFacts;
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
  /** From this number on, names that no longer exist are removed from time to time. */
  private static final int MANY = 256;

  /** The maximum number of names reported by a role of another user; further ones are ignored. */
  private static final int MOST_OF_OTHERS = 10_000;

  private final Kernel kernel;
  private final QueueNames queues;
  private final Map<String, Leftover> made = new LinkedHashMap<>();
  private final Set<String> directories = new CopyOnWriteArraySet<>();
  private volatile Consumer<Leftover> listener = leftover -> {};
  private int limit = MANY;

  /** No names yet; {@code unshared} looks up names of queues. */
  public CreatedNames(Kernel kernel, Supplier<UnsharedObserver> unshared) {
    this.kernel = kernel;
    this.queues = new QueueNames(kernel, unshared);
  }

  /**
   * Makes a call that creates a name unless it exists, and records the name if it was created. The
   * directory is opened before the call, so that the name is checked there even if the directory is
   * renamed meanwhile.
   *
   * @param name as passed to the call; relative to the working directory of the process in which
   *     this thread works
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

  /** The absolute form of a path of the process in which this thread works. */
  private String absolute(String path) {
    return path.startsWith("/")
        ? path
        : kernel.quiet().files().readlink("/proc/self/cwd") + "/" + path;
  }

  /**
   * Makes a call that creates another link to a file, {@code link(2)}, and records the name as
   * {@link #making} does.
   */
  public <T> T linking(String from, String to, Supplier<T> call) {
    FileId id = kernel.quiet().files().identity(from);
    return id == null ? call.get() : making(Leftover.Kind.of(id.type()), to, call);
  }

  /**
   * Makes a call that renames a file, {@code rename(2)}: recorded names are updated, including
   * those in a directory that is renamed.
   */
  public <T> T renaming(String from, String to, Supplier<T> call) {
    FileId id = kernel.quiet().files().identity(from);
    T result = call.get();
    if (id != null) {
      String before = plain(absolute(from));
      String now = plain(absolute(to));
      for (Leftover each : removedPaths()) {
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

  /** Recorded names at a path that no longer exist. */
  private List<Leftover> removedPaths() {
    synchronized (made) {
      return made.values().stream()
          .filter(each -> each.getKind().isPath() && !isThere(each))
          .toList();
    }
  }

  /** A path without redundant components. */
  private static String plain(String path) {
    return path.replaceAll("(/\\.?)+(?=/)", "").replaceAll("(?<=.)/+$", "");
  }

  /**
   * Records a name reported by a role. The location of the name follows from its kind only, and it
   * must refer to an object of that kind.
   *
   * @param user the user of the role, or null if it is the user of this shell. Reports of another
   *     user are not trusted: the object must be owned by that user, and is removed with that
   *     user's rights only
   */
  public void note(Leftover.Kind kind, String name, String role, User user) {
    if (kind.sysV() != null) {
      noteObject(kind, name, role, user);
      return;
    }
    boolean wanted = kind.isNamedWell(name) && (user == null || hasRoom());
    String path = wanted ? kind.path(name) : null;
    FileId id = path == null ? null : identity(kind, name, path);
    if (id != null && kind.is(id) && (user == null || id.owner() == user.uid())) {
      note(Leftover.name(kind, name, path, id, role, user));
    }
  }

  private void noteObject(Leftover.Kind kind, String id, String role, User user) {
    boolean wanted = kind.isNamedWell(id) && (user == null || hasRoom());
    SysVFacts object =
        wanted ? SysVFacts.of(kernel.home(), kind.sysV(), Integer.parseInt(id)) : null;
    if (object != null && (user == null || object.cuid() == user.uid())) {
      note(Leftover.object(object, role, user));
    }
  }

  /** Notes a System V object that a call has just made: it has an ID and no name. */
  public void note(SysVFacts object) {
    note(Leftover.object(object, null, null));
  }

  private boolean hasRoom() {
    synchronized (made) {
      return made.values().stream().filter(each -> each.user() != null).count() < MOST_OF_OTHERS;
    }
  }

  private void note(Leftover leftover) {
    if (isRemovedAutomatically(leftover)) {
      return;
    }
    synchronized (made) {
      String key = key(leftover);
      made.remove(key);
      made.put(key, leftover);
      if (made.size() > limit) {
        made.values().removeIf(each -> !isThere(each));
        limit = Math.max(MANY, 2 * made.size());
      }
    }
    listener.accept(leftover);
  }

  /** No path is like that of a System V object. */
  private static String key(Leftover leftover) {
    return leftover.object() == null
        ? leftover.getPath()
        : leftover.getKind() + " " + leftover.getName();
  }

  /** Declares that a directory will be removed with its contents. */
  public void passOver(String directory) {
    directories.add(directory + "/");
  }

  private boolean isRemovedAutomatically(Leftover leftover) {
    return leftover.object() == null
        && directories.stream().anyMatch(leftover.getPath()::startsWith);
  }

  /** Sets the listener for each name created from now on. */
  public void setListener(Consumer<Leftover> itsListener) {
    listener = itsListener;
  }

  /** The names that still exist, oldest first. */
  public List<Leftover> left() {
    synchronized (made) {
      return made.values().stream()
          .filter(each -> !isRemovedAutomatically(each) && isThere(each))
          .toList();
    }
  }

  /** The System V objects among them. */
  public List<Leftover> objects() {
    synchronized (made) {
      return made.values().stream().filter(each -> each.object() != null && isThere(each)).toList();
    }
  }

  /** Whether the name still refers to what was created. */
  private boolean isThere(Leftover leftover) {
    SysVFacts object = leftover.object();
    if (object != null) {
      SysVFacts now = SysVFacts.of(kernel.home(), object.kind(), object.id());
      return now != null && !now.isDestroyed() && now.isSameAs(object);
    }
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
   * Removes a name in this thread's process; no effect if it no longer exists or refers to
   * something else. A directory on the path may belong to another user, who may replace it by a
   * symbolic link meanwhile: so the directory of the name is held open while the name is checked
   * and removed. What a role of another user created is also removed with that user's rights.
   *
   * @return whether it existed
   * @throws SysException if it may not be removed
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
    // their directory belongs to root and has the sticky bit
    if (!isThere(leftover)) {
      return false;
    }
    switch (leftover.getKind()) {
      case MEMORY -> sys.memory().shmUnlink(leftover.getName());
      case QUEUE -> sys.queues().unlink(leftover.getName());
      case SYSV_QUEUE, SYSV_SEMAPHORES, SYSV_SEGMENT ->
          leftover.object().kind().remove(sys, leftover.object().id());
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
