package ipcsh.cexport;

/** The commands of one topic, as C functions. */
interface Topic {
  /** Puts them into the table. */
  void addTo(Commands commands);
}
