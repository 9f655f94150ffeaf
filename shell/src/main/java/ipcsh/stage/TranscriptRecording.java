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

  /** What is shown within this time, in nanoseconds, is one event. */
  private static final long FRAME = 80_000_000;

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
    Events events = new Events();
    TranscriptReader.show(transcript, Stage.recorded(events, screen, 1, highlighter));
    events.flush();
    CastHeader header = new CastHeader(screen.columns(), screen.rows(), TYPE, title, null);
    return new Cast(header, List.copyOf(events.all));
  }

  private static final class Events implements Sink {
    private final List<CastEvent> all = new ArrayList<>();
    private final StringBuilder pending = new StringBuilder();
    private long since;

    @Override
    public void text(long nanos, String text) {
      if (nanos - since > FRAME) {
        flush();
      }
      if (pending.length() == 0) {
        since = nanos;
      }
      pending.append(text);
    }

    @Override
    public void marker(long nanos, String chapter) {
      flush();
      all.add(new CastEvent(nanos, CastEvent.MARKER, chapter));
    }

    private void flush() {
      if (pending.length() > 0) {
        all.add(new CastEvent(since, CastEvent.OUTPUT, pending.toString()));
        pending.setLength(0);
      }
    }
  }
}
