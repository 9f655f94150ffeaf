package ipcsh.websocket;

import static ipcsh.sys.abi.SocketConstants.MSG_DONTWAIT;

import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.SysException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Sends complete frames, one after another, from any thread. A frame that was sent partially is
 * finished before the next one begins, even if the call failed in between.
 *
 * <p>Answers to the peer (Pong, Close) stay pending until there is space for them, so that a
 * receiver never waits for a peer that does not receive; only the last answer is kept, which is
 * sufficient.
 */
final class FrameWriter {
  private static final byte[] NOTHING = {};

  private final FairLock turn = new FairLock();
  private final AtomicReference<byte[]> owed = new AtomicReference<>();

  /** The frame that is being sent, and the number of bytes already sent. */
  private byte[] frame = NOTHING;

  private int sent;

  /** Whether the rest of an answer is pending because there was no space. */
  private volatile boolean behind;

  /**
   * Sends a frame, waiting for space.
   *
   * @throws SysException EAGAIN if the descriptor is O_NONBLOCK and there is no space for the first
   *     byte: then nothing of the frame was sent. After any other failure behind the first byte,
   *     the rest of the frame is sent before the next one
   */
  void send(StreamConnection to, byte[] next) {
    turn.take(to);
    try {
      finish(to);
      begin(next);
      try {
        push(to, 0);
      } catch (SysException e) {
        frame = NOTHING;
        throw e;
      }
      finish(to);
    } finally {
      turn.give();
    }
    pay(to);
  }

  /** Sends an answer now if there is space for it, otherwise before or after the next frame. */
  void answer(StreamConnection to, byte[] next) {
    owed.set(next);
    pay(to);
  }

  /** Sends an answer, or the pending one if this is null, waiting for space. */
  void settle(StreamConnection to, byte[] next) {
    if (next != null) {
      owed.set(next);
    }
    turn.take(to);
    try {
      finish(to);
      begin(owed.getAndSet(null));
      finish(to);
    } finally {
      turn.give();
    }
  }

  /**
   * Sends pending data as far as there is space; if another thread holds the lock, that thread does
   * it.
   */
  void pay(StreamConnection to) {
    while (isBehind() && turn.tryTake()) {
      try {
        behind = !isFinishedNow(to);
        if (!behind) {
          begin(owed.getAndSet(null));
          behind = !isFinishedNow(to);
        }
        if (behind) {
          return;
        }
      } finally {
        turn.give();
      }
    }
  }

  /** Whether {@link #pay} must be called again when there is space. */
  boolean isBehind() {
    return behind || owed.get() != null;
  }

  private void begin(byte[] next) {
    frame = next == null ? NOTHING : next;
    sent = 0;
  }

  private void push(StreamConnection to, int flags) {
    sent += to.send(frame, sent, flags);
  }

  private void finish(StreamConnection to) {
    while (sent < frame.length) {
      try {
        push(to, 0);
      } catch (SysException e) {
        to.awaitRoom(e);
      }
    }
    behind = false;
  }

  /** Sends the rest of the frame; false if there is no space for all of it. */
  private boolean isFinishedNow(StreamConnection to) {
    try {
      while (sent < frame.length) {
        push(to, MSG_DONTWAIT);
      }
    } catch (SysException e) {
      if (e.getErrno() == Errno.EAGAIN) {
        return false;
      }
      // the peer cannot receive an answer any more; pending input is still received
      frame = NOTHING;
    }
    return true;
  }
}
