package ipcsh.draw;

import ipcsh.inspect.KernelObject;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Colours on a terminal, of the 256-colour palette: some that are readable on black as well as on
 * white, or stronger ones for one of the two.
 */
public final class TerminalColors {
  /** The colour of blocked threads, on any background. */
  public static final int WAITING = 136;

  /**
   * Colours for a background.
   *
   * @param processes blue, orange, violet, green, pink, olive, steel, brown
   * @param objects the colours of sockets, pipes, files, memory and other objects
   * @param waiting the colour of blocked threads
   * @param ring the colour of a ring of waits
   * @param quiet less important text
   */
  private record Palette(int[] processes, int[] objects, int waiting, int ring, String quiet) {}

  private static final Palette ANY =
      new Palette(
          new int[] {31, 130, 98, 28, 162, 100, 67, 95},
          new int[] {31, 28, 130, 98, 66},
          WAITING,
          160,
          ";2");

  /** The theme of this process's terminal, which it has just one of. */
  private static final AtomicReference<Palette> PALETTE = new AtomicReference<>(ANY);

  private TerminalColors() {}

  /** Chooses the colours for a background; the prompt does, when its settings change. */
  public static void theme(ThemeChoice background) {
    PALETTE.set(
        switch (background) {
          case AUTO -> ANY;
          case DARK ->
              new Palette(
                  new int[] {75, 215, 141, 114, 211, 185, 110, 180},
                  new int[] {75, 114, 215, 141, 109},
                  221,
                  203,
                  ";38;5;246");
          case LIGHT ->
              new Palette(
                  new int[] {25, 94, 55, 22, 125, 58, 24, 52},
                  new int[] {25, 22, 94, 55, 23},
                  94,
                  124,
                  ";38;5;240");
        });
  }

  /** The colour of a process, or of a role. */
  public static int process(int number) {
    return PALETTE.get().processes[number % PALETTE.get().processes.length];
  }

  /** The colour of a category of kernel objects. */
  public static int object(int number) {
    return PALETTE.get().objects[number];
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
          case QUIET -> PALETTE.get().quiet;
          case PROCESS -> ";38;5;" + process(tone.number());
          case OBJECT -> ";38;5;" + object(tone.number());
          case WAITING -> ";1;38;5;" + PALETTE.get().waiting;
        };
    String mark =
        switch (tone.mark()) {
          case NONE -> "";
          case FRESH -> tone.isText() ? ";7" : ";1";
          case GONE -> tone.isText() ? ";2;9" : ";2";
          case RING -> ";1;38;5;" + PALETTE.get().ring;
        };
    return "\u001b[0" + style + mark + "m";
  }
}
