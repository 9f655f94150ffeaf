package ipcsh.kit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A real sshd(8) on loopback, or on an address of a network namespace, with keys, a configuration
 * and known hosts of its own in a directory of the test; ~/.ssh is not read. The launcher of this
 * checkout is called {@code ipcsh} there.
 */
public final class SshServer implements AutoCloseable {
  private static final String SSHD = "/usr/sbin/sshd";

  private final Path directory;
  private final String address;
  private final List<String> before;
  private final int port;
  private final Running server;

  /** A server on 127.0.0.1. */
  public SshServer(Path directory) throws IOException {
    this(directory, "127.0.0.1", freePort(), List.of(), List.of());
  }

  /**
   * The same elsewhere.
   *
   * @param before words in front of each command: {@code ip netns exec b}
   */
  public SshServer(
      Path directory, String address, int port, List<String> server, List<String> before)
      throws IOException {
    Tools.need("ssh");
    Tools.needs(Files.isExecutable(Path.of(SSHD)), "sshd is not installed");
    this.directory = directory;
    this.address = address;
    this.port = port;
    this.before = before;
    key("host");
    key("key");
    Files.copy(directory.resolve("key.pub"), directory.resolve("authorized"));
    String[] host = Files.readString(directory.resolve("host.pub")).split(" ");
    Files.writeString(
        directory.resolve("known"),
        "[" + address + "]:" + port + " " + host[0] + " " + host[1] + "\n");
    // another machine has shells of its own
    Files.createDirectory(
        directory.resolve("run"),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Files.writeString(directory.resolve("sshd_config"), serverConfig());
    Files.writeString(directory.resolve("ssh_config"), clientConfig());
    script("ssh", "exec ssh -F '" + directory.resolve("ssh_config") + "' \"$@\"");
    script("ipcsh", "exec '" + Program.launcher() + "' \"$@\"");
    this.server = Running.start(server(server), directory, Map.of());
    awaitListening();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void key(String name) {
    Outcome made = Tools.run(directory, "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", name);
    if (made.status() != 0) {
      throw new AssertionError("ssh-keygen: " + made.err());
    }
  }

  private String serverConfig() {
    return """
        Port %d
        ListenAddress %s
        HostKey %3$s/host
        AuthorizedKeysFile %3$s/authorized
        PidFile none
        StrictModes no
        UsePAM no
        PermitRootLogin yes
        PasswordAuthentication no
        KbdInteractiveAuthentication no
        PrintMotd no
        MaxStartups 100
        ClientAliveInterval 3
        ClientAliveCountMax 2
        SetEnv PATH=%3$s:/usr/local/bin:/usr/bin:/bin LANG=C.UTF-8 JAVA_HOME=%4$s XDG_RUNTIME_DIR=%3$s/run
        """
        .formatted(port, address, directory, System.getProperty("java.home"));
  }

  private String clientConfig() {
    return """
        Host unknown
          HostKeyAlias unknown
        Host closed
          Port 1
        Host denied
          User ipcsh-nobody
        Host *
          HostName %2$s
          Port %1$d
          IdentityFile %3$s/key
          IdentitiesOnly yes
          IdentityAgent none
          UserKnownHostsFile %3$s/known
          GlobalKnownHostsFile /dev/null
        """
        .formatted(port, address, directory);
  }

  private void script(String name, String text) throws IOException {
    Path script = Files.writeString(directory.resolve(name), "#!/bin/sh\n" + text + "\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** For root sshd needs a directory in /run, which a bare container lacks: in a namespace. */
  private List<String> server(List<String> in) {
    String run = SSHD + " -D -e -f '" + directory.resolve("sshd_config") + "'";
    List<String> words = new ArrayList<>(in);
    if ("root".equals(System.getProperty("user.name"))) {
      String prepared = "mount -t tmpfs none /run && mkdir -m 755 /run/sshd && exec " + run;
      words.addAll(List.of("unshare", "-m", "sh", "-c", prepared));
    } else {
      words.addAll(List.of("sh", "-c", "exec " + run));
    }
    return words;
  }

  private void awaitListening() {
    server.awaitErrors("Server listening");
  }

  /** The environment of a program that uses this server. */
  public Map<String, String> environment() {
    return Map.of("IPCSH_SSH", directory.resolve("ssh").toString());
  }

  /** Runs the program with this server. */
  public Outcome run(String... arguments) {
    return start(arguments).outcome(Wait.LONG);
  }

  /** Starts it. */
  public Running start(String... arguments) {
    return start(environment(), arguments);
  }

  /** Starts the program among the shells that ssh finds there. */
  public Running startThere(String... arguments) {
    return start(Map.of("XDG_RUNTIME_DIR", directory.resolve("run").toString()), arguments);
  }

  private Running start(Map<String, String> environment, String... arguments) {
    List<String> command = new ArrayList<>(before);
    command.add(Program.launcher());
    command.addAll(List.of(arguments));
    return Running.start(command, directory, environment);
  }

  @Override
  public void close() {
    server.close();
  }
}
