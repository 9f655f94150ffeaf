package ipcsh.command;

import ipcsh.handle.UsageException;
import java.nio.file.Path;
import java.util.Collection;

/** The record of a session: its entries, as a script; and the entries that a script adds to it. */
public interface SessionRecord {
  /** The session as a script. */
  Saved script(String title, boolean failures);

  /**
   * The sessions of several shells of this user in one script, with a role for each.
   *
   * @param shells their names; empty for all
   * @throws UsageException if one of them is not a shell
   */
  Saved script(String title, boolean failures, Collection<String> shells);

  /** Runs the entries of a script as if they were typed; stops at the first that fails. */
  void load(Path script);

  /**
   * A script, and statistics of its entries.
   *
   * @param text the script
   * @param lines the number of entries
   * @param asserts the number of asserted results
   * @param leftOut what was left out and why, {@code 2 only look}
   */
  record Saved(String text, int lines, int asserts, String leftOut) {}
}
