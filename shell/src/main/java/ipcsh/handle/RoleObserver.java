package ipcsh.handle;

/** Observes what roles do. The default methods do nothing. */
public interface RoleObserver {
  /** Called before a role runs an entry of its block; returns when it may run. */
  default void begins(Role role, Block.Entry entry) throws InterruptedException {}

  /** Called when a role has printed a line. */
  default void printed(Role role, String line) {}

  /**
   * Called when an entry has returned a value, {@code shown} as printed; null for a value that is
   * not shown.
   */
  default void gave(Role role, Block.Entry entry, String shown) {}

  /** Called when an entry that ran in this shell has returned a value, null for none. */
  default void returned(Role role, Block.Entry entry, Object value) {}

  /** Called when an entry has failed. */
  default void failed(Role role, Block.Entry entry, Throwable error) {}
}
