package ipcsh.handle;

import java.util.List;
import java.util.concurrent.Callable;

/** A block whose text is known, so that another process can run it. */
public interface Block extends Callable<Object> {
  /**
   * One of its entries, as somebody would type it.
   *
   * @param text the text as it stands there
   * @param line the number of its first line, in the text that the block stands in
   */
  record Entry(String text, int line) {
    /** The text as it would be typed: without the indentation that the block has. */
    public String typed() {
      return text.strip().equals(text) ? text : text.stripTrailing().stripIndent().strip();
    }

    /** Whether it says something to people alone. */
    public boolean isComment() {
      return text.lines().allMatch(line -> line.isBlank() || line.strip().matches("(//|#!).*"));
    }
  }

  /** What stack frames call the text that it stands in. */
  String file();

  /** All of it, as one entry. */
  Entry whole();

  /**
   * A line of it as C, as it would be run now: with what its session knows. Null where there is
   * none.
   */
  String inC(String line);

  /** Its entries, in their order. */
  List<Entry> entries();
}
