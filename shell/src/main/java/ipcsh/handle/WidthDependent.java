package ipcsh.handle;

/** A value whose text depends on the output device. */
public interface WidthDependent {
  /**
   * Its text.
   *
   * @param columns the width; 0 if unknown
   * @param color whether colours can be shown
   */
  String text(int columns, boolean color);
}
