package ipcsh.sys.invoke;

import ipcsh.sys.abi.Libc;
import java.util.Arrays;
import java.util.List;

/**
 * A function of the C library: its name, the kinds of its arguments (for printing a call), whether
 * it can block, and its address, looked up on first use.
 *
 * <p>The signature is a list of words, one per argument, in C order: their meanings are in {@link
 * ArgumentKind}; a word in capitals is the prefix of constants.
 */
public final class NativeFunction {
  private static final int BLOCKS = 1;
  private static final int WIDE = 2;
  private static final int GIVES_ERROR = 4;
  private static final int GUARDED = 8;
  private static final int SILENT = 16;
  private static final int REPLACES_PROGRAM = 32;
  private static final int GIVES_NULL = 64;
  private static final int IN_SLICES = 128;
  private static final int TIMED = 256;
  private static final int PAUSES = 512;

  private static final int UNKNOWN = DirectSystemCalls.NONE - 1;

  private final String name;
  private final String signature;
  private final int traits;
  private final NativeFunction timed;
  private final MachineCode.Entry entry;
  private final String shown;
  private final String called;
  private List<Argument> arguments;
  private long address;
  private int systemCall = UNKNOWN;

  private NativeFunction(
      String name,
      String signature,
      int traits,
      NativeFunction timed,
      MachineCode.Entry entry,
      String shown,
      String called) {
    this.shown = shown;
    this.called = called;
    this.name = name;
    this.signature = signature;
    this.traits = traits;
    this.timed = timed;
    this.entry = entry;
  }

  /** A function that returns an {@code int} without blocking. */
  public static NativeFunction of(String name, String signature) {
    return new NativeFunction(name, signature, 0, null, null, name, name);
  }

  /** An entry of our own machine code, which is not traced. */
  public static NativeFunction of(MachineCode.Entry entry) {
    return new NativeFunction(entry.name(), "", SILENT, null, entry, entry.name(), entry.name());
  }

  private NativeFunction with(int trait) {
    return new NativeFunction(name, signature, traits | trait, timed, entry, shown, called);
  }

  /**
   * The same function, marked as blocking in the kernel: it can be interrupted and can time out.
   */
  public NativeFunction blocking() {
    return with(BLOCKS);
  }

  /** The same function, marked as sleeping: an interrupt just before its end counts too. */
  public NativeFunction pausing() {
    return with(BLOCKS | PAUSES);
  }

  /** The same function with a 64-bit result ({@code ssize_t}, {@code off_t}, a pointer). */
  public NativeFunction wide() {
    return with(WIDE);
  }

  /**
   * The same function, which returns 0 or an error number and does not set errno, as those of
   * pthreads. The invoker converts this to -1 and errno, so that callers treat failures uniformly.
   */
  public NativeFunction givingError() {
    return with(GIVES_ERROR);
  }

  /** The same function, which returns a null pointer on failure: the invoker converts it to -1. */
  public NativeFunction givingNull() {
    return with(GIVES_NULL);
  }

  /**
   * The same function with at most four arguments, which accesses memory that may be invalid: a
   * fault in it is the failure EFAULT, and {@link SyscallInvoker#fault()} returns the signal.
   */
  public NativeFunction guarded() {
    return with(GUARDED);
  }

  /** The same function, not traced: it is internal to the shell. */
  public NativeFunction silent() {
    return with(SILENT);
  }

  /**
   * The same function with the commonly used name of the call: {@code syscall(2)} stands for many.
   */
  public NativeFunction shownAs(String what) {
    return new NativeFunction(name, signature, traits, timed, entry, what, what);
  }

  /**
   * The same function with the name of the equivalent C function: the trace shows the system call
   * {@code openat}, where a program calls {@code open}.
   */
  public NativeFunction as(String what) {
    return new NativeFunction(name, signature, traits, timed, entry, shown, what);
  }

  /** The same function, which does not return on success: another program is executed. */
  public NativeFunction replacingProgram() {
    return with(REPLACES_PROGRAM);
  }

  /**
   * The same function, whose last argument is a deadline ({@code struct timespec}) and whose wait
   * is not ended by a signal, but checks the deadline again after one: so it is interrupted by
   * bringing the deadline forward.
   */
  public NativeFunction timed() {
    return with(TIMED);
  }

  /**
   * The same function without a deadline; the invoker calls the timed one instead. The caller
   * passes a deadline nevertheless, after the arguments of this one.
   */
  public NativeFunction by(NativeFunction timedOne) {
    return new NativeFunction(name, signature, traits, timedOne, entry, shown, called);
  }

  /** The same function, whose wait may be ended and started again without losing anything. */
  public NativeFunction inSlices() {
    return with(IN_SLICES);
  }

  /** The C name. */
  public String name() {
    return name;
  }

  /** The commonly used name of the call. */
  public String shown() {
    return shown;
  }

  /** The equivalent C function that a program calls. */
  public String called() {
    return called;
  }

  /**
   * Its arguments, in C order. A race between threads is harmless: they compute the same.
   *
   * @throws IllegalArgumentException if a word of the signature is invalid
   */
  public List<Argument> arguments() {
    if (arguments == null) {
      arguments =
          signature.isEmpty()
              ? List.of()
              : Arrays.stream(signature.split(" ")).map(Argument::of).toList();
    }
    return arguments;
  }

  /** The index of an argument of one of the kinds, -1 if there is none. */
  public int indexOf(ArgumentKind... kinds) {
    List<Argument> all = arguments();
    for (int i = 0; i < all.size(); i++) {
      if (Arrays.asList(kinds).contains(all.get(i).kind())) {
        return i;
      }
    }
    return -1;
  }

  /** Whether it may wait for something, so that a Ctrl-C that came before makes it fail. */
  public boolean blocks() {
    return (traits & BLOCKS) != 0;
  }

  boolean isWide() {
    return (traits & WIDE) != 0;
  }

  boolean givesError() {
    return (traits & GIVES_ERROR) != 0;
  }

  boolean givesNull() {
    return (traits & GIVES_NULL) != 0;
  }

  boolean pauses() {
    return (traits & PAUSES) != 0;
  }

  boolean isGuarded() {
    return (traits & GUARDED) != 0;
  }

  public boolean isSilent() {
    return (traits & SILENT) != 0;
  }

  public boolean replacesProgram() {
    return (traits & REPLACES_PROGRAM) != 0;
  }

  /** The timed function that waits for this one (possibly itself), null if there is none. */
  NativeFunction waitsBy() {
    return (traits & TIMED) != 0 ? this : timed;
  }

  /** Whether it waits without a deadline, but must not be ended and started again. */
  boolean isUntimed() {
    return timed != null && (traits & IN_SLICES) == 0;
  }

  boolean isInSlices() {
    return (traits & IN_SLICES) != 0;
  }

  /**
   * The address of the function. A race between threads is harmless: they find the same address.
   *
   * @throws UnsupportedOperationException if this C library does not have the function
   */
  public long address() {
    if (address == 0) {
      address = entry == null ? Libc.symbol(name) : MachineCode.get().address(entry);
    }
    return address;
  }

  /**
   * The number of the system call that it is, {@link DirectSystemCalls#NONE} if it is more than
   * that. A race between threads is harmless, as above.
   */
  int systemCall() {
    if (systemCall == UNKNOWN) {
      systemCall = entry == null ? DirectSystemCalls.number(name) : DirectSystemCalls.NONE;
    }
    return systemCall;
  }

  @Override
  public String toString() {
    return name;
  }
}
