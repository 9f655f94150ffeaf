package ipcsh.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

/**
 * Checks that a terminal is restored: its output, with {@code before} and {@code after} in front of
 * the output of {@code stty -g} at those times.
 */
final class RestoredTerminal {
  /** The field of {@code stty -g} with the control flags, and the mask CBAUD. */
  private static final int CONTROL_FLAGS = 2;

  private static final int SPEED = 0x100f;

  private RestoredTerminal() {}

  /** The settings are the same; screen, cursor and wrapping were restored. */
  static void check(String all) {
    assertThat(set(all, "after")).hasSizeGreaterThan(10).isEqualTo(set(all, "before"));
    assertThat(all.lastIndexOf("\u001b[?1049l")).isGreaterThan(all.lastIndexOf("\u001b[?1049h"));
    assertThat(all.lastIndexOf("\u001b[?25h")).isGreaterThan(all.lastIndexOf("\u001b[?25l"));
    assertThat(all.lastIndexOf("\u001b[?7h")).isGreaterThan(all.lastIndexOf("\u001b[?7l"));
  }

  /** The settings of the terminal; JLine forgets the speed, which such a terminal does not have. */
  private static List<String> set(String all, String when) {
    String line = all.replaceAll("(?s).*" + when + " ([0-9a-f:]+).*", "$1");
    List<String> fields = new ArrayList<>(List.of(line.split(":")));
    int control = Integer.parseInt(fields.get(CONTROL_FLAGS), 16);
    fields.set(CONTROL_FLAGS, Integer.toHexString(control & ~SPEED));
    return fields;
  }
}
