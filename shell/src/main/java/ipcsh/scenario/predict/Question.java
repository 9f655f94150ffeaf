package ipcsh.scenario.predict;

/**
 * A question about what an entry does.
 *
 * @param entry the entry as typed
 * @param masked the entry without what would answer the question
 * @param call the name of the call, {@code recv}
 * @param asks the question, in one line
 * @param truth the answer if the entry contains it, else null: the run tells
 */
public record Question(String entry, String masked, String call, String asks, String truth) {
  /** The answer that the call does not return before something else happens. */
  public static final String BLOCKS = "it blocks";
}
