package ipcsh.language.saving;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The known state of a session at one of its entries. */
@OnShell
class SessionStateTest {
  private SessionState state;

  @BeforeEach
  void fresh(Shell shell) {
    state = new SessionState(shell.context());
  }

  @ParameterizedTest
  @ValueSource(strings = {"O_CREAT", "AF_UNIX", "SIGTERM", "ENOENT", "EAGAIN", "on", "off"})
  void constants(String name) {
    assertThat(state.isConstant(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "E", "EVERY", "x", "o_creat", "socket", "enoent"})
  void noConstants(String name) {
    assertThat(state.isConstant(name)).isFalse();
  }

  @Test
  void commands() {
    assertThat(state.command("socket").name()).isEqualTo("socket");
    assertThat(state.command("nonsense")).isNull();
  }

  @Test
  void variables() {
    assertThat(state.variable("x")).isNull();
    state.assign("x", Determinism.PID);
    state.assign("y", Determinism.SAME);
    state.assign("x", Determinism.DATA);
    assertThat(state.variable("x")).isEqualTo(Determinism.DATA);
    assertThat(state.takeAssigned()).containsExactlyInAnyOrder("x", "y");
    assertThat(state.takeAssigned()).isEmpty();
    assertThat(state.variable("y")).as("it stays").isEqualTo(Determinism.SAME);
  }

  @Test
  void theLastValueIsNoneAtFirst() {
    assertThat(state.last()).isEqualTo(Determinism.OTHER);
    state.gave(Determinism.SAME);
    assertThat(state.last()).isEqualTo(Determinism.SAME);
  }

  @Test
  void handles() {
    assertThat(state.isHandle("s")).isFalse();
    state.handle("s", true);
    assertThat(state.isHandle("s")).isTrue();
    state.handle("s", false);
    assertThat(state.isHandle("s")).isFalse();
  }

  @Test
  void ofAllThatWasWrittenTheLeastSureCounts() {
    assertThat(state.written()).isEqualTo(Determinism.Level.SAME);
    state.written(Determinism.PID);
    state.written(Determinism.SAME);
    assertThat(state.written()).isEqualTo(Determinism.Level.PID);
    state.written(Determinism.OTHER);
    state.written(Determinism.PID);
    assertThat(state.written()).isEqualTo(Determinism.Level.OTHER);
  }

  @Test
  void whatIsUnsureStaysSo() {
    assertThat(state.isRaced()).isFalse();
    assertThat(state.hasPrograms()).isFalse();
    state.race();
    state.startProgram();
    assertThat(state.isRaced()).isTrue();
    assertThat(state.hasPrograms()).isTrue();
  }
}
