package ipcsh.record;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** A recording as a sequence of screen contents with their times. */
final class FrameSequence {
  /** The minimum duration of a frame: more frames per second are not visible. */
  private static final long SHORTEST = TimeUnit.MILLISECONDS.toNanos(33);

  /** The maximum number of frames in a very long recording. */
  private static final int MOST = 20_000;

  /** The maximum time of continuous output without a frame, in frame durations. */
  private static final int BURST = 3;

  /** A screen, shown from {@code nanos} on. */
  record Frame(long nanos, ScreenSnapshot still) {}

  /** Receives the frames: each differs from the previous one, the first is at 0. */
  @FunctionalInterface
  interface Viewer {
    void frame(Frame frame) throws IOException;
  }

  private final Emulator emulator;
  private final Viewer viewer;
  private final long shortest;
  private Frame last;

  /** The last event, after which there may be a frame. */
  private CastEvent waiting;

  private FrameSequence(CastHeader header, long duration, Viewer viewer) {
    this.emulator = new Emulator(header.columns(), header.rows());
    this.viewer = viewer;
    this.shortest = Math.max(SHORTEST, duration / MOST);
  }

  /** Passes the whole recording to a viewer. */
  static void show(Recording recording, Viewer viewer) throws BadCast, IOException {
    FrameSequence sequence = new FrameSequence(recording.header(), recording.duration(), viewer);
    sequence.take(new Frame(0, sequence.emulator.still()));
    recording.forEachEvent(sequence::event);
    sequence.look(Long.MAX_VALUE);
  }

  private void take(Frame frame) throws IOException {
    last = frame;
    viewer.frame(frame);
  }

  private void event(CastEvent event) throws IOException {
    look(event.nanos());
    play(event, emulator);
    waiting = event;
  }

  /** Emits a frame after the pending event, if the screen stays unchanged for a while. */
  private void look(long next) throws IOException {
    if (waiting == null) {
      return;
    }
    long now = waiting.nanos();
    if (next - now >= shortest || now - last.nanos() >= BURST * shortest) {
      ScreenSnapshot still = emulator.still();
      if (!still.equals(last.still())) {
        take(new Frame(now, still));
      }
    }
    waiting = null;
  }

  /** Passes the screen at a time to a viewer, as the only frame. */
  static void still(Recording recording, long nanos, Viewer viewer) throws BadCast, IOException {
    CastHeader header = recording.header();
    Emulator emulator = new Emulator(header.columns(), header.rows());
    recording.forEachEvent(
        event -> {
          if (event.nanos() <= nanos) {
            play(event, emulator);
          }
        });
    viewer.frame(new Frame(0, emulator.still()));
  }

  /** Plays an event. */
  static void play(CastEvent event, Emulator emulator) {
    switch (event.code()) {
      case CastEvent.OUTPUT -> emulator.write(event.data());
      case CastEvent.RESIZE -> {
        String[] size = event.data().split("x");
        emulator.resize(Integer.parseInt(size[0]), Integer.parseInt(size[1]));
      }
      default -> {
        // not visible
      }
    }
  }
}
