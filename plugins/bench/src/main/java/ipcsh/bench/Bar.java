package ipcsh.bench;

/** A bar of block characters. */
final class Bar {
  private Bar() {}

  /**
   * A bar of length {@code ours}, of which {@code c} is solid; empty if there is no figure of ours.
   *
   * @param c the figure of C; null if unknown, and then no part is solid
   * @param longest the value that fills the whole width
   */
  static String of(Double ours, Double c, double longest, int width) {
    if (ours == null || longest <= 0) {
      return "";
    }
    int length = Math.max(1, (int) Math.round(ours / longest * width));
    int solid = c == null ? 0 : (int) Math.round(Math.min(c, ours) / longest * width);
    return "█".repeat(Math.min(solid, length)) + "░".repeat(Math.max(0, length - solid));
  }
}
