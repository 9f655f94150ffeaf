package ipcsh.sys.text;

/** Where in a line the compiler's columns are: it counts characters that Java has in two halves. */
public final class SourceColumns {
  private SourceColumns() {}

  /** The index of a column, which is 1 for the first one; behind the end what it would be there. */
  public static int index(String line, int column) {
    int index = 0;
    for (int left = column - 1; left > 0; left--) {
      index += index < line.length() ? Character.charCount(line.codePointAt(index)) : 1;
    }
    return index;
  }
}
