package ipcsh.record;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A recording as pictures: what stood on the screen, and from when on.
 *
 * @param columns the widest that the terminal was
 * @param frames in order, the first at 0; each differs from the one before
 */
record Film(int columns, List<Frame> frames) {
  /** Nobody sees more pictures in a second than this allows. */
  private static final long SHORTEST = TimeUnit.MILLISECONDS.toNanos(33);

  private static final long LONGEST_BURST = TimeUnit.MILLISECONDS.toNanos(100);

  /** One picture, from {@code nanos} on. */
  record Frame(long nanos, Still still) {}

  /** The whole recording. */
  static Film of(Cast cast) {
    List<Frame> frames = new ArrayList<>();
    Emulator emulator = emulator(cast);
    int columns = cast.header().columns();
    frames.add(new Frame(0, emulator.still()));
    List<Event> events = cast.events();
    for (int i = 0; i < events.size(); i++) {
      Event event = events.get(i);
      columns = Math.max(columns, play(event, emulator));
      Frame last = frames.get(frames.size() - 1);
      boolean pauses =
          i == events.size() - 1 || events.get(i + 1).nanos() - event.nanos() >= SHORTEST;
      if (pauses || event.nanos() - last.nanos() >= LONGEST_BURST) {
        Still now = emulator.still();
        if (!now.equals(last.still())) {
          frames.add(new Frame(event.nanos(), now));
        }
      }
    }
    return new Film(columns, frames);
  }

  /** What stood on the screen at a time, as the only picture. */
  static Film at(Cast cast, long nanos) {
    Emulator emulator = emulator(cast);
    int columns = cast.header().columns();
    for (Event event : cast.events()) {
      if (event.nanos() > nanos) {
        break;
      }
      columns = Math.max(cast.header().columns(), play(event, emulator));
    }
    return new Film(columns, List.of(new Frame(0, emulator.still())));
  }

  private static Emulator emulator(Cast cast) {
    return new Emulator(cast.header().columns(), cast.header().rows());
  }

  /** Plays an event; gives the width where it has changed, else 0. */
  static int play(Event event, Emulator emulator) {
    switch (event.code()) {
      case Event.OUTPUT -> emulator.write(event.data());
      case Event.RESIZE -> {
        String[] size = event.data().split("x");
        emulator.resize(Integer.parseInt(size[0]), Integer.parseInt(size[1]));
        return Integer.parseInt(size[0]);
      }
      default -> {
        // nothing that is seen
      }
    }
    return 0;
  }

  /** How many lines its pictures need. */
  int rows() {
    return frames.stream().mapToInt(frame -> frame.still().height()).max().orElse(1);
  }
}
