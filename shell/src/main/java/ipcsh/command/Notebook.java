package ipcsh.command;

import java.nio.file.Path;

/**
 * What a session keeps of itself: what was entered, as a script; and what a script brings to it.
 */
public interface Notebook {
  /**
   * The session as a script.
   *
   * @param all those of all shells together, with a role each
   */
  Saved script(String title, boolean failures, boolean all);

  /** Runs the entries of a script as if they were typed; ends at the first that fails. */
  void load(Path script);

  /**
   * A script, and what came of the entries.
   *
   * @param text the script
   * @param lines how many entries it holds
   * @param asserts how many results it asserts
   * @param leftOut what is not in it and why, {@code 2 only look}
   */
  record Saved(String text, int lines, int asserts, String leftOut) {}
}
