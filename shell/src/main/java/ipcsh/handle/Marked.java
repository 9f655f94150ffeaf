package ipcsh.handle;

/** A value of which some parts are to be seen at a glance, where colours can be shown. */
public interface Marked {
  /** Its text with each such part between two marks. */
  String text(String begin, String end);

  /** The same for somebody who sees so many columns; 0 where nobody knows how many. */
  default String text(String begin, String end, int columns) {
    return text(begin, end);
  }
}
