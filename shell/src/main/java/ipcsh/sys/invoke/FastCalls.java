package ipcsh.sys.invoke;

/**
 * The calls of one thread without jffi, which takes about a hundred nanoseconds for each. A thread
 * that makes many calls asks for them, and goes on with the other ones until they are there.
 */
abstract class FastCalls {
  private static final int FIRST_WITH_FOREIGN_CALLS = 22;

  /** Whether the JDK has a foreign-function interface. */
  static final boolean FOREIGN = Runtime.version().feature() >= FIRST_WITH_FOREIGN_CALLS;

  private static volatile boolean refused;

  /** Whether they can be there at some time. */
  static boolean isPossible() {
    return FOREIGN ? ForeignCalls.isPossible() : !refused;
  }

  /** Those of the calling thread; null as long as they are not there. */
  static FastCalls ifReady(boolean wait) {
    if (FOREIGN) {
      return ForeignCalls.ifReady(wait);
    }
    try {
      return new NativeCalls();
    } catch (LinkageError | RuntimeException e) {
      // then calls go on through jffi
      refused = true;
      return null;
    }
  }

  /** Makes a call; {@link #errno()} is what it has left there. */
  abstract long call(long address, long a, long b, long c, long d, long e, long f);

  abstract int errno();

  /** A call of a function that neither blocks nor takes long, without errno. */
  abstract long brief(long address, long a, long b, long c, long d);

  /**
   * Makes a system call by its number, with machine code of ours: of an error the result is the
   * negative number.
   */
  abstract long systemCall(long number, long a, long b, long c, long d, long e, long f);
}
