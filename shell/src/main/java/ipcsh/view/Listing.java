package ipcsh.view;

import ipcsh.draw.WrappedText;
import ipcsh.handle.WidthDependent;
import ipcsh.sys.text.EscapedText;
import java.util.AbstractList;
import java.util.List;
import java.util.stream.Collectors;

/** A list that prints one element per line. */
public class Listing<T> extends AbstractList<T> implements WidthDependent {
  private final List<T> elements;
  private final String whenEmpty;

  /** The elements, and the text if there are none. */
  public Listing(List<T> elements, String whenEmpty) {
    this.elements = List.copyOf(elements);
    this.whenEmpty = whenEmpty;
  }

  @Override
  public T get(int index) {
    return elements.get(index);
  }

  @Override
  public int size() {
    return elements.size();
  }

  /** The line of an element. */
  protected String line(T element) {
    return String.valueOf(element);
  }

  @Override
  public String text(int columns, boolean color) {
    // it contains no colours of the shell
    return WrappedText.wrap(EscapedText.lines(toString()), columns, 2);
  }

  @Override
  public String toString() {
    return isEmpty()
        ? whenEmpty
        : elements.stream().map(this::line).collect(Collectors.joining("\n"));
  }
}
