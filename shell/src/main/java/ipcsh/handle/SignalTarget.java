package ipcsh.handle;

/** A handle of a process that no process ID of this machine refers to, and that takes signals. */
public interface SignalTarget extends HasPid {
  /** Sends a signal to it; 0, as kill(2). */
  int kill(int signal);
}
