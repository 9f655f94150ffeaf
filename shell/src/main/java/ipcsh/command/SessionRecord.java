package ipcsh.command;

import ipcsh.handle.UsageException;
import java.nio.file.Path;
import java.util.Collection;

/** The record of a session: its entries, as a script; and the entries that a script adds to it. */
public interface SessionRecord {
  /** The session as a script. */
  Saved script(String title, boolean failures);

  /**
   * The sessions of several shells of this user together, with a role each.
   *
   * @param shells their names; all where there is none
   * @throws UsageException where one of them is no shell
   */
  Saved script(String title, boolean failures, Collection<String> shells);

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
