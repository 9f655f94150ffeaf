package ipcsh.peer;

/**
 * A value of another shell that cannot be transferred, such as a mapping: only its printed form is
 * left.
 *
 * @param text the text
 */
public record PrintedValue(String text) {
  @Override
  public String toString() {
    return text;
  }
}
