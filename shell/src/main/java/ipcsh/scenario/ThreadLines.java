package ipcsh.scenario;

import java.io.OutputStream;
import java.util.function.Consumer;

/** Output of concurrent threads, line by line: lines of different threads are not mixed. */
final class ThreadLines extends OutputStream {
  private final ThreadLocal<LineOutput> outputs;

  /** Passes each line to {@code lines}, on the thread that printed it. */
  ThreadLines(Consumer<String> lines) {
    outputs = ThreadLocal.withInitial(() -> new LineOutput(lines));
  }

  @Override
  public void write(int one) {
    outputs.get().write(one);
  }

  @Override
  public void write(byte[] bytes, int from, int count) {
    outputs.get().write(bytes, from, count);
  }

  /** Called at the end of an entry: passes on an incomplete line. */
  void end() {
    outputs.get().flush();
  }
}
