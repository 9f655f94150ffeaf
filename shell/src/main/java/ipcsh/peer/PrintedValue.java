package ipcsh.peer;

/**
 * What is left of a value of another shell that cannot travel, a descriptor or a mapping: how it
 * prints there.
 *
 * @param text the text
 */
public record PrintedValue(String text) {
  @Override
  public String toString() {
    return text;
  }
}
