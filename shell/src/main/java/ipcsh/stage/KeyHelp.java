package ipcsh.stage;

import java.util.List;
import org.jline.utils.AttributedStyle;

/** A box in the middle of the screen that lists the keys. */
final class KeyHelp {
  private KeyHelp() {}

  static void draw(Canvas canvas, Palette palette, List<String> lines) {
    int width = lines.stream().mapToInt(String::length).max().orElse(0) + 4;
    int left = Math.max(0, (canvas.width() - width - 2) / 2);
    int top = Math.max(0, (canvas.height() - lines.size() - 2) / 2);
    AttributedStyle frame = palette.accent();
    canvas.put(top, left, "╭─ Keys " + "─".repeat(width - 7) + "╮", frame);
    for (int i = 0; i < lines.size(); i++) {
      int row = top + 1 + i;
      int at = canvas.put(row, left, "│  ", frame);
      int end = Math.min(canvas.width(), left + width + 1);
      String text = lines.get(i) + " ".repeat(width);
      canvas.put(row, at, CanvasCell.of(text, palette.plain()), end);
      canvas.put(row, left + width + 1, "│", frame);
    }
    canvas.put(top + lines.size() + 1, left, "╰" + "─".repeat(width) + "╯", frame);
    canvas.cursor(-1, 0);
  }
}
