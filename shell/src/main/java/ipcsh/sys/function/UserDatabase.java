package ipcsh.sys.function;

import jnr.posix.Group;
import jnr.posix.POSIX;
import jnr.posix.POSIXFactory;
import jnr.posix.Passwd;

/**
 * The users and groups that the system knows: {@code getpwnam(3)}, {@code getpwuid(3)}, {@code
 * getgrgid(3)}, by jnr-posix. What it does not bind, {@code getgrouplist(3)}, is {@link
 * Programs#groups}.
 *
 * <p>What the C library answers lies in memory that its next answer reuses, so an answer is copied
 * before another question is asked; and to ask opens files, which are the asking thread's. The
 * first question loads jnr-posix, jnr-ffi and the classes that it generates: some tenths of a
 * second, in which files are opened, too. {@code ipcsh.handle.Accounts} has a thread for that.
 */
public final class UserDatabase {
  /** Loaded with the first question, not before. */
  private static final class Library {
    /** The native one: the other would start id(1). */
    static final POSIX POSIX = POSIXFactory.getNativePOSIX();
  }

  /**
   * A user of this machine.
   *
   * @param gid the number of the main group
   */
  public record Account(String name, int uid, int gid, String home, String shell) {}

  private UserDatabase() {}

  /** {@code getpwnam(3)}; null where there is no such user. */
  public static Account account(String name) {
    synchronized (Library.class) {
      return read(Library.POSIX.getpwnam(name));
    }
  }

  /** {@code getpwuid(3)}; null where nobody has this number. */
  public static Account account(int uid) {
    synchronized (Library.class) {
      return read(Library.POSIX.getpwuid(uid));
    }
  }

  /** {@code getgrgid(3)}: the name of a group; null where none has this number. */
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
