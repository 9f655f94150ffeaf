package ipcsh.cexport;

/** The C functions for the commands of one topic. */
interface Topic {
  /** Adds them to the table. */
  void addTo(Commands commands);
}
