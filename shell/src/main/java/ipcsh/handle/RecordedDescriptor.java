package ipcsh.handle;

/** A descriptor of whatever process that is told of, and not held: a record of the two numbers. */
public interface RecordedDescriptor extends Descriptor {
  /** The process that has it. */
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
