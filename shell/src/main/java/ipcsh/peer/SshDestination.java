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

  /**
   * Checks its characters.
   *
   * @throws IllegalArgumentException if it is not one
   */
  public SshDestination {
    if (text == null || !VALID.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "host: expected a host for ssh(1), 'user@machine', given "
              + (text == null ? "null" : "'" + EscapedText.word(text) + "'"));
    }
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
