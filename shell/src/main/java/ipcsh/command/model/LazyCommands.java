package ipcsh.command.model;

import ipcsh.command.CTranslator;

/**
 * Commands, and a translator to C, that are loaded on demand. The {@link Registry} asks here for
 * what it has not; whatever is found adds itself to the registry before the question returns. May
 * be asked by several threads.
 */
public interface LazyCommands {
  /** A command or a constant of this name is needed: loads what may have it. */
  void want(String name);

  /** Everything is to be listed: loads what is left. */
  void wantAll();

  /** Who translates to C, loaded now; {@link CTranslator#NOBODY} where nobody does. */
  default CTranslator translator() {
    return CTranslator.NOBODY;
  }
}
