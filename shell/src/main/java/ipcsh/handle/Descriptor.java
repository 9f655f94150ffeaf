package ipcsh.handle;

/** A descriptor of this process ({@link Fd}) or of another one ({@link FarFd}). */
public interface Descriptor {
  /** The process that has it. */
  int getPid();

  /** Its number there. */
  int getNumber();
}
