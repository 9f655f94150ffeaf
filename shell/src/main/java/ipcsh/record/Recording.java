package ipcsh.record;

import java.io.IOException;

/** A recording that can be read repeatedly, event by event. */
interface Recording {
  /** Receives the events, in order. */
  @FunctionalInterface
  interface Listener {
    void event(CastEvent event) throws IOException;
  }

  /** Its header. */
  CastHeader header() throws BadCast, IOException;

  /** Passes all events to a listener. */
  void forEachEvent(Listener listener) throws BadCast, IOException;

  /** Its duration in nanoseconds. */
  default long duration() throws BadCast, IOException {
    long[] last = {0};
    forEachEvent(event -> last[0] = event.nanos());
    return last[0];
  }
}
