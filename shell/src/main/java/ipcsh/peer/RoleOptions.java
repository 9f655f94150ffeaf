package ipcsh.peer;

/** The command line options with which a shell starts another one as a role. */
public final class RoleOptions {
  /** The name of the role. */
  public static final String ROLE = "--role";

  /** The directory that it shares with the other shells of its scenario. */
  public static final String DIRECTORY = "--directory";

  /** The descriptor of the control socket that is lent to it. */
  public static final String CONTROL = "--control";

  /**
   * It is reached through ssh: its link is standard input and output. The value is the version of
   * the protocol of the shell that starts it ({@link RoleHello#PROTOCOL}), and for the launcher
   * whether that shell runs a script, as whose roles this one is started then, and what identifies
   * its program: if that is the same here, entries arrive compiled.
   */
  public static final String STDIO = "--stdio";

  /** The property with what identifies the jar and the version of Java, set by the launcher. */
  public static final String PROGRAM = "ipcsh.program";

  /** Each call is printed. */
  public static final String TRACE = "--trace";

  /** A plugin, by its path. */
  public static final String PLUGIN = "--plugin";

  private RoleOptions() {}

  /**
   * The value of {@link #STDIO}.
   *
   * @param inScript whether this shell runs a script
   */
  static String stdio(boolean inScript) {
    String program = System.getProperty(PROGRAM);
    return RoleHello.PROTOCOL
        + (inScript ? ":script:" : ":prompt:")
        + (program == null ? "" : program);
  }
}
