package ipcsh.cexport;

import ipcsh.kit.ExampleRun;

/** A program: runs the examples of all commands where there is a translator to C. */
public final class TranslatedExamples {
  private TranslatedExamples() {}

  /** Takes the numbers that are held, joined by commas. */
  public static void main(String[] arguments) {
    ExampleRun.main(arguments[0], Translated::in, ExampleRun::outcome);
  }
}
