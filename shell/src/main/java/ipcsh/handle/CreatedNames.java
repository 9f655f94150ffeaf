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
  /** With more names than so many, those that are gone are forgotten now and then. */
  private static final int MANY = 256;

  /** So many names of another user's role are kept: one that tells of more is not believed. */
  private static final int MOST_OF_OTHERS = 10_000;

  private final Kernel kernel;
  private final Map<String, Leftover> made = new LinkedHashMap<>();
  private final Set<String> folders = new CopyOnWriteArraySet<>();
  private volatile Consumer<Leftover> listener = leftover -> {};
  private int limit = MANY;

  /** Nothing was made yet. */
  public CreatedNames(Kernel kernel) {
    this.kernel = kernel;
  }

  /**
   * Makes a call that makes a name unless it is there, and notes the name where it was made: what
   * stands in the folder that stood there before the call, whatever has its name by now.
   *
   * @param name as the call takes it; a relative path is one of the process in which this thread
   *     works
   */
  public <T> T making(Leftover.Kind kind, String name, Supplier<T> call) {
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
      String path = kind.path(name);
      String absolute =
          path.startsWith("/")
              ? path
              : kernel.quiet().files().readlink("/proc/self/cwd") + "/" + path;
      note(Leftover.name(kind, kind.isPath() ? absolute : name, absolute, id, null, null));
    }
    return result;
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
    if (kind.sysV() != null) {
      noteObject(kind, name, role, user);
      return;
    }
    boolean wanted = kind.isNamedWell(name) && (user == null || hasRoom());
    String path = wanted ? kind.path(name) : null;
    FileId id = path == null ? null : kernel.home().files().identity(path);
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
    if (goesByItself(leftover)) {
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

  /** Says that a folder is removed with all that is in it. */
  public void passOver(String folder) {
    folders.add(folder + "/");
  }

  private boolean goesByItself(Leftover leftover) {
    return leftover.object() == null && folders.stream().anyMatch(leftover.getPath()::startsWith);
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
    SysVFacts object = leftover.object();
    if (object != null) {
      SysVFacts now = SysVFacts.of(kernel.home(), object.kind(), object.id());
      return now != null && !now.isDestroyed() && now.isSameAs(object);
    }
    return leftover.id().equals(kernel.home().files().identity(leftover.getPath()));
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
    if (leftover.object() != null) {
      leftover.object().kind().remove(sys, leftover.object().id());
    } else if (leftover.getKind() == Leftover.Kind.MEMORY) {
      sys.memory().shmUnlink(leftover.getName());
    } else {
      sys.semaphores().unlink(leftover.getName());
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
