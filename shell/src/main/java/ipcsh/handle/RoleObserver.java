package ipcsh.handle;

/** Observes what the roles do. By default there is no observer. */
public interface RoleObserver {
  /** A role is about to run an entry of its block; this returns when it may. */
  default void begins(Role role, Block.Entry entry) throws InterruptedException {}

  /** A role has printed a line. */
  default void printed(Role role, String line) {}

  /** An entry gave a value, {@code shown} as it prints; null for one that is not shown. */
  default void gave(Role role, Block.Entry entry, String shown) {}

  /** An entry that ran in this shell gave a value, null for none. */
  default void returned(Role role, Block.Entry entry, Object value) {}

  /** An entry failed. */
  default void failed(Role role, Block.Entry entry, Throwable error) {}
}
