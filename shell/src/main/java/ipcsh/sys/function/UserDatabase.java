package ipcsh.sys.function;

import jnr.posix.Group;
import jnr.posix.POSIX;
import jnr.posix.POSIXFactory;
import jnr.posix.Passwd;

/**
 * The system's user and group databases: {@code getpwnam(3)}, {@code getpwuid(3)}, {@code
 * getgrgid(3)}, through jnr-posix. It does not bind {@code getgrouplist(3)}, see {@link
 * Programs#groups}.
 *
 * <p>The C library reuses the memory of its previous answer, so an answer is copied before the next
 * call; a call opens files, in the calling thread's table. The first call loads jnr-posix, jnr-ffi
 * and the classes that it generates: some tenths of a second, in which files are opened, too.
 * {@code ipcsh.handle.Accounts} uses a thread of its own for this.
 */
public final class UserDatabase {
  /** Loaded at the first call, not before. */
  private static final class Library {
    /** the native implementation: the other one would start id(1) */
    static final POSIX POSIX = POSIXFactory.getNativePOSIX();
  }

  /**
   * A user of this machine.
   *
   * @param gid the ID of the primary group
   */
  public record Account(String name, int uid, int gid, String home, String shell) {}

  private UserDatabase() {}

  /** {@code getpwnam(3)}; null if there is no such user. */
  public static Account account(String name) {
    synchronized (Library.class) {
      return read(Library.POSIX.getpwnam(name));
    }
  }

  /** {@code getpwuid(3)}; null if there is no user with this ID. */
  public static Account account(int uid) {
    synchronized (Library.class) {
      return read(Library.POSIX.getpwuid(uid));
    }
  }

  /** {@code getgrgid(3)}: the name of a group; null if there is no group with this ID. */
  public static String group(int gid) {
    synchronized (Library.class) {
      Group group = Library.POSIX.getgrgid(gid);
      return group == null ? null : group.getName();
    }
  }

  private static Account read(Passwd entry) {
    return entry == null
        ? null
        : new Account(
            text(entry.getLoginName()),
            (int) entry.getUID(),
            (int) entry.getGID(),
            text(entry.getHome()),
            text(entry.getShell()));
  }

  private static String text(String given) {
    return given == null ? "" : given;
  }
}
