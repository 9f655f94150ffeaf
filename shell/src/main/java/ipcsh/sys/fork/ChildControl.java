package ipcsh.sys.fork;

import ipcsh.sys.abi.Arena;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.Libc;
import ipcsh.sys.abi.NativeMemory;
import ipcsh.sys.abi.ProcessConstants;
import ipcsh.sys.abi.SocketConstants;
import ipcsh.sys.invoke.BlockedCall;
import ipcsh.sys.invoke.MachineCode;
import ipcsh.sys.invoke.NativeFunction;

/**
 * This process's end of the socket over which a forked child is controlled: a request is a function
 * and six arguments, the answer its result and errno. One call at a time.
 *
 * <p>A call that is no longer waited for (the child was stopped, or is in a wait that nothing ends)
 * may still be answered later: the answer is discarded before the next call. Until then it may
 * write to its arguments, so the next call has its arguments elsewhere.
 */
final class ChildControl {
  private static final int REQUEST_SIZE = 64;
  private static final int ANSWER_SIZE = 16;
  private static final long SEND = Libc.symbol("send");
  private static final long RECV = Libc.symbol("recv");
  private static final long KILL = Libc.symbol("kill");
  private static final long CLOSE = Libc.symbol("close");

  /** The offsets of the two buffers, at the beginning of the child's slot of the pool. */
  private static final int ANSWER = REQUEST_SIZE;

  private final int socket;
  private final SharedPool pool;
  private final long memory;
  private final NativeMemory buffers;
  private Arena arena;
  private Arena next;
  private final long slot;
  private int pid;
  private int itsSocket;
  private int itsLifeline;
  private volatile boolean closed;
  private int owed;
  private boolean answered;
  private long result;
  private int errno;
  private volatile DrivenProcess.State state = DrivenProcess.State.DRIVEN;

  /** A child that will read from the other end of {@code socket}. */
  ChildControl(int socket, SharedPool pool) {
    this.socket = socket;
    this.pool = pool;
    this.memory = pool.take();
    this.buffers =
        new NativeMemory(Libc.view(memory, SharedPool.HEADER), 0, memory, SharedPool.HEADER);
    this.arena = new Arena(memory + SharedPool.HEADER, SharedPool.AREA);
    this.next = new Arena(memory + SharedPool.HEADER + SharedPool.AREA, SharedPool.AREA);
    this.slot = MachineCode.get().takeSlot();
  }

  /** Sets the child's process ID, and its number for the other end of the socket. */
  void drives(int child, int end) {
    pid = child;
    itsSocket = end;
  }

  void lifeline(int number) {
    itsLifeline = number;
  }

  int itsSocket() {
    return itsSocket;
  }

  int itsLifeline() {
    return itsLifeline;
  }

  int socket() {
    return socket;
  }

  synchronized Arena arena() {
    return arena;
  }

  long slot() {
    return slot;
  }

  int errno() {
    return errno;
  }

  DrivenProcess.State state() {
    return state;
  }

  /**
   * Makes a call in the child.
   *
   * @param call the state through which the wait of the calling thread can be interrupted
   * @return the result of the function; -1 and ESRCH if the child has ended
   */
  synchronized long call(
      BlockedCall call,
      NativeFunction function,
      long address,
      long a,
      long b,
      long c,
      long d,
      long e,
      long f) {
    answered = false;
    if (!drained(call) || !sent(address, a, b, c, d, e, f)) {
      return -1;
    }
    owed++;
    answered = answered(call, function);
    return answered ? result : -1;
  }

  /** Whether the result of the last {@link #call} came from the child. */
  boolean hasAnswered() {
    return answered;
  }

  /** Sends a request whose answer is read later ({@link #answer}). */
  synchronized void post(long address, long a, long b, long c) {
    if (sent(address, a, b, c, 0, 0, 0)) {
      owed++;
    }
  }

  /** Reads the answer to a posted request. */
  synchronized long answer(BlockedCall call, NativeFunction function) {
    return answered(call, function) ? result : -1;
  }

  private boolean drained(BlockedCall call) {
    while (owed > 0) {
      if (!answered(call, null)) {
        return false;
      }
    }
    return true;
  }

  private boolean sent(long address, long a, long b, long c, long d, long e, long f) {
    if (state != DrivenProcess.State.DRIVEN) {
      errno = Errno.ESRCH.getNumber();
      return false;
    }
    buffers.putLong(0, address).putLong(8, a).putLong(16, b).putLong(24, c);
    buffers.putLong(32, d).putLong(40, e).putLong(48, f);
    long flags = SocketConstants.MSG_NOSIGNAL;
    if (Libc.invoke(SEND, socket, memory, REQUEST_SIZE, flags, 0, 0) != REQUEST_SIZE) {
      end(DrivenProcess.State.ENDED);
      return false;
    }
    return true;
  }

  /** Waits for an answer; false, with {@link #errno}, if there is none. */
  private boolean answered(BlockedCall call, NativeFunction function) {
    while (true) {
      long got = Libc.invoke(RECV, socket, memory + ANSWER, ANSWER_SIZE, 0, 0, 0);
      if (got == ANSWER_SIZE) {
        owed--;
        result = buffers.getLong(ANSWER);
        errno = (int) buffers.getLong(ANSWER + 8);
        return true;
      }
      boolean interrupted = got == -1 && Libc.errno() == Errno.EINTR.getNumber();
      if (!interrupted) {
        if (function != null && function.replacesProgram() && got == 0) {
          state = DrivenProcess.State.EXECUTED;
          result = 0;
          return true;
        }
        end(DrivenProcess.State.ENDED);
        return false;
      }
      if (call.causeOfThisCall() != BlockedCall.Cause.NONE) {
        errno = Errno.EINTR.getNumber();
        Arena inUse = arena;
        arena = next;
        next = inUse;
        return false;
      }
    }
  }

  private void end(DrivenProcess.State how) {
    state = how;
    errno = Errno.ESRCH.getNumber();
  }

  /** Records that the end of the child has been reported. */
  synchronized void ended() {
    if (state == DrivenProcess.State.DRIVEN) {
      end(DrivenProcess.State.ENDED);
    }
  }

  /** Kills the child if it has not ended; threads that wait for its answer are released. */
  void kill() {
    if (state == DrivenProcess.State.DRIVEN && !closed) {
      Libc.invoke(KILL, pid, ProcessConstants.SIGKILL, 0, 0, 0, 0);
    }
  }

  /**
   * Kills the child if it has not ended, and frees its resources: its slot of the memory, the
   * socket.
   */
  void close() {
    kill();
    free();
  }

  private synchronized void free() {
    if (closed) {
      return;
    }
    closed = true;
    if (pid != 0) {
      awaitEnd();
    }
    ended();
    Libc.invoke(CLOSE, socket, 0, 0, 0, 0, 0);
    MachineCode.get().giveSlot(slot);
    pool.give(memory);
  }

  /**
   * Waits until the other end of the socket is closed, which happens after the child's memory is
   * released.
   */
  private void awaitEnd() {
    long got;
    do {
      got = Libc.invoke(RECV, socket, memory + ANSWER, ANSWER_SIZE, 0, 0, 0);
    } while (got > 0 || got == -1 && Libc.errno() == Errno.EINTR.getNumber());
  }
}
