package ipcsh.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.Running;
import ipcsh.kit.Tools;
import ipcsh.kit.Wait;
import ipcsh.sys.Kernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process with 1000 sockets: for each, the model agrees with ss. */
class SsTest {
  private static final Map<String, String> STATES =
      Map.of(
          "ESTAB", "connected",
          "LISTEN", "listening",
          "UNCONN", "null",
          "FIN-WAIT-2", "fin-wait-2",
          "CLOSE-WAIT", "close-wait");

  @TempDir Path directory;
  private Running sockets;

  @BeforeEach
  void start() throws IOException {
    Tools.need("ss");
    String program = Files.readString(Path.of("src/test/resources/python/sockets.py"));
    sockets = Tools.python(directory, program, directory.toString()).awaitOutput("ready 1000");
    Wait.until(
        Wait.LONG,
        "the peers to acknowledge what was sent and shut down",
        () -> ours().values().stream().noneMatch(SsTest::isOnItsWay));
  }

  /** Whether some of its data is not acknowledged yet, which may change a moment later. */
  private static boolean isOnItsWay(SocketObject socket) {
    boolean sends = "connected".equals(socket.state()) && socket.kind().startsWith("inet");
    return "fin-wait-1".equals(socket.state())
        || sends && socket.sent() != null && socket.sent() > 0;
  }

  @AfterEach
  void end() {
    sockets.close();
  }

  private Map<Long, SocketObject> ours() {
    Map<Long, SocketObject> found = new TreeMap<>();
    Snapshot snapshot = new Inspector(new Kernel().home()).look(List.of((int) sockets.pid()));
    for (OpenFileDescription file : snapshot.files()) {
      if (file.object() instanceof SocketObject socket) {
        found.put(socket.inode(), socket);
      }
    }
    assertThat(found).hasSize(1000);
    return found;
  }

  private List<String> ss(String... options) {
    String[] command = new String[options.length + 2];
    command[0] = "ss";
    command[1] = "-H";
    System.arraycopy(options, 0, command, 2, options.length);
    return Tools.run(directory, command).lines();
  }

  private static String shown(SocketObject socket) {
    String state = String.valueOf(socket.state()).replace(", not yet accepted", "");
    return socket.kind()
        + " "
        + state
        + " "
        + queue(socket)
        + " "
        + socket.sent()
        + " "
        + (socket.name() == null ? "*" : socket.name());
  }

  private static Long queue(SocketObject socket) {
    return socket.received() != null
        ? socket.received()
        : socket.family().equals("unix") ? socket.next() : socket.memory();
  }

  /** The sizes of the data for Recv-Q and Send-Q of ss. */
  private static String counted(String kind, String state, String received, String sent) {
    boolean isTcp = kind.startsWith("inet") && kind.endsWith("stream");
    boolean isListening = "listening".equals(state);
    long count = Long.parseLong(received);
    // the FIN is not a byte
    long bytes = isTcp && count > 0 && "close-wait".equals(state) ? count - 1 : count;
    boolean isNone = kind.equals("unix dgram") && bytes == 0;
    // elsewhere it is a memory size
    return (isNone ? "null" : bytes) + " " + (isTcp || isListening ? sent : "null");
  }

  @Test
  void unixSocketsAreThoseOfSs() {
    Pattern line =
        Pattern.compile("u_(\\S+) +(\\S+) +(\\d+) +(\\d+) +(\\S+) (\\d+) +\\* (\\d+) +users:.*");
    Map<String, String> types = Map.of("str", "stream", "dgr", "dgram", "seq", "seqpacket");
    Map<Long, String> theirs = new TreeMap<>();
    Map<Long, Long> theirPeers = new TreeMap<>();
    for (String text : ss("-xanp")) {
      if (text.contains(",pid=" + sockets.pid() + ",")) {
        MatchResult parts = line.matcher(text).results().findFirst().orElseThrow();
        long inode = Long.parseLong(parts.group(6));
        // a datagram socket that another is connected to is ESTAB for ss, but has no peer
        boolean isConnected = !parts.group(1).equals("dgr") || !parts.group(7).equals("0");
        String state = isConnected ? STATES.get(parts.group(2)) : null;
        String kind = "unix " + types.get(parts.group(1));
        String queues = counted(kind, state, parts.group(3), parts.group(4));
        theirs.put(inode, String.join(" ", kind, state, queues, parts.group(5)));
        theirPeers.put(inode, Long.valueOf(parts.group(7)));
      }
    }
    Map<Long, String> mine = new TreeMap<>();
    Map<Long, Long> myPeers = new TreeMap<>();
    for (SocketObject socket : ours().values()) {
      if (socket.family().equals("unix")) {
        mine.put(socket.inode(), shown(socket).replace("seqpacket null", "seqpacket connected"));
        myPeers.put(socket.inode(), socket.peerInode());
      }
    }
    assertThat(mine).hasSizeGreaterThan(700).isEqualTo(theirs);
    assertThat(myPeers).isEqualTo(theirPeers);
  }

  @Test
  void internetSocketsAreThoseOfSs() {
    Pattern line =
        Pattern.compile("(tcp|udp) +(\\S+) +(\\d+) +(\\d+) +(\\S+) +(\\S+) .*\\bino:(\\d+) .*");
    Map<Long, SocketObject> ours = ours();
    Map<Long, String> theirs = new TreeMap<>();
    for (String text : ss("-tuane")) {
      MatchResult parts = line.matcher(text).results().findFirst().orElse(null);
      if (parts != null && ours.containsKey(Long.valueOf(parts.group(7)))) {
        String family = parts.group(5).startsWith("[") ? "inet6" : "inet";
        String type = parts.group(1).equals("tcp") ? " stream " : " dgram ";
        String state = STATES.get(parts.group(2));
        String peer = parts.group(6).endsWith(":*") ? "null" : parts.group(6);
        String queues =
            counted(family + type.stripTrailing(), state, parts.group(3), parts.group(4));
        theirs.put(
            Long.valueOf(parts.group(7)),
            String.join(" ", family + type + state, queues, parts.group(5), peer));
      }
    }
    Map<Long, String> mine = new TreeMap<>();
    ours.forEach(
        (inode, socket) -> {
          if (!socket.family().equals("unix")) {
            mine.put(inode, shown(socket) + " " + socket.peerName());
          }
        });
    assertThat(mine).hasSizeGreaterThan(150).isEqualTo(theirs);
    for (String state : STATES.values()) {
      assertThat(mine.values()).anyMatch(text -> text.contains(" " + state + " "));
    }
  }

  @Test
  void bothEndsNameEachOther() {
    Map<Long, SocketObject> ours = ours();
    TreeSet<String> kinds = new TreeSet<>();
    for (SocketObject socket : ours.values()) {
      SocketObject peer = ours.get(socket.peerInode());
      boolean both = "connected".equals(socket.state()) && !socket.kind().endsWith("dgram");
      if (both) {
        assertThat(peer).as(socket.toString()).isNotNull();
        assertThat(peer.peerInode()).as(socket.toString()).isEqualTo(socket.inode());
        assertThat(peer.peerName()).as(socket.toString()).isEqualTo(socket.name());
        kinds.add(socket.kind());
      }
    }
    assertThat(kinds)
        .containsExactly("inet stream", "inet6 stream", "unix seqpacket", "unix stream");
  }
}
