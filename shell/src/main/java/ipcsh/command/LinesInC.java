package ipcsh.command;

/** Who can say a line of the language in C. */
public interface LinesInC {
  /** The C of a line as it would be run now, or null where there is none. */
  String of(String line);
}
