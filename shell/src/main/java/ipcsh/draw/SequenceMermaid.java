package ipcsh.draw;

import ipcsh.sys.text.EscapedText;
import java.util.List;

/** The chart as a {@code sequenceDiagram} of Mermaid. */
final class SequenceMermaid {
  private SequenceMermaid() {}

  static String of(Sequence sequence) {
    StringBuilder out = new StringBuilder("sequenceDiagram\n");
    List<String> lanes = sequence.lanes();
    for (int i = 0; i < lanes.size(); i++) {
      out.append("    participant p").append(i).append(" as ").append(text(lanes.get(i)));
      out.append('\n');
    }
    for (ChartExchange step : sequence.steps()) {
      int own = sequence.lane(step);
      if (!step.gives()) {
        if (step.isRemarkable()) {
          note(out, own, step.words());
        }
      } else if (step.isLonePacket()) {
        String arrow = step.exchange().isUnderway() ? "-)" : "-x";
        out.append("    p").append(own).append(arrow).append('p').append(sequence.target(step));
        out.append(": ");
        out.append(text(step.words())).append('\n');
      } else if (step.others().isEmpty()) {
        note(out, own, step.account().replace("  (not", " (not"));
      } else {
        int to = sequence.lane(step.others().get(0));
        out.append("    p").append(own).append("->>p").append(to).append(": ");
        out.append(text(step.words())).append('\n');
      }
    }
    return out.toString();
  }

  private static void note(StringBuilder out, int lane, String words) {
    out.append("    Note over p").append(lane).append(": ").append(text(words)).append('\n');
  }

  /** Text with the special characters of Mermaid replaced by their numbers. */
  private static String text(String text) {
    StringBuilder out = new StringBuilder();
    EscapedText.word(text)
        .codePoints()
        .forEach(
            c -> {
              if ("#;:<>&%\"".indexOf(c) >= 0 || c < ' ') {
                out.append('#').append(c).append(';');
              } else {
                out.appendCodePoint(c);
              }
            });
    return out.toString();
  }
}
