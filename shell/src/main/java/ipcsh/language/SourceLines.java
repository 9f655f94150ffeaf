package ipcsh.language;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import org.codehaus.groovy.control.SourceUnit;

/** The lines of a text that is being compiled. */
final class SourceLines {
  private SourceLines() {}

  static List<String> of(SourceUnit source) {
    try (Reader reader = source.getSource().getReader()) {
      StringWriter text = new StringWriter();
      reader.transferTo(text);
      return text.toString().lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
