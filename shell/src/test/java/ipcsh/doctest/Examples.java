package ipcsh.doctest;

import ipcsh.kit.ExampleRun;

/** A program: runs the examples of all commands. */
public final class Examples {
  private Examples() {}

  /** Takes the numbers that are held, joined by commas. */
  public static void main(String[] arguments) {
    ExampleRun.main(arguments[0], context -> {}, ExampleRun::outcome);
  }
}
