package ipcsh.language.saving;

import static ipcsh.language.saving.Determinism.DATA;
import static ipcsh.language.saving.Determinism.NAME;
import static ipcsh.language.saving.Determinism.OTHER;
import static ipcsh.language.saving.Determinism.PID;
import static ipcsh.language.saving.Determinism.SAME;
import static ipcsh.language.saving.Determinism.STATE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The determinism of what depends on several things. */
class DeterminismTest {
  private static final List<Determinism> ALL = List.of(SAME, PID, OTHER, DATA, STATE, NAME);

  @Test
  void theLeastSureCounts() {
    assertThat(SAME.and(PID)).isEqualTo(PID);
    assertThat(PID.and(OTHER)).isEqualTo(OTHER);
    assertThat(SAME.and(OTHER)).isEqualTo(OTHER);
  }

  @Test
  void whatIsInItStaysInIt() {
    Determinism all = DATA.and(STATE).and(NAME);
    assertThat(all).isEqualTo(new Determinism(Determinism.Level.SAME, true, true, true));
    assertThat(all.isSame()).isTrue();
    assertThat(all.and(PID)).isEqualTo(new Determinism(Determinism.Level.PID, true, true, true));
    assertThat(all.and(PID).isSame()).isFalse();
  }

  @Test
  void theOrderIsAllOneAndTwiceIsOnce() {
    for (Determinism one : ALL) {
      assertThat(one.and(one)).isEqualTo(one);
      assertThat(one.and(SAME)).isEqualTo(one);
      for (Determinism other : ALL) {
        assertThat(one.and(other)).isEqualTo(other.and(one));
      }
    }
  }
}
