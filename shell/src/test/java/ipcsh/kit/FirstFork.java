package ipcsh.kit;

/**
 * The first fork of a shell's process opens what all later ones use, for good: to be done before
 * anybody looks for what a test leaves behind.
 */
public final class FirstFork {
  private static boolean done;

  private FirstFork() {}

  /** Forks once. */
  public static synchronized void prepare() {
    if (!done) {
      try (Shell shell = new Shell()) {
        shell.run("c = fork(); c { exit 0 }; waitpid c");
      }
      done = true;
    }
  }
}
