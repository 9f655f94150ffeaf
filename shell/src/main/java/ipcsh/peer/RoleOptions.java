package ipcsh.peer;

/** The command line options with which a shell starts another one as a role. */
public final class RoleOptions {
  /** The name of the role. */
  public static final String ROLE = "--role";

  /** The directory that it shares with the other shells of its scenario. */
  public static final String DIRECTORY = "--directory";

  /** The descriptor of the control socket that is lent to it. */
  public static final String CONTROL = "--control";

  /** A plugin, by its path. */
  public static final String PLUGIN = "--plugin";

  private RoleOptions() {}
}
