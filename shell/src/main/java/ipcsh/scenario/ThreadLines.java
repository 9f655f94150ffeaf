package ipcsh.scenario;

import java.io.OutputStream;
import java.util.function.Consumer;

/** What threads print at the same time, line by line: each thread's lines are whole. */
final class ThreadLines extends OutputStream {
  private final ThreadLocal<LineOutput> outputs;

  /** Gives each line to {@code lines}, on the thread that has printed it. */
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

  /** The end of an entry; a line that is not ended is given. */
  void end() {
    outputs.get().flush();
  }
}
