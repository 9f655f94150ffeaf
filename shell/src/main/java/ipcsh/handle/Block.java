package ipcsh.handle;

import java.util.List;
import java.util.concurrent.Callable;

/** A block whose source text is known, so that another process can execute it. */
public interface Block extends Callable<Object>, Explainable {
  /**
   * One of its entries, as a user would type it.
   *
   * @param text the source text
   * @param line the number of its first line in the file that contains the block
   */
  record Entry(String text, int line) {
    /** The text without the indentation of the block. */
    public String typed() {
      return text.strip().equals(text) ? text : text.stripTrailing().stripIndent().strip();
    }

    /** Whether it consists of comments only. */
    public boolean isComment() {
      return text.lines().allMatch(line -> line.isBlank() || line.strip().matches("(//|#!).*"));
    }
  }

  /** The name of the file in stack frames. */
  String file();

  /** The whole block as one entry. */
  Entry whole();

  /**
   * A line of it as C, translated with the current variables of its session. Null if there is none.
   */
  String inC(String line);

  /** Its entries, in order. */
  List<Entry> entries();
}
