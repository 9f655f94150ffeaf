package ipcsh.record;

import java.io.IOException;

/** A recording that one can go through as often as need be, event by event. */
interface Recording {
  /** Receives the events, in order. */
  @FunctionalInterface
  interface Listener {
    void event(CastEvent event) throws IOException;
  }

  /** Its header. */
  CastHeader header() throws BadCast, IOException;

  /** Goes through it, from its beginning to its end. */
  void tell(Listener listener) throws BadCast, IOException;

  /** How long it is, in nanoseconds. */
  default long duration() throws BadCast, IOException {
    long[] last = {0};
    tell(event -> last[0] = event.nanos());
    return last[0];
  }
}
