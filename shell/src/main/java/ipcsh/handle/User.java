package ipcsh.handle;

import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.SysException;
import ipcsh.sys.function.UserDatabase.Account;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A user as which root runs a program. The program setpriv(1) switches to that user, with all
 * groups, and then executes the program.
 *
 * @param name the name, or the number if it has none
 * @param uid the user ID
 * @param gid the ID of the primary group
 * @param groups all group IDs
 * @param home the home directory
 * @param shell the login shell
 * @param isListed whether the user is in the user database; if not, there are no supplementary
 *     groups
 * @param isSelf whether it is the user that runs the shell
 */
public record User(
    String name,
    int uid,
    int gid,
    List<Integer> groups,
    String home,
    String shell,
    boolean isListed,
    boolean isSelf) {
  private static final Pattern PASSED_ON =
      Pattern.compile("PATH|TERM|COLORTERM|NO_COLOR|LANG|LANGUAGE|LC_\\w+|TZ|IPCSH_\\w+");

  /**
   * The user with a name or an ID.
   *
   * @throws IllegalArgumentException for a value that is neither, and if there is no such user
   * @throws SysException EPERM if it is another user, and the shell does not run as root
   */
  public static User of(Accounts accounts, Object given) {
    Account account;
    if (given instanceof Integer uid && uid >= 0) {
      account = accounts.numbered(uid);
    } else if (given instanceof CharSequence && given.toString().indexOf('\0') < 0) {
      account = accounts.named(given.toString());
      if (account == null) {
        throw new IllegalArgumentException("user: there is no user '" + given + "'");
      }
    } else {
      throw new IllegalArgumentException("user: expected a name or a number, given " + given);
    }
    int uid = account == null ? (int) given : account.uid();
    int me = accounts.kernel().sys().processes().geteuid();
    if (uid != me && me != 0) {
      throw new SysException(Errno.EPERM, "setuid(" + uid + ")");
    }
    boolean self = uid == me;
    return account == null
        ? new User(String.valueOf(uid), uid, uid, List.of(uid), "/", "/bin/sh", false, self)
        : new User(
            account.name(),
            uid,
            account.gid(),
            accounts.groups(account),
            account.home(),
            account.shell().isEmpty() ? "/bin/sh" : account.shell(),
            true,
            self);
  }

  /** The command that runs a command as this user. */
  public List<String> running(List<String> words) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("setpriv", "--reuid=" + uid, "--regid=" + gid));
    command.addAll(List.of(isListed ? "--init-groups" : "--clear-groups", "--"));
    command.addAll(words);
    return command;
  }

  /**
   * The environment for this user, derived from another user's: only the search path, the terminal,
   * the language, the time zone and the settings of ipcsh are kept; other variables may be secret
   * or refer to directories of that user.
   */
  public Map<String, String> environment(Map<String, String> of) {
    Map<String, String> changed = new TreeMap<>(of);
    changed.keySet().removeIf(key -> !PASSED_ON.matcher(key).matches());
    changed.putAll(Map.of("HOME", home, "USER", name, "LOGNAME", name, "SHELL", shell));
    return changed;
  }

  @Override
  public String toString() {
    return name;
  }
}
