package ipcsh.view;

import ipcsh.draw.WrappedText;
import ipcsh.sys.text.EscapedText;
import java.util.List;

/** Waits with their verdicts. Prints as sentences, in the order of the chain. */
public final class WaitTable extends RowList<WaitRow> {
  private static final int HANG = 4;

  private final List<String> sentences;

  /** The waits, and the sentences about them. */
  public WaitTable(List<WaitRow> rows, List<String> sentences) {
    super(rows);
    this.sentences = List.copyOf(sentences);
  }

  /** The verdicts on waits that cannot end, a line each. */
  public List<String> stuck() {
    return sentences.stream()
        .filter(line -> line.startsWith("deadlock: ") || line.startsWith("for ever: "))
        .toList();
  }

  /** The sentences, a line each. */
  public List<String> getSentences() {
    return sentences;
  }

  @Override
  public String toString() {
    return String.join("\n", sentences);
  }

  @Override
  public String text(int columns, boolean color) {
    return WrappedText.wrap(EscapedText.lines(toString()), columns, HANG);
  }
}
