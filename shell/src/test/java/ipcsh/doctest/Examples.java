package ipcsh.doctest;

import ipcsh.kit.ExampleRun;
import java.util.List;

/**
 * A program: runs the examples of all commands. With {@code linked} behind the numbers each call is
 * linked to its command at once, as one that is made often is.
 */
public final class Examples {
  /** What may stand behind the numbers. */
  static final String LINKED = "linked";

  private Examples() {}

  /** Takes the numbers that are held, joined by commas. */
  public static void main(String[] arguments) {
    if (List.of(arguments).contains(LINKED)) {
      System.setProperty("ipcsh.often", "0");
    }
    ExampleRun.main(arguments[0], context -> {}, ExampleRun::outcome);
  }
}
