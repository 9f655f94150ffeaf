package ipcsh.stage;

import ipcsh.scenario.ScenarioView.Lane;
import ipcsh.sys.Kernel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jline.utils.AttributedString;

/**
 * Shows roles in panes of tmux(1), side by side above the pane of this program, in which the keys
 * are read; one below the other if there is no space. The audience may close and resize panes:
 * nothing waits for them. {@link #close} restores the window.
 */
final class RolePanes implements RoleDisplay {
  /** The minimum width of a pane, including the border. */
  private static final int LEAST = 40;

  private static final int LOWEST = 6;
  private static final int HIGHEST = 9;
  private static final String STATUS = "pane-border-status";
  private static final String FORMAT = "pane-border-format";

  private final String home;
  private final Kernel kernel;
  private final Palette palette;
  private final int colors;
  private final Function<String, AttributedString> highlighter;
  private final Map<Integer, Shown> shown = new TreeMap<>();
  private final String window;
  private final String statusBefore;
  private final String formatBefore;
  private final int width;
  private final int height;
  private boolean closed;

  /** A role: its text, or null if it has not appeared again, and its pane. */
  private record Shown(Pane text, Viewer viewer) {}

  /**
   * Panes next to this tmux pane.
   *
   * @param colors the number of colours, 0 for none
   * @throws IOException if tmux does not know the pane
   */
  RolePanes(String home, Kernel kernel, int colors, Function<String, AttributedString> highlighter)
      throws IOException {
    this.home = home;
    this.kernel = kernel;
    this.palette = new Palette(colors > 0);
    this.colors = Math.max(colors, 8);
    this.highlighter = highlighter;
    window = said("#{window_width}x#{window_height} #{window_layout}");
    width = Integer.parseInt(said("#{pane_width}"));
    height = Integer.parseInt(said("#{pane_height}"));
    statusBefore = Tmux.run("show-options", "-wv", "-t", home, STATUS);
    formatBefore = Tmux.run("show-options", "-pv", "-t", home, FORMAT);
    Tmux.run("set-option", "-w", "-t", home, STATUS, "top");
    Tmux.run("set-option", "-p", "-t", home, FORMAT, "");
  }

  private String said(String format) throws IOException {
    return Tmux.run("display-message", "-p", "-t", home, format);
  }

  @Override
  public synchronized RolePosition open(Lane lane) {
    if (closed) {
      return null;
    }
    try {
      Shown before = shown.get(lane.number());
      Viewer viewer = before == null ? viewer(lane) : before.viewer();
      Pane text = new Pane(lane.name(), lane.number(), palette, colors, highlighter);
      shown.put(lane.number(), new Shown(text, viewer));
      return text;
    } catch (IOException noPane) {
      return null;
    }
  }

  private Viewer viewer(Lane lane) throws IOException {
    Viewer viewer = new Viewer(kernel);
    try {
      place(viewer, lane);
    } catch (IOException e) {
      viewer.close();
      throw e;
    }
    String style = palette.isColored() ? "#[fg=colour" + Palette.of(lane.number()) + "]" : "";
    String pane = viewer.pane();
    Tmux.attempt("select-pane", "-t", pane, "-T", RolePosition.named(lane.name()));
    Tmux.attempt("set-option", "-p", "-t", pane, FORMAT, style + "#[bold] #{pane_title} ");
    Tmux.attempt("set-option", "-p", "-t", pane, "remain-on-exit", "off");
    return viewer;
  }

  /**
   * Places a pane above the narration, to the right of the previous one; below another one if the
   * row is full.
   */
  private void place(Viewer viewer, Lane lane) throws IOException {
    int abreast = Math.max(1, (width + 1) / LEAST);
    Viewer above = shown(lane.number() - abreast);
    Viewer left = lane.number() % abreast == 0 ? null : shown(lane.number() - 1);
    try {
      if (shown.isEmpty()) {
        int own = Math.min(HIGHEST, Math.max(LOWEST, height / 4));
        int rest = Math.max(1, height - own - 2);
        viewer.open("split-window", "-v", "-b", "-l", String.valueOf(rest), "-t", home);
      } else if (above != null) {
        viewer.open("split-window", "-v", "-t", above.pane());
        even(viewer, lane.number(), abreast, "height", "-y");
      } else {
        viewer.open("split-window", "-h", "-t", left == null ? home : left.pane());
        even(viewer, lane.number(), 1, "width", "-x");
      }
    } catch (IOException noRoomOrGone) {
      viewer.open("new-window", "-a", "-n", RolePosition.named(lane.name()), "-t", home);
    }
  }

  /**
   * Gives the last pane and those before it equal sizes. Not with {@code select-layout -E}, which
   * resizes surrounding panes if these are equal already.
   */
  private void even(Viewer last, int number, int step, String size, String option) {
    List<String> panes = new ArrayList<>();
    for (int i = number % step; i < number; i += step) {
      if (shown.containsKey(i)) {
        panes.add(shown(i).pane());
      }
    }
    panes.add(last.pane());
    try {
      int all = 0;
      for (String pane : panes) {
        String format = "#{pane_" + size + "}";
        all += Integer.parseInt(Tmux.run("display-message", "-p", "-t", pane, format));
      }
      panes.remove(last.pane());
      for (String pane : panes) {
        String share = String.valueOf(all / (panes.size() + 1));
        Tmux.run("resize-pane", "-t", pane, option, share);
      }
    } catch (IOException | NumberFormatException gone) {
      // the user who closed a pane has chosen the layout
    }
  }

  private Viewer shown(int number) {
    Shown there = shown.get(number);
    return there == null ? null : there.viewer();
  }

  @Override
  public synchronized void clear() {
    shown.replaceAll((number, role) -> new Shown(null, role.viewer()));
  }

  @Override
  public synchronized void show() {
    if (closed) {
      return;
    }
    shown
        .values()
        .removeIf(
            role -> {
              if (role.text() == null) {
                role.viewer().close();
              } else {
                role.viewer().write(role.text().take());
              }
              return role.text() == null;
            });
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    shown.values().forEach(role -> role.viewer().close());
    restore("-w", STATUS, statusBefore);
    restore("-p", FORMAT, formatBefore);
    String layout = window.substring(window.indexOf(' ') + 1);
    try {
      // for another size the old layout is useless
      if (layout.contains("[") || layout.contains("{")) {
        if (window.startsWith(said("#{window_width}x#{window_height} "))) {
          Tmux.attempt("select-layout", "-t", home, layout);
        }
      }
    } catch (IOException gone) {
      // the window is closed as well
    }
  }

  private void restore(String whose, String option, String before) {
    if (before.isEmpty()) {
      Tmux.attempt("set-option", whose + "u", "-t", home, option);
    } else {
      Tmux.attempt("set-option", whose, "-t", home, option, before);
    }
  }
}
