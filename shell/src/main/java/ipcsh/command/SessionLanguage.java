package ipcsh.command;

import java.util.Map;
import java.util.concurrent.Callable;

/** What commands and handles need of the language in which a session is evaluated. */
public interface SessionLanguage {
  /** The language of a context in which nothing is evaluated. */
  SessionLanguage NONE =
      new SessionLanguage() {
        @Override
        public Object callCommand(Object handle, String name, Object[] arguments) {
          throw new IllegalStateException("no session: " + name);
        }

        @Override
        public Object callBlock(Callable<?> block, Object argument) throws Exception {
          return block.call();
        }

        @Override
        public Object callTextMethod(String text, String name, Object[] arguments) {
          throw new IllegalStateException("no session: " + name);
        }

        @Override
        public Map<String, Object> variables() {
          return Map.of();
        }

        @Override
        public SessionRecord record() {
          return null;
        }

        @Override
        public void runEntries(String name, String text, int firstLine) {
          throw new IllegalStateException("no session: " + name);
        }

        @Override
        public void runWhole(String name, String text, int firstLine) {
          throw new IllegalStateException("no session: " + name);
        }

        @Override
        public String explained(Throwable error) {
          return String.valueOf(error.getMessage());
        }

        @Override
        public String explainedWithoutRole(Throwable error) {
          return explained(error);
        }
      };

  /** Calls a command as a method of a handle, or throws that there is no such method. */
  Object callCommand(Object handle, String name, Object[] arguments);

  /** Runs a block, {@code { it -> ... }}, and returns its value. */
  Object callBlock(Callable<?> block, Object argument) throws Exception;

  /** Calls a method that the language gives to texts. */
  Object callTextMethod(String text, String name, Object[] arguments);

  /** The variables with their values, in the order of assignment. */
  Map<String, Object> variables();

  /** The record of the session, or null if it is not recorded. */
  SessionRecord record();

  /**
   * Runs the entries of a text in the session, whose variables they change; they are not recorded.
   *
   * @param name the name of the text in error messages
   * @param firstLine the number of its first line, from 1
   */
  void runEntries(String name, String text, int firstLine) throws Exception;

  /** The same for a text as a whole: its {@code def}s are its own. */
  void runWhole(String name, String text, int firstLine) throws Exception;

  /** What is wrong, in words. */
  String explained(Throwable error);

  /** The same without the name of the role, which is visible otherwise. */
  String explainedWithoutRole(Throwable error);
}
