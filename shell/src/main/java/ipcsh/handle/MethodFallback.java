package ipcsh.handle;

import java.util.concurrent.Callable;

/**
 * Calls the methods that the class of a handle does not have, which are commands, and blocks that
 * take an argument.
 */
public final class MethodFallback {
  /** Runs commands as methods. */
  @FunctionalInterface
  public interface Caller {
    /** Calls {@code name} on the handle, or throws that there is no such method. */
    Object call(Object handle, String name, Object[] arguments);
  }

  /** Runs blocks with an argument. */
  @FunctionalInterface
  public interface BlockCaller {
    /** Runs the block, {@code { it -> ... }}, and gives its value. */
    Object call(Callable<?> block, Object argument) throws Exception;
  }

  private final Caller caller;
  private final BlockCaller blocks;

  /**
   * @param caller calls commands as methods
   * @param blocks runs blocks with an argument
   */
  public MethodFallback(Caller caller, BlockCaller blocks) {
    this.caller = caller;
    this.blocks = blocks;
  }

  /** Runs a block with an argument. */
  public Object call(Callable<?> block, Object argument) throws Exception {
    return blocks.call(block, argument);
  }

  Object call(Object handle, String name, Object[] arguments) {
    return caller.call(handle, name, arguments);
  }
}
