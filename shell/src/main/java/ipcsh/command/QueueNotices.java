package ipcsh.command;

import ipcsh.sys.abi.SignalInfo;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * The blocks that run when a message arrives in an empty queue, {@code mq_notify(3)}: the kernel
 * sends a real-time signal, of the shell's own, which carries the number of the block.
 */
public final class QueueNotices {
  /** The signal. */
  public static final int SIGNAL = 46;

  private final Context context;
  private final Map<Integer, Notice> waiting = new HashMap<>();
  private int last;

  /** A block, and the number of the queue's descriptor with which it was registered. */
  private record Notice(int queue, Callable<?> block) {}

  QueueNotices(Context context) {
    this.context = context;
  }

  /** Makes a call that registers this process, with the number of a block. */
  public int register(int queue, Callable<?> block, Registration call) {
    context.signals().run(SIGNAL, this::arrived);
    int number;
    synchronized (waiting) {
      number = ++last;
      waiting.put(number, new Notice(queue, block));
    }
    boolean done = false;
    try {
      int result = call.with(number);
      done = true;
      return result;
    } finally {
      if (!done) {
        take(number);
      }
    }
  }

  /** The call. */
  @FunctionalInterface
  public interface Registration {
    /** Registers with this number. */
    int with(int number);
  }

  /** Forgets the blocks of a queue for which this process is registered no more. */
  public void forget(int queue) {
    synchronized (waiting) {
      waiting.values().removeIf(notice -> notice.queue == queue);
    }
  }

  private Notice take(int number) {
    synchronized (waiting) {
      return waiting.remove(number);
    }
  }

  private void arrived(SignalInfo info) {
    Notice notice = take(info.value());
    if (notice != null) {
      context.signals().call(notice.block, null);
    }
  }
}
