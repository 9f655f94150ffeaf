package ipcsh.handle;

/**
 * A descriptor of any process that is only described, not held: a record of the process ID and the
 * number.
 */
public interface RecordedDescriptor extends Descriptor {
  /** The process that has it open. */
  int pid();

  /** Its number there. */
  int number();

  @Override
  default int getPid() {
    return pid();
  }

  @Override
  default int getNumber() {
    return number();
  }
}
