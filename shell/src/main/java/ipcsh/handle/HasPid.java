package ipcsh.handle;

/** A handle of a process: taken wherever a command wants a process number. */
public interface HasPid {
  /** The process number. */
  int getPid();
}
