package ipcsh.draw;

import ipcsh.inspect.KernelObject;

/**
 * Colours on a terminal: those of the 256-colour palette that are readable on black as well as on
 * white.
 */
public final class TerminalColors {
  /** Blue, orange, violet, green, pink, olive, steel, brown. */
  private static final int[] PROCESSES = {31, 130, 98, 28, 162, 100, 67, 95};

  /** The colours of sockets, pipes, files, memory and other objects. */
  private static final int[] OBJECTS = {31, 28, 130, 98, 66};

  /** The colour of blocked threads. */
  public static final int WAITING = 136;

  /** The colour of a ring of waits. */
  private static final int RING = 160;

  private TerminalColors() {}

  /** The colour of a process, or of a role. */
  public static int process(int number) {
    return PROCESSES[number % PROCESSES.length];
  }

  /** The colour of a category of kernel objects. */
  public static int object(int number) {
    return OBJECTS[number];
  }

  /** A text in the colour of a category of kernel objects. */
  public static String of(KernelObject object, String text) {
    return in(ColorRole.object(ObjectCategory.of(object)), text);
  }

  /** Important text. */
  public static String strong(String text) {
    return in(ColorRole.STRONG, text);
  }

  /** Less important text. */
  public static String quiet(String text) {
    return in(ColorRole.QUIET, text);
  }

  /** Program code. */
  public static String code(String text) {
    return in(ColorRole.process(0), text);
  }

  /** Text that reports a failure. */
  public static String alarm(String text) {
    return in(ColorRole.WAITING, text);
  }

  private static String in(ColorRole tone, String text) {
    return ansi(tone) + text + ansi(ColorRole.PLAIN);
  }

  /** The escape sequence that sets a colour role, independent of the previous one. */
  static String ansi(ColorRole tone) {
    String style =
        switch (tone.of()) {
          case PLAIN -> "";
          case STRONG -> ";1";
          case QUIET -> ";2";
          case PROCESS -> ";38;5;" + process(tone.number());
          case OBJECT -> ";38;5;" + object(tone.number());
          case WAITING -> ";1;38;5;" + WAITING;
        };
    String mark =
        switch (tone.mark()) {
          case NONE -> "";
          case FRESH -> tone.isText() ? ";7" : ";1";
          case GONE -> tone.isText() ? ";2;9" : ";2";
          case RING -> ";1;38;5;" + RING;
        };
    return "\u001b[0" + style + mark + "m";
  }
}
