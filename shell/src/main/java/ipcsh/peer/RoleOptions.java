package ipcsh.peer;

/** The options of the command line that a shell gives another one which it starts as a role. */
public final class RoleOptions {
  /** The name of the role. */
  public static final String ROLE = "--role";

  /** The folder that it shares with the others of its scenario. */
  public static final String FOLDER = "--folder";

  /** The descriptor of the control socket that it is lent. */
  public static final String CONTROL = "--control";

  /** A plugin, by its path. */
  public static final String PLUGIN = "--plugin";

  private RoleOptions() {}
}
