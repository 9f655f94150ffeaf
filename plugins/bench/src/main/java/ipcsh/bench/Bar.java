package ipcsh.bench;

/** A bar of block characters. */
final class Bar {
  private Bar() {}

  /**
   * A bar whose length is {@code ours}, of which {@code c} is solid; empty where there is nothing
   * of ours to show.
   *
   * @param c null where it is not known, and then nothing is solid
   * @param longest what fills the whole width
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
