package ipcsh.command.model;

import ipcsh.command.CTranslator;

/**
 * Commands, and a translator to C, that are loaded on demand. The {@link Registry} calls it for a
 * name that it does not have; what is loaded adds itself to the registry before the method returns.
 * May be called by several threads.
 */
public interface LazyCommands {
  /** Loads what may define this command or constant. */
  void want(String name);

  /** Loads everything that is left, because all commands are listed. */
  void wantAll();

  /** The translator to C, loaded if necessary; {@link CTranslator#NONE} if there is none. */
  default CTranslator translator() {
    return CTranslator.NONE;
  }
}
