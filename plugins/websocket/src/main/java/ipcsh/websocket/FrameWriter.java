package ipcsh.websocket;

import static ipcsh.sys.abi.SocketConstants.MSG_DONTWAIT;

import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.SysException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Sends whole frames, one after another, from any thread. A frame of which a part has been sent is
 * finished before the next one begins, even if the call failed in between.
 *
 * <p>Answers to the peer (Pong, Close) stay pending until there is space for them, so that a
 * receiver never waits for a peer that does not receive: one answer, the last, is enough.
 */
final class FrameWriter {
  private static final byte[] NOTHING = {};

  private final FairLock turn = new FairLock();
  private final AtomicReference<byte[]> owed = new AtomicReference<>();

  /** The frame that is on its way, and how much of it is sent. */
  private byte[] frame = NOTHING;

  private int sent;

  /** Whether there was no room for the rest of an answer. */
  private volatile boolean behind;

  /**
   * Sends a frame, waiting for room.
   *
   * @throws SysException EAGAIN where the descriptor is O_NONBLOCK and there is no room for the
   *     first byte: then nothing of the frame is sent. Any other failure after the first byte
   *     leaves the rest of the frame to be sent before the next one
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

  /** Sends an answer now if there is room for it, else before or behind the next frame. */
  void answer(StreamConnection to, byte[] next) {
    owed.set(next);
    pay(to);
  }

  /** Sends an answer, or the one that is owed where this is null, waiting for room. */
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

  /** Sends what is owed as far as there is room; who has the turn does it when it is done. */
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

  /** Whether {@link #pay} is to be called again when there is room. */
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

  /** Sends the rest of the frame; false where there is no room for all of it. */
  private boolean isFinishedNow(StreamConnection to) {
    try {
      while (sent < frame.length) {
        push(to, MSG_DONTWAIT);
      }
    } catch (SysException e) {
      if (e.getErrno() == Errno.EAGAIN) {
        return false;
      }
      // nobody is there for an answer; what has come is received all the same
      frame = NOTHING;
    }
    return true;
  }
}
