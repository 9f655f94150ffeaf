package ipcsh.bench;

/** Whose programs are measured. */
enum Side {
  IPCSH("ipcsh"),
  C("C"),
  PYTHON("Python"),
  JUNIXSOCKET("junixsocket");

  private final String title;

  Side(String title) {
    this.title = title;
  }

  /** The head of its column. */
  String title() {
    return title;
  }

  /** Its name in file names and in JSON. */
  String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
