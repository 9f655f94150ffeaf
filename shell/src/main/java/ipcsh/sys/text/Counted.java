package ipcsh.sys.text;

/** A number and what it counts: {@code 1 file}, {@code 2 files}. */
public final class Counted {
  private Counted() {}

  /**
   * A number of things.
   *
   * @param one the name of one of them, whose plural ends in s
   */
  public static String of(long number, String one) {
    return of(number, one, one + "s");
  }

  /** The same with any plural. */
  public static String of(long number, String one, String many) {
    return number + " " + (number == 1 ? one : many);
  }
}
