package ipcsh.draw;

import ipcsh.inspect.KernelObject;

/** Colours on a terminal: those of the 256 that can be read on black as well as on white. */
public final class TerminalColors {
  /** Blue, orange, violet, green, pink, olive, steel, brown. */
  private static final int[] PROCESSES = {31, 130, 98, 28, 162, 100, 67, 95};

  /** Of sockets, pipes, files, memory and the rest. */
  private static final int[] OBJECTS = {31, 28, 130, 98, 66};

  /** Of a waiter. */
  public static final int WAITING = 136;

  private TerminalColors() {}

  /** The colour of a process, or of a role. */
  public static int process(int number) {
    return PROCESSES[number % PROCESSES.length];
  }

  /** The colour of a sort of kernel object. */
  public static int object(int number) {
    return OBJECTS[number];
  }

  /** A text in the colour of a sort of kernel objects. */
  public static String of(KernelObject object, String text) {
    return in(ColorRole.object(ObjectCategory.of(object)), text);
  }

  /** A text that is looked for first. */
  public static String strong(String text) {
    return in(ColorRole.STRONG, text);
  }

  /** A text that is less important. */
  public static String quiet(String text) {
    return in(ColorRole.QUIET, text);
  }

  /** A text that is the program itself. */
  public static String code(String text) {
    return in(ColorRole.process(0), text);
  }

  /** A text that says that something failed. */
  public static String alarm(String text) {
    return in(ColorRole.WAITING, text);
  }

  private static String in(ColorRole tone, String text) {
    return ansi(tone) + text + ansi(ColorRole.PLAIN);
  }

  /** What changes to a tone, whatever was before. */
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
        };
    return "\u001b[0" + style + mark + "m";
  }
}
