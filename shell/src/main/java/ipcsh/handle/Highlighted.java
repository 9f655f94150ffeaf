package ipcsh.handle;

/** A value with highlighted parts, for output with colours. */
public interface Highlighted {
  /** Its text with each highlighted part between two marks. */
  String text(String begin, String end);
}
