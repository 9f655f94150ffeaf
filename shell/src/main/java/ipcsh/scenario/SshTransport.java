package ipcsh.scenario;

import ipcsh.inspect.TcpActivity;
import ipcsh.sys.Sys;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The TCP connection of sshd(8) in which a role is reached. ssh(1) at the other end answers, and
 * asks, every few seconds, whatever the shell that has started it does.
 */
final class SshTransport {
  /** The variable of the environment with its addresses, as sshd(8) sets it. */
  static final String VARIABLE = "SSH_CONNECTION";

  /** Longer than ssh waits before it declares a connection dead, in milliseconds. */
  private static final long RECENT = 20_000;

  private static final Pattern ENDS =
      Pattern.compile("(?<peer>\\S+) (?<peerPort>\\d+) (?<name>\\S+) (?<port>\\d+)");

  private SshTransport() {}

  /**
   * Whether data have arrived recently; false if that is not known. To be called on a thread with
   * its own descriptor table.
   *
   * @param connection the value of {@link #VARIABLE}, may be null
   */
  static boolean isAlive(Sys sys, String connection) {
    Matcher ends = ENDS.matcher(connection == null ? "" : connection);
    if (!ends.matches()) {
      return false;
    }
    Long age =
        TcpActivity.lastReceived(
            sys,
            address(ends.group("name"), ends.group("port")),
            address(ends.group("peer"), ends.group("peerPort")));
    return age != null && age < RECENT;
  }

  private static String address(String host, String port) {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
