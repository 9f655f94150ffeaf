package ipcsh.observe;

import java.util.ArrayList;
import java.util.List;

/** An observed process: who made it and how, its threads, the programs that it ran, its end. */
public final class ObservedProcess {
  private final int pid;
  private final List<ObservedThread> threads = new ArrayList<>();
  private final List<ObservedCall> programs = new ArrayList<>();
  private volatile ObservedProcess parent;
  private volatile ObservedCall creation;
  private volatile ObservedEnd end;
  private volatile String name;

  ObservedProcess(int pid) {
    this.pid = pid;
  }

  /** The process ID. */
  public int pid() {
    return pid;
  }

  /** The process that created it, or null: it was the first, or its creation was not seen. */
  public ObservedProcess parent() {
    return parent;
  }

  /**
   * The call that created it ({@code clone}, {@code clone3}, {@code fork}, {@code vfork}), or null.
   */
  public ObservedCall creation() {
    return creation;
  }

  /** All its threads, ended ones too, in the order in which they were first seen. */
  public synchronized List<ObservedThread> threads() {
    return List.copyOf(threads);
  }

  /** The successful execve and execveat calls, in their order. */
  public synchronized List<ObservedCall> programs() {
    return List.copyOf(programs);
  }

  /** How it ended, or null. */
  public ObservedEnd end() {
    return end;
  }

  /**
   * The name of the program without its directory, that of the creator before an exec; null if
   * unknown. Not escaped for a terminal.
   */
  public String name() {
    String itsName = name;
    ObservedProcess itsParent = parent;
    return itsName != null ? itsName : itsParent == null ? null : itsParent.name();
  }

  /** Sets the name of the program that it runs. */
  public void named(String itsName) {
    name = itsName;
  }

  synchronized void add(ObservedThread thread) {
    threads.add(thread);
    thread.belongsTo(this);
  }

  void createdBy(ObservedProcess itsParent, ObservedCall call) {
    parent = itsParent;
    creation = call;
    // what it is called before an exec, even if the parent executes another program meanwhile
    if (name == null) {
      name = itsParent.name();
    }
  }

  synchronized void executes(ObservedCall call, String program) {
    programs.add(call);
    name = program;
  }

  /** A thread has ended: the process has, too, if no other is left. */
  synchronized void threadEnded(ObservedThread thread, ObservedEnd itsEnd) {
    thread.ended(itsEnd);
    if (threads.stream().allMatch(each -> each.end() != null)) {
      end = itsEnd;
    }
  }

  @Override
  public String toString() {
    return "process " + pid + (name() == null ? "" : " " + name());
  }
}
