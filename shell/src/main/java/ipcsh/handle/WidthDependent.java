package ipcsh.handle;

/** A value that is drawn for the place where it is shown. */
public interface WidthDependent {
  /**
   * Its text.
   *
   * @param columns how many there are; 0 if unknown
   * @param color whether colours can be shown
   */
  String text(int columns, boolean color);
}
