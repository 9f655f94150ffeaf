package ipcsh.sys.fork;

/**
 * A process that makes calls for this shell: this one, or a child that it has forked, or a child of
 * that child. A descriptor or mapping that is valid in one need not be valid in another.
 */
public final class DrivenProcess {
  /** The state of a process. */
  public enum State {
    /** It makes calls. */
    DRIVEN,
    /** It has executed another program ({@code execve(2)}). */
    EXECUTED,
    /** It has ended. */
    ENDED
  }

  private final int pid;
  private final DrivenProcess parent;
  private final ChildControl control;

  public DrivenProcess(int pid, DrivenProcess parent, ChildControl control) {
    this.pid = pid;
    this.parent = parent;
    this.control = control;
  }

  /** Its process ID. */
  public int pid() {
    return pid;
  }

  /** The process that forked it, null for this process. */
  public DrivenProcess parent() {
    return parent;
  }

  /** Whether it is the process of the shell itself. */
  public boolean isShell() {
    return control == null;
  }

  /** Its state, as far as its calls have shown. */
  public State state() {
    return control == null ? State.DRIVEN : control.state();
  }

  /** Records that its end has been reported ({@code waitpid(2)}). */
  public void ended() {
    control.ended();
  }

  /** Kills a child that has not ended. */
  public void kill() {
    control.kill();
  }

  /**
   * Kills a child that has not ended, and frees its resources; no calls may be made in it
   * afterwards.
   */
  public void release() {
    control.close();
  }

  ChildControl control() {
    return control;
  }

  @Override
  public String toString() {
    return isShell() ? "shell" : "child " + pid;
  }
}
