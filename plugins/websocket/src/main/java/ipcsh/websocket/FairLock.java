package ipcsh.websocket;

import java.util.concurrent.locks.ReentrantLock;

/**
 * A lock held by one thread at a time. Waiting for it can be interrupted by Ctrl-C and {@code
 * timeout:}, like any call.
 */
final class FairLock {
  private final ReentrantLock lock = new ReentrantLock();

  /** Acquires it, waiting until it is free. */
  void take(StreamConnection of) {
    while (!lock.tryLock()) {
      of.pause();
    }
  }

  /** Acquires it if it is free. */
  boolean tryTake() {
    return lock.tryLock();
  }

  /** Releases it. */
  void give() {
    lock.unlock();
  }
}
