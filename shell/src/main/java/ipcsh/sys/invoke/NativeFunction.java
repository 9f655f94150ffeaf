package ipcsh.sys.invoke;

import ipcsh.sys.abi.Libc;
import java.util.Arrays;
import java.util.List;

/**
 * A function of the C library: its name, what its arguments are (for printing a call), whether it
 * can block, and its address once it was looked up.
 *
 * <p>The signature is a list of words, one an argument, in C order: what they mean stands in {@link
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

  private final String name;
  private final String signature;
  private final int traits;
  private final NativeFunction timed;
  private final MachineCode.Entry entry;
  private final String shown;
  private final String called;
  private List<Argument> arguments;
  private long address;

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

  /** A function that returns an {@code int} at once. */
  public static NativeFunction of(String name, String signature) {
    return new NativeFunction(name, signature, 0, null, null, name, name);
  }

  /** A piece of our own machine code: nothing that a trace would show. */
  public static NativeFunction of(MachineCode.Entry entry) {
    return new NativeFunction(entry.name(), "", SILENT, null, entry, entry.name(), entry.name());
  }

  private NativeFunction with(int trait) {
    return new NativeFunction(name, signature, traits | trait, timed, entry, shown, called);
  }

  /** The same function, known to wait in the kernel: it can be interrupted and timed. */
  public NativeFunction blocking() {
    return with(BLOCKS);
  }

  /** The same function, which only lets time pass: an interruption at its very end counts too. */
  public NativeFunction pausing() {
    return with(BLOCKS | PAUSES);
  }

  /** The same function, whose result has 64 bits ({@code ssize_t}, {@code off_t}, a pointer). */
  public NativeFunction wide() {
    return with(WIDE);
  }

  /**
   * The same function, which returns 0 or an error number and leaves errno alone, as those of
   * pthreads do. The invoker makes -1 and errno of it, so that its callers look at failures alike.
   */
  public NativeFunction givingError() {
    return with(GIVES_ERROR);
  }

  /** The same function, which returns a null pointer where it fails: the invoker makes -1 of it. */
  public NativeFunction givingNull() {
    return with(GIVES_NULL);
  }

  /**
   * The same function of at most four arguments, which works on memory that may not be what it
   * should be: a fault in it is the failure EFAULT, and {@link SyscallInvoker#fault()} tells the
   * signal.
   */
  public NativeFunction guarded() {
    return with(GUARDED);
  }

  /** The same function, which no trace shows: the shell's own business. */
  public NativeFunction silent() {
    return with(SILENT);
  }

  /** The same function under the name by which people know the call: {@code syscall(2)} is many. */
  public NativeFunction shownAs(String what) {
    return new NativeFunction(name, signature, traits, timed, entry, what, what);
  }

  /**
   * The same function, which does what C's function of this name does: a trace shows the kernel's
   * {@code openat}, where a program says {@code open}.
   */
  public NativeFunction as(String what) {
    return new NativeFunction(name, signature, traits, timed, entry, shown, what);
  }

  /** The same function, which does not return where it succeeds: another program runs then. */
  public NativeFunction replacingProgram() {
    return with(REPLACES_PROGRAM);
  }

  /**
   * The same function, whose last argument is a deadline ({@code struct timespec}) and whose wait
   * is ended by no signal, but after one it looks at its deadline again: so whoever interrupts it
   * brings that forward.
   */
  public NativeFunction timed() {
    return with(TIMED);
  }

  /**
   * The same function, which has no deadline; so the invoker calls the other one in its place. The
   * caller passes a deadline all the same, behind the arguments of this one.
   */
  public NativeFunction by(NativeFunction timedOne) {
    return new NativeFunction(name, signature, traits, timedOne, entry, shown, called);
  }

  /**
   * The same function, whose wait may be given up and taken up again: nothing is lost meanwhile.
   */
  public NativeFunction inSlices() {
    return with(IN_SLICES);
  }

  /** The C name. */
  public String name() {
    return name;
  }

  /** The name by which people know the call. */
  public String shown() {
    return shown;
  }

  /** The function of C that a program calls for it. */
  public String called() {
    return called;
  }

  /**
   * Its arguments, in C order. Threads may race here: they find the same.
   *
   * @throws IllegalArgumentException where a word of the signature is none
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

  /** Where an argument of one of the kinds is, -1 where it has none. */
  public int indexOf(ArgumentKind... kinds) {
    List<Argument> all = arguments();
    for (int i = 0; i < all.size(); i++) {
      if (Arrays.asList(kinds).contains(all.get(i).kind())) {
        return i;
      }
    }
    return -1;
  }

  boolean blocks() {
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

  /** The timed function that waits for this one (it may be itself), null where none does. */
  NativeFunction waitsBy() {
    return (traits & TIMED) != 0 ? this : timed;
  }

  boolean isInSlices() {
    return (traits & IN_SLICES) != 0;
  }

  /**
   * Where the function is. Threads may race here: they find the same address.
   *
   * @throws UnsupportedOperationException where this C library does not have the function
   */
  public long address() {
    if (address == 0) {
      address = entry == null ? Libc.symbol(name) : MachineCode.get().address(entry);
    }
    return address;
  }

  @Override
  public String toString() {
    return name;
  }
}
