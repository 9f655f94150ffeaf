package ipcsh.sys.text;

/**
 * Converts the compiler's columns to indexes in a line: it counts characters that are surrogate
 * pairs in Java.
 */
public final class SourceColumns {
  private SourceColumns() {}

  /** The index of a column, which is 1 for the first one; also valid beyond the end of the line. */
  public static int index(String line, int column) {
    int index = 0;
    for (int left = column - 1; left > 0; left--) {
      index += index < line.length() ? Character.charCount(line.codePointAt(index)) : 1;
    }
    return index;
  }
}
