package ipcsh.findings;

/** Whether names that a program made are there now. */
interface NamesNow {
  /**
   * Whether it is there, or may be there.
   *
   * @param kind what it is, as the rule calls it
   * @param name its absolute path, or number
   */
  boolean isThere(String kind, String name);

  /** Whether an object of System V was not there before the program was started. */
  boolean isNew(String kind, String id);
}
