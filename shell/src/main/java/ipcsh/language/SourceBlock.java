package ipcsh.language;

import groovy.lang.Closure;
import ipcsh.handle.Block;
import java.util.ArrayList;
import java.util.List;

/**
 * A closure with its own source text: the block of {@code role { ... }}. In this process it is an
 * ordinary closure; a role in another process runs the text.
 */
public final class SourceBlock extends Closure<Object> implements Block {
  private static final long serialVersionUID = 1;

  private final Closure<?> inner;
  private final String file;
  private final String text;
  private final int line;
  private final boolean whole;

  private SourceBlock(Closure<?> inner, String file, String text, int line, boolean whole) {
    super(inner.getOwner(), inner.getThisObject());
    this.inner = inner;
    this.file = file;
    this.text = text;
    this.line = line;
    this.whole = whole;
    maximumNumberOfParameters = inner.getMaximumNumberOfParameters();
    parameterTypes = inner.getParameterTypes();
  }

  /**
   * A closure with its text.
   *
   * @param file the name of the file in stack frames
   * @param text the text between its braces
   * @param line the number of the text's first line
   * @param whole whether it must be run as a whole, because it contains a return statement before
   *     its end
   */
  public static SourceBlock of(
      Closure<?> closure, String file, String text, int line, boolean whole) {
    return new SourceBlock(closure, file, text, line, whole);
  }

  /** Called by Groovy for the closure. */
  public Object doCall(Object... arguments) {
    return inner.call(arguments);
  }

  @Override
  public Object call() {
    return inner.call();
  }

  @Override
  public Object call(Object... arguments) {
    return inner.call(arguments);
  }

  @Override
  public Object call(Object argument) {
    return inner.call(argument);
  }

  @Override
  public void setDelegate(Object delegate) {
    inner.setDelegate(delegate);
  }

  @Override
  public Object getDelegate() {
    return inner.getDelegate();
  }

  @Override
  public void setResolveStrategy(int strategy) {
    inner.setResolveStrategy(strategy);
  }

  @Override
  public int getResolveStrategy() {
    return inner.getResolveStrategy();
  }

  @Override
  public String file() {
    return file;
  }

  @Override
  public Entry whole() {
    return new Entry(text, line);
  }

  @Override
  public String inC(String line) {
    return LineInC.of(line, SessionLoader.of(inner.getClass().getClassLoader()).names());
  }

  @Override
  public List<Entry> entries() {
    if (whole) {
      return List.of(whole());
    }
    List<Entry> all = new ArrayList<>();
    Entries entries = new Entries(file, text);
    for (Source next = entries.next(); next != null; next = entries.next()) {
      all.add(new Entry(next.text(), line + next.firstLine() - 1));
    }
    return all;
  }
}
