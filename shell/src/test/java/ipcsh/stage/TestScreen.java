package ipcsh.stage;

import ipcsh.record.Emulator;
import java.util.ArrayList;
import java.util.List;
import org.jline.terminal.Size;
import org.jline.utils.AttributedString;

/** Shows the output of a presentation without keys as a terminal does. */
final class TestScreen implements Sink {
  /** The output with its times, and the markers. */
  final List<String> written = new ArrayList<>();

  long last;
  private final Emulator emulator;
  private final Clock clock = new Clock.Virtual();
  private final Columns columns;

  /** A presentation at this speed. */
  TestScreen(int width, int height, double speed) {
    emulator = new Emulator(width, height);
    columns =
        new Columns(
            this,
            clock,
            new PlaybackControls(clock, StageSettings.Pace.PLAY, speed),
            false,
            new Size(width, height),
            AttributedString::new,
            256);
  }

  Columns show() {
    return columns;
  }

  void resize(int width, int height) {
    emulator.resize(width, height);
    columns.resize(new Size(width, height));
  }

  @Override
  public void text(long nanos, String text) {
    written.add(nanos + " " + text);
    last = nanos;
    emulator.write(text);
  }

  @Override
  public void marker(long nanos, String chapter) {
    written.add(nanos + " marker " + chapter);
  }

  /** The lines of the screen, without trailing blanks. */
  String screen() {
    StringBuilder all = new StringBuilder();
    emulator.text().forEach(line -> all.append(line.stripTrailing()).append('\n'));
    return all.toString().stripTrailing() + "\n";
  }
}
