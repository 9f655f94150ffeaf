package ipcsh.command.model;

/**
 * Commands that are not loaded before somebody wants them. The {@link Registry} asks here for what
 * it has not; whatever is found adds itself to the registry before the question returns. May be
 * asked by several threads.
 */
public interface LazyCommands {
  /** Somebody wants a command or a constant of this name: loads what may have it. */
  void want(String name);

  /** Somebody wants to see everything: loads what is left. */
  void wantAll();
}
