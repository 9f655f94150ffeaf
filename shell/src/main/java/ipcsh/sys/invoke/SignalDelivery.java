package ipcsh.sys.invoke;

import ipcsh.sys.abi.Libc;
import ipcsh.sys.abi.SignalConstants;
import ipcsh.sys.abi.SignalInfo;
import ipcsh.sys.abi.SignalNames;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Runs the blocks of the signals that have arrived for the calling thread. */
final class SignalDelivery {
  /** The maximum number that are handled before what they interrupted continues. */
  private static final int AT_ONCE = 100;

  /** So many within this time, in nanoseconds, end the shell although they have a block. */
  private static final int INSISTENT = 3;

  private static final long HURRY = TimeUnit.SECONDS.toNanos(1);
  private static final long KILL = Libc.symbol("kill");

  private static volatile Consumer<SignalInfo> observer;

  private final SignalMemory memory;
  private final SignalDispositions dispositions;
  private final long[] lastEnding = new long[INSISTENT];

  SignalDelivery(SignalMemory memory, SignalDispositions dispositions) {
    this.memory = memory;
    this.dispositions = dispositions;
  }

  static void observedBy(Consumer<SignalInfo> itsObserver) {
    observer = itsObserver;
  }

  void deliver(SignalInbox inbox) {
    int handled = 0;
    for (long waiting = inbox.pending();
        waiting != 0 && handled < AT_ONCE;
        waiting = inbox.pending()) {
      handled++;
      handle(inbox, Long.numberOfTrailingZeros(waiting) + 1);
    }
  }

  private void handle(SignalInbox inbox, int signal) {
    long bit = SignalNames.bit(signal);
    SignalInfo info = inbox.info(signal);
    SignalHandler handler = dispositions.handler(signal);
    inbox.begins(bit);
    memory.removeArrived(1);
    boolean byDefault = handler == null && dispositions.isHeld(signal);
    if (byDefault) {
      dispositions.reset(signal);
    }
    long outer = inbox.blocked();
    long during = outer;
    if (handler != null) {
      during |= handler.mask() | (handler.defers() ? bit : 0);
      SignalMasks.block(inbox, handler.mask() & ~outer);
      inbox.blocked(during);
      if ((during & bit) == 0) {
        SignalMasks.unblock(inbox, bit);
      }
    }
    try {
      if (handler != null) {
        run(signal, handler, info);
      }
    } finally {
      long after = inbox.blocked() | during | bit;
      inbox.blocked(outer);
      inbox.ended(bit);
      SignalMasks.block(inbox, outer & ~after);
      SignalMasks.unblock(inbox, after & ~outer & ~inbox.pending());
    }
    if (byDefault) {
      // the default action is the kernel's to take
      Libc.invoke(KILL, memory.process(), signal, 0, 0, 0, 0);
    }
  }

  private void run(int signal, SignalHandler handler, SignalInfo info) {
    if (handler.isForOne()) {
      dispositions.reset(signal);
    }
    if ((SignalMasks.ENDING & SignalNames.bit(signal)) != 0 && isInsistent(signal)) {
      return;
    }
    Consumer<SignalInfo> listener = observer;
    if (listener != null) {
      listener.accept(info);
    }
    handler.block().accept(info);
  }

  /** Whether it is the third within a second, which goes to the shell's own handler. */
  private boolean isInsistent(int signal) {
    long now = System.nanoTime();
    System.arraycopy(lastEnding, 1, lastEnding, 0, INSISTENT - 1);
    lastEnding[INSISTENT - 1] = now;
    long shells = memory.previousHandler(signal);
    boolean hurried = lastEnding[0] != 0 && now - lastEnding[0] < HURRY;
    if (!hurried || shells <= SignalConstants.SIG_IGN) {
      return false;
    }
    // the handler of the Java virtual machine only counts and wakes a thread of its own
    Libc.invoke(shells, signal, 0, 0, 0, 0, 0);
    return true;
  }

  /** Whether all that has arrived for a thread lets an interrupted call be restarted. */
  boolean restarts(SignalInbox inbox) {
    for (int signal : SignalNames.in(inbox.pending())) {
      SignalHandler handler = dispositions.handler(signal);
      if (handler != null && !handler.restarts()) {
        return false;
      }
    }
    return true;
  }
}
