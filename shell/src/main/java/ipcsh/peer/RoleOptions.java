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
   * the protocol of the shell that starts it ({@link RoleHello#PROTOCOL}).
   */
  public static final String STDIO = "--stdio";

  /** Each call is printed. */
  public static final String TRACE = "--trace";

  /** A plugin, by its path. */
  public static final String PLUGIN = "--plugin";

  private RoleOptions() {}
}
