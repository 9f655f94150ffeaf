package ipcsh.handle;

/** A value of which some parts are to be seen at a glance, where colours can be shown. */
public interface Highlighted {
  /** Its text with each such part between two marks. */
  String text(String begin, String end);
}
