package ipcsh.command;

import ipcsh.command.model.Registry;
import ipcsh.handle.UsageException;
import java.util.function.Function;

/** Translates the language to C. A plugin brings one; whoever needs it has it from the context. */
public interface CTranslator {
  /**
   * Called once, before the others: the commands, whose definitions say what their parameters are.
   */
  void attach(Registry commands);

  /**
   * The C program of a scenario.
   *
   * @param file what the scenario is called
   * @param to what the file of C will be called
   * @throws UnsupportedInC where it has something in it that is not translated
   */
  String program(String file, String to, String text);

  /**
   * The C of a line, without the checks for errors, or null where there is none.
   *
   * @param values what a variable holds now, null where it has no value
   */
  String line(String line, Function<String, Object> values);

  /** Where no plugin translates. */
  CTranslator NOBODY =
      new CTranslator() {
        @Override
        public void attach(Registry commands) {
          // translates none
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
