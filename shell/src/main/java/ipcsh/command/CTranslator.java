package ipcsh.command;

import ipcsh.command.model.Registry;
import ipcsh.handle.UsageException;
import java.util.function.Function;

/** Translates the language to C. Implemented by a plugin, and obtained from the context. */
public interface CTranslator {
  /**
   * Called once, before the other methods, with the commands, whose definitions describe their
   * parameters.
   */
  void attach(Registry commands);

  /**
   * The C program of a scenario.
   *
   * @param file the name of the scenario
   * @param to the name of the C file
   * @throws UnsupportedInC if it contains something that cannot be translated
   */
  String program(String file, String to, String text);

  /**
   * The C of a line, without error checks, or null if there is none.
   *
   * @param values the current value of a variable, null if it has none
   */
  String line(String line, Function<String, Object> values);

  /** Used if no plugin translates. */
  CTranslator NONE =
      new CTranslator() {
        @Override
        public void attach(Registry commands) {
          // not needed
        }

        @Override
        public String program(String file, String to, String text) {
          throw new UsageException(
              "export: translation to C needs the plugin cexport, which is not installed");
        }

        @Override
        public String line(String line, Function<String, Object> values) {
          return null;
        }
      };
}
