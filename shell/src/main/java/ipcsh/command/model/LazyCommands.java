package ipcsh.command.model;

/**
 * Commands that are loaded on demand. The {@link Registry} asks here for what it has not; whatever
 * is found adds itself to the registry before the question returns. May be asked by several
 * threads.
 */
public interface LazyCommands {
  /** A command or a constant of this name is needed: loads what may have it. */
  void want(String name);

  /** Everything is to be listed: loads what is left. */
  void wantAll();
}
