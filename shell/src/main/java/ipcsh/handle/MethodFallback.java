package ipcsh.handle;

import java.util.concurrent.Callable;

/**
 * What a handle does when it is asked for a method that it has not, and how a block is given an
 * argument; the language says it.
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

  private volatile Caller caller;
  private volatile BlockCaller blocks;

  /** Sets the implementation. */
  public void calledBy(Caller commands) {
    caller = commands;
  }

  /** Sets who runs blocks with an argument. */
  public void blocksCalledBy(BlockCaller language) {
    blocks = language;
  }

  /** Runs a block with an argument. */
  public Object call(Callable<?> block, Object argument) throws Exception {
    return blocks.call(block, argument);
  }

  Object call(Object handle, String name, Object[] arguments) {
    return caller.call(handle, name, arguments);
  }
}
