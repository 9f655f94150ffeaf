package ipcsh.handle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ipcsh.kit.OnShell;
import ipcsh.kit.Outcome;
import ipcsh.kit.Shell;
import ipcsh.kit.Tools;
import ipcsh.sys.function.UserDatabase.Account;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Users and groups are those of getent(1) and id(1). */
@OnShell
class AccountsTest {
  private static String[] fields(Outcome outcome) {
    return outcome.out().strip().split(":", -1);
  }

  private static Outcome run(String... command) {
    return Tools.run(Path.of("/"), command);
  }

  @Test
  void userIsThatOfTheDatabaseByNameAndByNumber(Shell shell) {
    Accounts accounts = shell.context().accounts();
    for (String name : List.of("root", "nobody", "daemon")) {
      String[] entry = fields(run("getent", "passwd", name));
      Account account = accounts.named(name);
      assertThat(account)
          .isEqualTo(
              new Account(
                  entry[0],
                  Integer.parseInt(entry[2]),
                  Integer.parseInt(entry[3]),
                  entry[5],
                  entry[6]));
      assertThat(accounts.numbered(account.uid())).isEqualTo(account);
      assertThat(accounts.user(account.uid())).isEqualTo(name);
      String group = fields(run("getent", "group", entry[3]))[0];
      assertThat(accounts.group(account.gid())).isEqualTo(group);
    }
  }

  @Test
  void groupsAreAllOfThem(Shell shell) {
    Accounts accounts = shell.context().accounts();
    for (String name : List.of("root", "nobody", System.getProperty("user.name"))) {
      Set<Integer> all =
          Arrays.stream(run("id", "-G", name).out().strip().split(" "))
              .map(Integer::valueOf)
              .collect(Collectors.toSet());
      assertThat(accounts.groups(accounts.named(name))).containsExactlyInAnyOrderElementsOf(all);
    }
  }

  @Test
  void whoIsNotThereIsANumber(Shell shell) {
    Accounts accounts = shell.context().accounts();
    assertThat(accounts.named("nobody-of-this-name")).isNull();
    assertThat(accounts.named("")).isNull();
    assertThat(accounts.numbered(1_999_999_999)).isNull();
    assertThat(accounts.user(1_999_999_999)).isEqualTo("1999999999");
    assertThat(accounts.group(1_999_999_999)).isEqualTo("1999999999");
    assertThatThrownBy(() -> User.of(accounts, "nobody-of-this-name"))
        .hasMessage("user: there is no user 'nobody-of-this-name'");
  }
}
