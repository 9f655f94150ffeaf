package ipcsh.stage;

import ipcsh.record.Cast;
import ipcsh.record.CastEvent;
import ipcsh.record.CastHeader;
import ipcsh.scenario.TranscriptReader;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jline.utils.AttributedString;

/**
 * A recording of a scenario, made from its stored transcript: the scenario does not run. The same
 * transcript gives the same recording.
 */
public final class TranscriptRecording {
  private static final String TYPE = "xterm-256color";

  /** The least time between two pictures of typing, in nanoseconds. */
  private static final long FRAME = 130_000_000;

  private TranscriptRecording() {}

  /**
   * The recording of a transcript.
   *
   * @param highlighter highlights typed text
   */
  public static Cast of(
      String title,
      String transcript,
      StageSettings.Screen screen,
      Function<String, AttributedString> highlighter) {
    List<CastEvent> events = new ArrayList<>();
    Sink sink =
        new Sink() {
          @Override
          public void text(long nanos, String text) {
            events.add(new CastEvent(nanos, CastEvent.OUTPUT, text));
          }

          @Override
          public void marker(long nanos, String chapter) {
            events.add(new CastEvent(nanos, CastEvent.MARKER, chapter));
          }
        };
    TranscriptReader.show(transcript, Stage.recorded(sink, screen, 1, highlighter, FRAME));
    CastHeader header = new CastHeader(screen.columns(), screen.rows(), TYPE, title, null);
    return new Cast(header, List.copyOf(events));
  }
}
