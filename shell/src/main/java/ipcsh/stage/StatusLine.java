package ipcsh.stage;

import ipcsh.stage.StageSettings.Pace;
import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedStyle;

/** The last line: the keys and the progress. On demand, all keys above it. */
final class StatusLine {
  private static final String BETWEEN = " · ";

  private final Palette palette;
  private final PlaybackControls controls;
  private final Scene scene;

  StatusLine(Palette palette, PlaybackControls controls, Scene scene) {
    this.palette = palette;
    this.controls = controls;
    this.scene = scene;
  }

  void draw(Canvas canvas) {
    int row = canvas.height() - 1;
    AttributedStyle quiet = palette.quiet();
    String state = state();
    String progress = progress();
    int width = progress.length() + (state.isEmpty() ? 0 : state.length() + 3);
    int at = canvas.width() - width - 1;
    int room = at - 2;
    if (at >= 0) {
      if (!state.isEmpty()) {
        at = canvas.put(row, at, " " + state + " ", palette.strong().inverse()) + 1;
      }
      canvas.put(row, at, progress, quiet);
    } else {
      room = canvas.width() - 1;
    }
    canvas.put(row, 1, keys(room), quiet);
    if (controls != null && controls.isHelping()) {
      KeyHelp.draw(canvas, palette, help(controls.pace()));
    }
  }

  /** Deviations from the normal state. */
  private String state() {
    if (controls == null) {
      return "";
    }
    if (controls.isSilent()) {
      return "going back";
    }
    if (controls.isPaused()) {
      return "paused";
    }
    if (controls.isOver()) {
      return "the end";
    }
    if (controls.isWaiting()) {
      return "Enter runs it";
    }
    return controls.isSkipping() ? "to the next chapter" : "";
  }

  private String progress() {
    List<String> parts = new ArrayList<>();
    if (controls != null && controls.speed() != 1) {
      parts.add(
          controls.speed() == PlaybackControls.MOST
              ? "at once"
              : String.valueOf(controls.speed()).replaceAll("\\.0$", "") + "×");
    }
    if (scene.number > 0) {
      parts.add("chapter " + scene.number + (scene.chapters > 0 ? "/" + scene.chapters : ""));
    }
    return String.join(BETWEEN, parts);
  }

  private String keys(int room) {
    StringBuilder line = new StringBuilder();
    for (String key : keys()) {
      int more = key.length() + (line.length() == 0 ? 0 : BETWEEN.length());
      if (line.length() + more > room) {
        break;
      }
      line.append(line.length() == 0 ? "" : BETWEEN).append(key);
    }
    return line.toString();
  }

  private List<String> keys() {
    if (controls == null) {
      return List.of();
    }
    if (controls.isOver()) {
      return List.of("q quits", "b restarts the chapter");
    }
    return switch (controls.pace()) {
      case PLAY -> List.of("? keys", "q quits", "Space pauses", "→ on", "n next", "b back");
      case STEP ->
          List.of("? keys", "q quits", "Enter continues", "c runs to the end", "n next", "b back");
      case TYPE -> List.of("any key types", "Enter runs", "Ctrl-C quits", "← back", "PgDn next");
    };
  }

  private static List<String> help(Pace pace) {
    return switch (pace) {
      case PLAY ->
          List.of(
              "Space, p       pause, resume",
              "→, Enter       skip typing and waiting in this entry",
              "+  -           faster, slower",
              "n, PageDown    next chapter",
              "b, ←, PageUp   start of the chapter",
              "s              step from here on",
              "q, Ctrl-C      quit");
      case STEP ->
          List.of(
              "Enter, Space   run the entry, continue",
              "c              run without stopping",
              "p              pause, resume",
              "+  -           faster, slower",
              "n, →, PageDown next chapter",
              "b, ←, PageUp   start of the chapter",
              "q, Ctrl-C      quit");
      case TYPE ->
          List.of(
              "any key        type the next character",
              "Enter          at the end of an entry: run it",
              "→              type the rest of the entry",
              "PageDown       next chapter",
              "←, PageUp      start of the chapter",
              "Ctrl-C         quit");
    };
  }
}
