package ipcsh.command;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;

/**
 * What is to be done at the end, the last that was given first. It is done however this process
 * ends short of SIGKILL, on a thread of its own; what fails is passed over, as with atexit(3).
 */
final class AtExit {
  private final Deque<Callable<?>> blocks = new ArrayDeque<>();
  private boolean hooked;

  /** Adds a block. */
  synchronized void add(Callable<?> block) {
    if (!hooked) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> runDownTo(0), "atexit"));
      hooked = true;
    }
    blocks.push(block);
  }

  /** How many wait. */
  synchronized int size() {
    return blocks.size();
  }

  /** Runs the last ones now, until so many are left. */
  void runDownTo(int size) {
    for (Callable<?> last = takeDownTo(size); last != null; last = takeDownTo(size)) {
      try {
        last.call();
      } catch (Exception | AssertionError passedOver) {
        // the next one has a right to be run
      }
    }
  }

  private synchronized Callable<?> takeDownTo(int size) {
    return blocks.size() > size ? blocks.pop() : null;
  }
}
