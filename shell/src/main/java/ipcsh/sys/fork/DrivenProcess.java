package ipcsh.sys.fork;

/**
 * A process that makes calls for this shell: this one, or a child that it has forked, or a child of
 * that child. What is valid in one, a descriptor or a mapping, need not be in another.
 */
public final class DrivenProcess {
  /** What has become of it. */
  public enum State {
    /** It makes calls. */
    DRIVEN,
    /** It has become another program ({@code execve(2)}). */
    EXECUTED,
    /** It is no more. */
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

  /** Its number. */
  public int pid() {
    return pid;
  }

  /** Who forked it, null for this process. */
  public DrivenProcess parent() {
    return parent;
  }

  /** Whether it is the process of the shell itself. */
  public boolean isShell() {
    return control == null;
  }

  /** What has become of it, as far as its calls have shown. */
  public State state() {
    return control == null ? State.DRIVEN : control.state();
  }

  /** Says that its end has been reported ({@code waitpid(2)}). */
  public void ended() {
    control.ended();
  }

  /** Ends a child that has not ended. */
  public void kill() {
    control.kill();
  }

  /**
   * Ends a child that has not ended, and frees what it had; no calls may be made in it afterwards.
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
