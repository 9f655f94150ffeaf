package ipcsh.kit;

/**
 * The first fork of a shell's process opens what all later ones use, permanently: to be done before
 * a test is checked for leftovers.
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
