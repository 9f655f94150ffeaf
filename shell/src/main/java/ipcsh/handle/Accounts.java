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
 * The users and groups of this machine, asked for on the thread of the {@link UnsharedObserver}:
 * the files and sockets that the C library opens for an answer take no number of the session's, and
 * what a module of nsswitch.conf(5) keeps open is always met in the table in which it was opened.
 */
public final class Accounts {
  private final Kernel kernel;
  private final Supplier<UnsharedObserver> observer;

  /** Nobody was asked for yet, and nothing is loaded. */
  public Accounts(Kernel kernel, Supplier<UnsharedObserver> observer) {
    this.kernel = kernel;
    this.observer = observer;
  }

  /** The kernel of this shell. */
  Kernel kernel() {
    return kernel;
  }

  /** The user of a name; null where there is none. */
  public Account named(String name) {
    return ask("getpwnam", () -> UserDatabase.account(name));
  }

  /** The user of a number; null where nobody has it. */
  public Account numbered(int uid) {
    return ask("getpwuid", () -> UserDatabase.account(uid));
  }

  /** The name of a user; the number where it has none. */
  public String user(int uid) {
    Account account = numbered(uid);
    return account == null ? Integer.toUnsignedString(uid) : account.name();
  }

  /** The name of a group; the number where it has none. */
  public String group(int gid) {
    String name = ask("getgrgid", () -> UserDatabase.group(gid));
    return name == null ? Integer.toUnsignedString(gid) : name;
  }

  /** All groups of a user, the main one among them. */
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
