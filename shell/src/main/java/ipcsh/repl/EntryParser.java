package ipcsh.repl;

import ipcsh.language.Completeness;
import java.util.List;
import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;

/**
 * Determines for the line reader whether an entry is complete, and which word completion replaces.
 * Does not split the line: it is evaluated as typed.
 */
final class EntryParser implements Parser {
  /** The word before the cursor; the line reader's splitting into words is not used. */
  record Word(String word, String line, int cursor) implements ParsedLine {
    @Override
    public int wordCursor() {
      return word.length();
    }

    @Override
    public int wordIndex() {
      return 0;
    }

    @Override
    public List<String> words() {
      return List.of(word);
    }
  }

  @Override
  public ParsedLine parse(String line, int cursor, ParseContext context) {
    if (context == ParseContext.COMPLETE) {
      return new Word(CompletionContext.at(line, cursor).word(), line, cursor);
    }
    if (context == ParseContext.ACCEPT_LINE) {
      String missing = Completeness.missing(AtLine.code(line));
      if (missing != null) {
        String upToCursor = line.substring(0, Math.min(cursor, line.length()));
        throw new EOFError(
            -1, -1, "unfinished", missing, CompletionContext.depth(upToCursor), null);
      }
    }
    return new Word("", line, cursor);
  }

  @Override
  public boolean isEscapeChar(char c) {
    return false;
  }
}
