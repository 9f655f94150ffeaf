package ipcsh.bench;

/** A language or library whose programs are measured. */
enum Side {
  IPCSH("ipcsh"),
  C("C"),
  PYTHON("Python"),
  JUNIXSOCKET("junixsocket"),
  JNR_UNIXSOCKET("jnr");

  private final String title;

  Side(String title) {
    this.title = title;
  }

  /** The title of its column. */
  String title() {
    return title;
  }

  /** Its name in file names and in JSON. */
  String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  /** Whether its program sends many messages one way. */
  boolean flows() {
    return this == IPCSH || this == C || this == PYTHON;
  }

  /**
   * Whether it has a program for a mechanism. junixsocket passes descriptors; jnr-unixsocket, which
   * cannot, has channels of two kinds of sockets.
   */
  boolean does(Mechanism mechanism) {
    return switch (this) {
      case JUNIXSOCKET -> mechanism == Mechanism.DESCRIPTOR;
      case JNR_UNIXSOCKET -> mechanism == Mechanism.STREAM || mechanism == Mechanism.DGRAM;
      default -> true;
    };
  }
}
