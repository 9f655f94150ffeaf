package ipcsh.peer;

import java.nio.charset.StandardCharsets;

/**
 * The first message of a role that is reached through ssh.
 *
 * @param protocol the version of the protocol that it speaks
 * @param version the version of ipcsh
 * @param pid its process ID
 * @param machine the name of its machine
 * @param program what identifies its program, plugins and Java, wherever they are; null if unknown
 */
public record RoleHello(int protocol, String version, int pid, String machine, String program) {
  /**
   * The version of the protocol between shells of two machines, which need not have the same
   * program. To be increased if the messages of {@link MessageCodec} or the values of {@link Wire}
   * change in such a way that an older program does not understand them.
   */
  public static final int PROTOCOL = 2;

  /**
   * Precedes the first message: what a login shell prints before it, from its start-up files, is
   * skipped.
   */
  static final byte[] MARK = "\0ipcsh role\n\0".getBytes(StandardCharsets.US_ASCII);
}
