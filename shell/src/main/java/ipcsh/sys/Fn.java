package ipcsh.sys;

/**
 * A function of the C library: its name, what its arguments are (for whoever prints a call),
 * whether it can block, and its address once it was looked up.
 *
 * <p>The signature is a list of words, one an argument, in C order. What the words mean stands in
 * {@link Strace}, the only reader.
 */
public final class Fn {
  private final String name;
  private final String signature;
  private final boolean blocks;
  private final boolean wide;
  private final boolean givesError;
  private long address;

  private Fn(String name, String signature, boolean blocks, boolean wide, boolean givesError) {
    this.name = name;
    this.signature = signature;
    this.blocks = blocks;
    this.wide = wide;
    this.givesError = givesError;
  }

  /** A function that returns an {@code int} at once. */
  public static Fn of(String name, String signature) {
    return new Fn(name, signature, false, false, false);
  }

  /** The same function, known to wait in the kernel: it can be interrupted and timed. */
  public Fn blocking() {
    return new Fn(name, signature, true, wide, givesError);
  }

  /** The same function, whose result has 64 bits ({@code ssize_t}, {@code off_t}, a pointer). */
  public Fn wide() {
    return new Fn(name, signature, blocks, true, givesError);
  }

  /**
   * The same function, which returns 0 or an error number and leaves errno alone, as those of
   * pthreads do. The door makes -1 and errno of it, so that its callers look at failures alike.
   */
  public Fn givingError() {
    return new Fn(name, signature, blocks, wide, true);
  }

  /** The C name. */
  public String name() {
    return name;
  }

  String signature() {
    return signature;
  }

  boolean blocks() {
    return blocks;
  }

  boolean isWide() {
    return wide;
  }

  boolean givesError() {
    return givesError;
  }

  /**
   * Where the function is. Threads may race here: they find the same address.
   *
   * @throws UnsupportedOperationException where this C library does not have the function
   */
  long address() {
    if (address == 0) {
      address = Libc.symbol(name);
    }
    return address;
  }

  @Override
  public String toString() {
    return name;
  }
}
