package ipcsh.handle;

import ipcsh.sys.Kernel;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.SysException;
import ipcsh.sys.function.UserDatabase;
import ipcsh.sys.function.UserDatabase.Account;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/**
 * The users and groups of this machine. Looked up on the thread of the {@link UnsharedObserver}:
 * files and sockets that the C library opens for it use no number of the session, and what a module
 * of nsswitch.conf(5) keeps open stays in the table in which it was opened.
 */
public final class Accounts {
  private final Kernel kernel;
  private final Supplier<UnsharedObserver> observer;

  /** No lookup is made and nothing is loaded yet. */
  public Accounts(Kernel kernel, Supplier<UnsharedObserver> observer) {
    this.kernel = kernel;
    this.observer = observer;
  }

  /** The kernel of this shell. */
  Kernel kernel() {
    return kernel;
  }

  /** The user with this name; null if there is none. */
  public Account named(String name) {
    return ask("getpwnam", () -> UserDatabase.account(name));
  }

  /** The user with this ID; null if there is none. */
  public Account numbered(int uid) {
    return ask("getpwuid", () -> UserDatabase.account(uid));
  }

  /** The name of a user; the number if there is none. */
  public String user(int uid) {
    Account account = numbered(uid);
    return account == null ? Integer.toUnsignedString(uid) : account.name();
  }

  /** The name of a group; the number if there is none. */
  public String group(int gid) {
    String name = ask("getgrgid", () -> UserDatabase.group(gid));
    return name == null ? Integer.toUnsignedString(gid) : name;
  }

  /** The group IDs of a user, including the primary group. */
  public List<Integer> groups(Account account) {
    return ask("getgrouplist", () -> kernel.home().programs().groups(account));
  }

  private <T> T ask(String function, Callable<T> question) {
    try {
      return observer.get().look(question);
    } catch (InterruptedException e) {
      throw new SysException(Errno.EINTR, function);
    }
  }
}
