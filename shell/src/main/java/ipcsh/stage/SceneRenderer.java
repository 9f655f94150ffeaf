package ipcsh.stage;

import ipcsh.stage.ScreenLayout.Box;
import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;

/** Draws a scene on a canvas. */
final class SceneRenderer {
  private static final String ACROSS = "─";
  private static final String DOWN = "│";
  private static final String CUT = "…";

  /** The bar before the narration. */
  private static final String BAR = " ┃ ";

  private static final int NARRATION_MARGIN = 4;

  /** The maximum width of narration: longer lines are hard to read. */
  private static final int NARRATION_WIDEST = 110;

  /** From this width on a column has a blank on its right as well. */
  private static final int ROOMY = 42;

  private final Scene scene;
  private final Palette palette;
  private final Canvas canvas;
  private final List<List<CanvasCell>> narration;
  private final ScreenLayout layout;

  private SceneRenderer(Scene scene, Palette palette, int width, int height) {
    this.scene = scene;
    this.palette = palette;
    this.canvas = new Canvas(width, height);
    this.narration = narration(width);
    this.layout = ScreenLayout.of(width, height, scene.columns.size(), narration.size());
  }

  /**
   * Draws it.
   *
   * @param controls the playback state, or null if there are no keys
   */
  static Canvas draw(
      Scene scene, Palette palette, PlaybackControls controls, int width, int height) {
    SceneRenderer picture = new SceneRenderer(scene, palette, width, height);
    picture.title();
    picture.columns();
    picture.narration();
    new StatusLine(palette, controls, scene).draw(picture.canvas);
    return picture.canvas;
  }

  private List<List<CanvasCell>> narration(int width) {
    List<List<CanvasCell>> rows = new ArrayList<>();
    int room = Math.min(width - NARRATION_MARGIN, NARRATION_WIDEST);
    for (String line : scene.narration.strip().lines().toList()) {
      rows.addAll(LineWrap.rows(CanvasCell.of(line, palette.accent()), room, 0));
    }
    return rows;
  }

  private void title() {
    int behind = canvas.put(0, 1, scene.title, palette.strong());
    if (!scene.chapter.isEmpty()) {
      if (!scene.title.isEmpty()) {
        behind = canvas.put(0, behind, "  ›  ", palette.quiet());
      }
      behind = canvas.put(0, behind, scene.chapter, palette.accent().bold());
    }
  }

  private void columns() {
    for (int tier = 0; tier < layout.tiers().size(); tier++) {
      canvas.fill(layout.tiers().get(tier), 0, canvas.width(), ACROSS, palette.quiet());
    }
    canvas.fill(layout.rule(), 0, canvas.width(), ACROSS, palette.quiet());
    for (int i = 0; i < layout.columns().size(); i++) {
      Box box = layout.columns().get(i);
      column(scene.columns.get(i), box);
      if (box.left() > 0) {
        separator(box);
      }
    }
  }

  private void separator(Box box) {
    int at = box.left() - 1;
    int end = box.top() + box.height();
    AttributedStyle quiet = palette.quiet();
    boolean above = box.tier() > 0 && isSeparator(box.tier() - 1, box.left());
    canvas.fill(box.top(), at, at + 1, above ? "┼" : "┬", quiet);
    for (int row = box.top() + 1; row < end; row++) {
      canvas.fill(row, at, at + 1, DOWN, quiet);
    }
    if (!isSeparator(box.tier() + 1, box.left())) {
      canvas.fill(end, at, at + 1, "┴", quiet);
    }
  }

  private boolean isSeparator(int tier, int left) {
    return layout.columns().stream().anyMatch(box -> box.tier() == tier && box.left() == left);
  }

  private void column(Column column, Box box) {
    header(column, box);
    int left = box.left() + 1;
    int room = Math.max(2, box.width() - (box.width() < ROOMY ? 1 : 2));
    List<List<CanvasCell>> rows = column.rows(room, Math.max(0, box.height() - 1));
    for (int i = 0; i < rows.size(); i++) {
      canvas.put(box.top() + 1 + i, left, rows.get(i), box.end());
    }
    if (column == scene.current && column.isTyping() && !rows.isEmpty()) {
      canvas.cursor(box.top() + rows.size(), left + rows.get(rows.size() - 1).size());
    }
  }

  private void header(Column column, Box box) {
    RolePosition.State state = column.state();
    AttributedStyle style = column.style();
    style =
        switch (state) {
          case ACTIVE -> style.bold().inverse();
          case BLOCKED -> style.bold();
          case IDLE -> style;
          case ENDED -> style.faint();
        };
    int from = box.left() + 1;
    List<CanvasCell> name = CanvasCell.of(" " + column.name() + " ", style);
    int behind = canvas.put(box.top(), from, fitting(name, box.width() - 2, style), box.end());
    AttributedStyle marking =
        state == RolePosition.State.BLOCKED
            ? palette.waiting()
            : column.mark().startsWith("killed") ? palette.error() : palette.quiet();
    int room = box.end() - 1 - (behind + 1);
    if (column.mark().isEmpty() || room < 8) {
      return;
    }
    List<CanvasCell> mark =
        fitting(CanvasCell.of(" " + column.mark() + " ", marking), room, marking);
    canvas.put(box.top(), box.end() - 1 - mark.size(), mark, box.end());
  }

  /** Cells truncated to the width, with a mark. */
  private static List<CanvasCell> fitting(List<CanvasCell> cells, int room, AttributedStyle style) {
    if (cells.size() <= room) {
      return cells;
    }
    List<CanvasCell> cut = new ArrayList<>(cells.subList(0, Math.max(0, room - 2)));
    if (!cut.isEmpty() && cut.get(cut.size() - 1).width() == 2) {
      cut.remove(cut.size() - 1);
    }
    cut.addAll(CanvasCell.of(new AttributedString(CUT + " ", style)));
    return cut;
  }

  private void narration() {
    int top = layout.rule() + 1;
    int count = Math.min(narration.size(), layout.narration());
    for (int i = 0; i < count; i++) {
      int left = canvas.put(top + i, 0, BAR, palette.accent().bold());
      canvas.put(top + i, left, narration.get(i), canvas.width());
      if (i == count - 1 && count < narration.size()) {
        canvas.put(top + i, canvas.width() - 2, CUT, palette.accent());
      }
    }
  }
}
