package ipcsh.handle;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Splits bytes that arrive in pieces into lines, and passes on each as soon as it is complete. */
final class LineSplitter {
  /** A line that is longer is passed on in parts. */
  private static final int LONGEST = 65536;

  private final Consumer<String> sink;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  LineSplitter(Consumer<String> sink) {
    this.sink = sink;
  }

  void add(byte[] piece) {
    for (byte one : piece) {
      if (one == '\n') {
        emit();
      } else {
        line.write(one);
        if (line.size() == LONGEST) {
          emit();
        }
      }
    }
  }

  /** Nothing more will come. */
  void end() {
    if (line.size() > 0) {
      emit();
    }
  }

  private void emit() {
    String text = line.toString(StandardCharsets.UTF_8);
    line.reset();
    sink.accept(text);
  }
}
