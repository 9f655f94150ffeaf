package ipcsh.peer;

import ipcsh.sys.text.EscapedText;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A destination of ssh(1): {@code machine}, {@code user@machine}, a name of the user's
 * configuration, or {@code ssh://user@machine:2222}. Only characters that no shell and no option
 * parser takes for anything else are accepted: a destination is inserted in commands of the
 * configuration.
 */
public record SshDestination(String text) {
  private static final Pattern VALID =
      Pattern.compile("[A-Za-z0-9_.\\[][A-Za-z0-9_.:@%/\\[\\]+,-]*");
  private static final Pattern PARTS =
      Pattern.compile("(?:ssh://)?(?:[^@]*@)?\\[?(?<host>.+?)]?(?::\\d+)?/?");
  private static final Pattern ADDRESS = Pattern.compile("[\\d.]+|.*:.*");

  private static final Pattern PORT = Pattern.compile("ssh://.*:(\\d+)/?");
  private static final int HIGHEST_PORT = 65_535;

  /**
   * Checks its characters and, of a URI, the port.
   *
   * @throws IllegalArgumentException if it is not one
   */
  public SshDestination {
    if (text == null || !VALID.matcher(text).matches() || !hasHost(text) || !isPort(text)) {
      throw new IllegalArgumentException(
          "host: expected a host for ssh(1), 'user@machine', given "
              + (text == null ? "null" : "'" + EscapedText.word(text) + "'"));
    }
  }

  private static boolean hasHost(String text) {
    return !text.endsWith("@") && !text.matches("ssh:/*|ssh://(.*@)?[:/].*");
  }

  private static boolean isPort(String text) {
    Matcher port = PORT.matcher(text);
    return !port.matches()
        || port.group(1).length() <= 5 && Integer.parseInt(port.group(1)) <= HIGHEST_PORT;
  }

  /** The name of a role on it: the first label of the host, or the address. */
  public String roleName() {
    Matcher parts = PARTS.matcher(text);
    String host = parts.matches() ? parts.group("host") : text;
    boolean isAddress = ADDRESS.matcher(host).matches();
    return ShellDirectory.nameOf(isAddress ? host : host.replaceFirst("\\..*", ""));
  }

  @Override
  public String toString() {
    return text;
  }
}
