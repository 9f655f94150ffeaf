package ipcsh.sys.invoke;

import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The calls of one thread through the foreign-function interface of the JDK, which the compiler
 * turns into plain calls: some nanoseconds where those of jffi cost some hundred. Java 22 and newer
 * have it. It takes a tenth of a second to set up, so a thread that makes many calls asks for it,
 * and goes on with the other ones until it is there.
 */
final class ForeignCalls extends FastCalls {
  private static final int ERRNO_SIZE = 4;
  private static final int WORDS = 6;
  private static final int BRIEF_WORDS = 4;

  /** The functions; loading this class makes them. */
  private static final class Bound {
    static final ForeignLinker LINKER;
    static final MethodHandle CALL;
    static final MethodHandle BRIEF;
    static final MethodHandle SYSTEM_CALL;

    static {
      try {
        LINKER = new ForeignLinker();
        CALL = LINKER.blocking(WORDS);
        BRIEF = LINKER.brief(BRIEF_WORDS);
        SYSTEM_CALL =
            LINKER.blocking(MachineCode.get().address(MachineCode.Entry.SYSTEM_CALL), WORDS + 1);
      } catch (ReflectiveOperationException e) {
        throw new ExceptionInInitializerError(e);
      }
    }
  }

  private enum State {
    UNUSED,
    BEGUN,
    READY,
    IMPOSSIBLE
  }

  private static volatile State state = State.UNUSED;

  private final Object errnoSegment;
  private final ByteBuffer errno;

  private ForeignCalls() throws ReflectiveOperationException {
    errno = ByteBuffer.allocateDirect(ERRNO_SIZE).order(ByteOrder.nativeOrder());
    errnoSegment = Bound.LINKER.segment(errno);
  }

  /** Whether this version of Java has them: as far as is known. */
  static boolean isPossible() {
    return state != State.IMPOSSIBLE;
  }

  /** Those of the calling thread; null as long as they are not there. */
  static ForeignCalls ifReady(boolean wait) {
    if (state == State.UNUSED) {
      begin(wait);
    }
    try {
      return state == State.READY ? new ForeignCalls() : null;
    } catch (ReflectiveOperationException e) {
      state = State.IMPOSSIBLE;
      return null;
    }
  }

  private static synchronized void begin(boolean wait) {
    if (state != State.UNUSED) {
      return;
    }
    state = State.BEGUN;
    if (wait) {
      bind();
    } else {
      Thread thread = new Thread(ForeignCalls::bind, "foreign calls");
      thread.setDaemon(true);
      thread.start();
    }
  }

  /** Where it does not succeed, whatever the reason, the other calls do. */
  private static void bind() {
    try {
      SingleAccess accesses = Bound.CALL == null ? null : ForeignAccess.SINGLE;
      // who learns of the accesses may ask for the calls as well
      state = accesses == null ? State.IMPOSSIBLE : State.READY;
      if (accesses != null) {
        MachineCode.bound(accesses);
      }
    } catch (LinkageError | RuntimeException e) {
      state = State.IMPOSSIBLE;
    }
  }

  @Override
  long call(long address, long a, long b, long c, long d, long e, long f) {
    try {
      return (long) Bound.CALL.invokeExact(address, errnoSegment, a, b, c, d, e, f);
    } catch (Throwable failure) {
      throw impossible(failure);
    }
  }

  @Override
  int errno() {
    return errno.getInt(0);
  }

  @Override
  long systemCall(long number, long a, long b, long c, long d, long e, long f) {
    try {
      return (long) Bound.SYSTEM_CALL.invokeExact(a, b, c, d, e, f, number);
    } catch (Throwable failure) {
      throw impossible(failure);
    }
  }

  @Override
  long brief(long address, long a, long b, long c, long d) {
    try {
      return (long) Bound.BRIEF.invokeExact(address, a, b, c, d);
    } catch (Throwable failure) {
      throw impossible(failure);
    }
  }

  static RuntimeException impossible(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    return new IllegalStateException("a native call", failure);
  }
}
