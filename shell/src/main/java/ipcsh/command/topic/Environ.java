package ipcsh.command.topic;

import java.util.AbstractList;
import java.util.List;

/**
 * {@code environ(7)}: a list of lines with a name and a value, which can also be looked up by name.
 */
final class Environ extends AbstractList<String> {
  private final List<String> lines = Environment.lines(System.getenv());

  @Override
  public String get(int index) {
    return lines.get(index);
  }

  @Override
  public int size() {
    return lines.size();
  }

  /** The value of a variable: {@code environ.PATH}; null if it is not set. */
  public String get(String name) {
    return System.getenv(name);
  }

  /** The same: {@code environ['PATH']}. */
  public String getAt(String name) {
    return get(name);
  }
}
