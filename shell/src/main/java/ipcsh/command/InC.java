package ipcsh.command;

import ipcsh.handle.UsageException;

/** Who can say the language in C. */
public interface InC {
  /** The C of a line as it would be run now, or null where there is none. */
  String line(String line);

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
  InC NOBODY =
      new InC() {
        @Override
        public String line(String line) {
          return null;
        }

        @Override
        public String program(String file, String to, String text) {
          throw new UsageException("export: there is nobody here who writes C");
        }
      };
}
