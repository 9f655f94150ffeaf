package ipcsh.command;

import ipcsh.handle.UsageException;

/** Who writes scenarios as C programs. Whichever session it came from, it is the same one. */
@FunctionalInterface
public interface CTranslator {
  /**
   * The C program of a scenario.
   *
   * @param file what the scenario is called
   * @param to what the file of C will be called
   * @throws UsageException that says the line and what it is, where it has something that is not
   *     translated
   */
  String program(String file, String to, String text);

  /** Nobody. */
  CTranslator NOBODY =
      (file, to, text) -> {
        throw new UsageException("export: no translator to C is available");
      };
}
