package ipcsh.record;

import java.util.List;

/**
 * The colours of a terminal.
 *
 * @param paper the background
 * @param ink plain text
 * @param frame the border of the window and the text in its title bar
 * @param palette the 16 named colours
 */
record Theme(String paper, String ink, String frame, List<String> palette) {
  static final Theme DARK =
      new Theme(
          "#1e1e2e",
          "#cdd6f4",
          "#7f849c",
          List.of(
              "#45475a", "#f38ba8", "#a6e3a1", "#f9e2af", "#89b4fa", "#cba6f7", "#94e2d5",
              "#bac2de", "#6c7086", "#f5a3ba", "#b9eab5", "#fbebc8", "#a6c7fc", "#d8bdf9",
              "#afeae0", "#ffffff"));

  static final Theme LIGHT =
      new Theme(
          "#fbfbfd",
          "#3b3f54",
          "#8c8fa1",
          List.of(
              "#3b3f54", "#c5143a", "#2f7d1f", "#a2690a", "#1a5ad7", "#7a35d4", "#137880",
              "#9ca0b0", "#6c6f85", "#d8355a", "#3b9128", "#b97b12", "#3a74e6", "#8f50e0",
              "#1b8f98", "#1e2030"));

  private static final int[] CUBE = {0, 95, 135, 175, 215, 255};

  /** A palette or RGB colour in CSS. */
  String css(int colour) {
    if (CellStyle.isRgb(colour)) {
      return hex(colour & 0xffffff);
    }
    if (colour < 16) {
      return palette.get(colour);
    }
    if (colour < 232) {
      int n = colour - 16;
      return hex(CUBE[n / 36] << 16 | CUBE[n / 6 % 6] << 8 | CUBE[n % 6]);
    }
    int grey = 8 + 10 * (colour - 232);
    return hex(grey << 16 | grey << 8 | grey);
  }

  private static String hex(int rgb) {
    return String.format("#%06x", rgb);
  }
}
