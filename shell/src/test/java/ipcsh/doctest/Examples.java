package ipcsh.doctest;

import ipcsh.kit.ExampleRun;
import java.util.List;

/**
 * A program that runs the examples of all commands. With {@code linked} after the numbers each call
 * is linked to its command at once, as a frequent call is.
 */
public final class Examples {
  /** May follow the numbers. */
  static final String LINKED = "linked";

  private Examples() {}

  /** Takes the held descriptor numbers, separated by commas. */
  public static void main(String[] arguments) {
    if (List.of(arguments).contains(LINKED)) {
      System.setProperty("ipcsh.often", "0");
    }
    ExampleRun.main(arguments[0], context -> {}, ExampleRun::outcome);
  }
}
