package ipcsh.cexport;

import ipcsh.kit.ExampleRun;

/** A program that runs the examples of all commands with a translator to C. */
public final class TranslatedExamples {
  private TranslatedExamples() {}

  /** Takes the held descriptor numbers, separated by commas. */
  public static void main(String[] arguments) {
    ExampleRun.main(arguments[0], Translated::in, ExampleRun::outcome);
  }
}
