package ipcsh.command.model;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.handle.Pending;
import ipcsh.handle.Role;
import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import ipcsh.peer.RoleShell;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The table of roles agrees with the commands and the handles. */
@OnShell
class RoleKindTest {
  @ParameterizedTest
  @EnumSource
  void eachIsMadeByACommand(RoleKind kind, Shell shell) {
    assertThat(shell.context().registry().find(kind.command())).isNotNull();
    assertThat(RoleKind.madeBy(kind.command())).isSameAs(kind);
  }

  @Test
  void whatIsMadeIsARole(Shell shell) {
    assertThat(shell.run("thread('t')")).isInstanceOf(Role.class);
    assertThat(shell.context().registry().find("fork").result()).isAssignableTo(Role.class);
    assertThat(RoleShell.class).isAssignableTo(Role.class);
  }

  /** Commands with a known result type; shell and thread may also return the value of a block. */
  @Test
  void noOtherCommandMakesARole(Shell shell) {
    assertThat(shell.context().registry().all())
        .filteredOn(command -> Role.class.isAssignableFrom(command.result()))
        .extracting(CommandModel::name)
        .allMatch(name -> RoleKind.madeBy(name) != null);
    assertThat(RoleKind.madeBy("bg")).isNull();
    assertThat(RoleKind.madeBy(null)).isNull();
  }

  @Test
  void theMethodsThatTakeABlockAreThoseOfRole() {
    assertThat(
            Arrays.stream(Role.class.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()))
                .filter(
                    method ->
                        Arrays.equals(method.getParameterTypes(), new Class<?>[] {Callable.class})))
        .hasSize(2)
        .allSatisfy(
            method -> {
              assertThat(RoleKind.runsBlock(method.getName())).isTrue();
              assertThat(method.getReturnType()).isIn(Object.class, Pending.class);
            });
    assertThat(RoleKind.runsBlock("each")).isFalse();
    assertThat(RoleKind.runsBlock(null)).isFalse();
  }
}
