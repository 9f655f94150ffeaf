package ipcsh.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ipcsh.kit.Leftovers;
import ipcsh.kit.Running;
import ipcsh.kit.Tools;
import ipcsh.kit.Wait;
import ipcsh.sys.Kernel;
import ipcsh.sys.abi.InternalDescriptorRange;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The control socket and its clients. */
class ServerTest {
  private static final Duration BOUND = Wait.LONG;

  @TempDir Path run;

  private final Kernel kernel = new Kernel();
  private ShellDirectory directory;
  private Shells shells;

  /** A shell that echoes; a line {@code wait} continues until it is interrupted. */
  private static final class Echo implements ShellService {
    final CompletableFuture<String> begun = new CompletableFuture<>();
    final CompletableFuture<String> interrupted = new CompletableFuture<>();

    @Override
    public Map<String, Object> who() {
      return new ShellDescription("echo", "role").who("idle");
    }

    @Override
    public Line run(String text, String from, Consumer<LineEvent> events) {
      begun.complete(text);
      if (text.equals("fail")) {
        events.accept(
            new LineEvent.Failed("open(\"x\") = -1 ENOENT (...)", List.of("a hint"), "ENOENT"));
      } else if (!text.equals("wait")) {
        events.accept(new LineEvent.Printed("from " + from));
        events.accept(new LineEvent.Value(text, "<" + text + ">"));
      }
      return () -> {
        if (interrupted.complete(text)) {
          events.accept(new LineEvent.Failed("interrupted", List.of(), null));
        }
      };
    }
  }

  private static final class RecordingListener implements Peer.Listener {
    final List<String> lines = new ArrayList<>();

    @Override
    public void line(String text) {
      lines.add(text);
    }

    @Override
    public void busy(String doing) {
      lines.add("busy: " + doing);
    }
  }

  private final Echo echo = new Echo();
  private final RecordingListener heard = new RecordingListener();
  private final List<ServerSocketChannel> answering = new ArrayList<>();
  private Server server;

  @BeforeEach
  void open() throws IOException {
    directory = new ShellDirectory(run.resolve("ipcsh"));
    shells = new Shells(kernel, directory);
    server = new Server(kernel, echo);
    server.open(directory, "echo");
    awaitAnswer();
  }

  @AfterEach
  void close() throws IOException {
    for (ServerSocketChannel one : answering) {
      one.close();
    }
    server.close();
  }

  /** Java's first use of all this takes longer than the timeout for a shell. */
  private void awaitAnswer() {
    Wait.until(BOUND, "an answer", () -> states().contains("idle"));
  }

  private List<Object> states() {
    return all().map(who -> who.get("state")).toList();
  }

  private Stream<Map<String, Object>> all() {
    try {
      return shells.all().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Peer peer() throws IOException {
    return shells.connect(shells.entries().get(0));
  }

  @Test
  void itSaysWhoItIs() throws IOException {
    assertThat(shells.all()).extracting(who -> who.get("name")).containsExactly("echo");
    assertThat(answered("echo"))
        .containsEntry("state", "idle")
        .containsEntry("pid", ProcessHandle.current().pid())
        .containsEntry("kind", "role")
        .containsEntry("uid", ShellDirectory.user());
  }

  @Test
  void aLineGivesItsOutputAndItsValue() throws IOException {
    try (Peer peer = peer()) {
      RemoteResult answer = peer.run("6 * 7", "B", heard);
      assertThat(answer).isEqualTo(new RemoteResult("6 * 7", "<6 * 7>", null, List.of(), null));
      assertThat(heard.lines).containsExactly("from B");
      assertThat(peer.run("fail", "B", heard))
          .isEqualTo(
              new RemoteResult(
                  null, null, "open(\"x\") = -1 ENOENT (...)", List.of("a hint"), "ENOENT"));
    }
  }

  @Test
  void anInterruptionOfWhoWaitsReachesTheLine() throws IOException {
    Thread waiting = Thread.currentThread();
    Thread other =
        new Thread(
            () -> {
              Wait.until(
                  BOUND,
                  "the wait for what the line gives",
                  () -> echo.begun.isDone() && waiting.getState() == Thread.State.WAITING);
              waiting.interrupt();
            });
    other.start();
    try (Peer peer = peer()) {
      assertThat(peer.run("wait", "B", heard).message()).isEqualTo("interrupted");
    }
    assertThat(echo.interrupted).isCompletedWithValue("wait");
  }

  @Test
  void aLineOfAnEndedPeerIsInterrupted() throws IOException {
    Peer peer = peer();
    new Thread(
            () -> {
              try {
                peer.run("wait", "B", heard);
              } catch (IOException over) {
                // the connection was closed
              }
            })
        .start();
    Wait.until(BOUND, "the line", echo.begun::isDone);
    peer.close();
    Wait.until(BOUND, "the interruption", echo.interrupted::isDone);
    Wait.until(BOUND, "the end of the conversation", peer::hasEnded);
  }

  @Test
  void itsDescriptorsAreHighAndGoWithIt() throws IOException {
    Map<Integer, String> before = Leftovers.descriptors();
    try (Peer peer = peer()) {
      peer.run("1", "B", heard);
      Map<Integer, String> now = Leftovers.descriptors();
      now.keySet().removeAll(before.keySet());
      assertThat(now).isNotEmpty();
      assertThat(now.keySet()).allMatch(number -> number >= InternalDescriptorRange.LOWEST);
    }
    Wait.until(
        BOUND, "closed", () -> before.keySet().containsAll(Leftovers.descriptors().keySet()));
  }

  @Test
  void aSocketWithoutAListenerIsRemoved() throws IOException {
    Path stale = run.resolve("ipcsh/old." + ProcessHandle.current().pid());
    try (ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.bind(UnixDomainSocketAddress.of(stale));
    }
    assertThat(stale).exists();
    assertThat(shells.all()).extracting(who -> who.get("name")).containsExactly("echo");
    assertThat(stale).doesNotExist();
  }

  @Test
  void oneThatHangsIsSaidNotToAnswer() throws IOException {
    Path path = run.resolve("ipcsh/hung.1");
    try (ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.bind(UnixDomainSocketAddress.of(path));
      Wait.until(
          BOUND,
          () -> "one answers: " + states(),
          () -> states().equals(List.of("idle", ShellInfo.NO_ANSWER)));
      assertThatThrownBy(() -> shells.connect(shells.entries().get(1)))
          .hasMessage("the shell hung does not answer");
    }
  }

  @Test
  void anotherUserIsRefused() throws IOException {
    Tools.needs(ShellDirectory.user() == 0, "only root can become another user");
    for (Path path : List.of(run, run.resolve("ipcsh"))) {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxrwxrwx"));
    }
    Path socket;
    try (var files = Files.list(run.resolve("ipcsh"))) {
      socket =
          files.filter(file -> file.getFileName().toString().startsWith("echo.")).findAny().get();
    }
    Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rwxrwxrwx"));
    String who = message("do", "who");
    String program =
        """
        import os, socket, sys
        os.setgid(65534); os.setuid(int(sys.argv[2]))
        s = socket.socket(socket.AF_UNIX)
        s.settimeout(60)
        s.connect(sys.argv[1])
        try:
            s.sendall(bytes.fromhex(sys.argv[3]))
            print(len(s.recv(100)))
        except (ConnectionResetError, BrokenPipeError):
            print(0)
        """;
    try (Running refused = Tools.python(run, program, socket.toString(), "65534", who)) {
      assertThat(refused.outcome(BOUND).out()).isEqualTo("0\n");
    }
    try (Running answered = Tools.python(run, program, socket.toString(), "0", who)) {
      assertThat(answered.outcome(BOUND).out()).isEqualTo("100\n");
    }
  }

  private static String message(String key, String value) throws IOException {
    var bytes = new ByteArrayOutputStream();
    Wire.write(new DataOutputStream(bytes), Map.of(key, value));
    return HexFormat.of().formatHex(bytes.toByteArray());
  }

  /** A socket of this process in the directory, which answers anything. */
  private void answering(String file, byte[] answer) throws IOException {
    ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    channel.bind(UnixDomainSocketAddress.of(run.resolve("ipcsh/" + file)));
    Thread thread =
        new Thread(
            () -> {
              try {
                while (true) {
                  SocketChannel one = channel.accept();
                  one.read(ByteBuffer.allocate(4096));
                  one.write(ByteBuffer.wrap(answer));
                }
              } catch (IOException closed) {
                // the test is over
              }
            });
    thread.setDaemon(true);
    thread.start();
    answering.add(channel);
  }

  private static byte[] bytes(Object value) throws IOException {
    var bytes = new ByteArrayOutputStream();
    Wire.write(new DataOutputStream(bytes), value);
    return bytes.toByteArray();
  }

  private Map<String, Object> evil() {
    return answered("evil");
  }

  /** The report about a shell once it has answered: one look may be too short for it. */
  private Map<String, Object> answered(String name) {
    List<Map<String, Object>> said = new ArrayList<>();
    Wait.until(
        BOUND,
        name + " answers",
        () -> {
          said.clear();
          all().filter(who -> who.get("name").equals(name)).forEach(said::add);
          return said.size() == 1 && !said.get(0).get("state").equals(ShellInfo.NO_ANSWER);
        });
    return said.get(0);
  }

  private static Map<String, Object> told(String key, Object value) {
    Map<String, Object> told = new HashMap<>(new ShellDescription("x", "prompt").who("idle"));
    told.put(key, value);
    return told;
  }

  @Test
  void nameAndProcessAreThoseOfItsFileAndOfWhoListens() throws IOException {
    long self = ProcessHandle.current().pid();
    Map<String, Object> lie = told("name", "\u001b]0;x\u0007");
    lie.put("pid", 1L);
    answering("evil." + self, bytes(lie));
    assertThat(evil()).containsEntry("pid", self).containsEntry("state", "idle");
    Files.delete(run.resolve("ipcsh/evil." + self));
    answering("evil.1", bytes(told("pid", 1L)));
    assertThat(evil())
        .containsEntry("pid", self)
        .containsEntry("state", "malformed: its socket is that of another process");
  }

  @Test
  void nothingThatATerminalObeysIsBelieved() throws IOException {
    Map<String, Object> lie = told("state", "\u001b[2J" + "x".repeat(5000));
    lie.put("user", "\u202eroot\u009b");
    lie.put("waits", List.of("\u0007"));
    answering("evil." + ProcessHandle.current().pid(), bytes(lie));
    assertThat(evil())
        .containsEntry("user", "\\u202eroot\\u009b")
        .containsEntry("waits", List.of("\\u0007"));
    assertThat(evil().get("state").toString()).startsWith("\\u001b[2Jxxx").hasSizeLessThan(1100);
  }

  static Stream<Object> malformed() {
    Stream<Object> wrong = Stream.of("name", "pid").map(key -> told("state", Map.of(key, 1)));
    return Stream.concat(
        wrong,
        Stream.of(
            told("kind", 7),
            told("kind", "king"),
            told("user", List.of()),
            told("uid", "0"),
            told("since", "now"),
            told("state", null),
            told("waits", "recv"),
            told("waits", List.of(1)),
            told("waits", Collections.nCopies(101, "x")),
            told("cwd", "x".repeat(40_000)),
            Map.of(),
            Map.of(1, 2),
            List.of("idle"),
            "idle",
            7));
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void aWrongKindOfAnswerIsAMalformedPeer(Object answer) throws IOException {
    answering("evil." + ProcessHandle.current().pid(), bytes(answer));
    assertThat(evil()).containsEntry("state", ShellInfo.MALFORMED);
  }

  static Stream<byte[]> garbage() {
    byte[] nested = new byte[5 * 100_000];
    for (int i = 0; i < nested.length; i += 5) {
      nested[i] = 'L';
      nested[i + 4] = 1;
    }
    return Stream.of(
        nested,
        new byte[] {'?'},
        new byte[] {'b', -1, -1, -1, -1},
        new byte[] {'b', 127, -1, -1, -1},
        new byte[] {'t', 0, 0, 0, 1, 'x'},
        new byte[] {'e', 0, 0, 0, 1, 'x'},
        new byte[] {'I', 0, 0, 0, 1, 'x'},
        new byte[] {'a', 0, 0, 0, 1, 'x'},
        new byte[] {'m', 0, 0, 0, 0, 0, 0, 0, 0, 'T', 0, 0, 0, 0, 0, '0'});
  }

  @ParameterizedTest
  @MethodSource("garbage")
  void garbageIsAMalformedPeer(byte[] answer) throws IOException {
    answering("evil." + ProcessHandle.current().pid(), answer);
    assertThat(evil()).containsEntry("state", ShellInfo.MALFORMED);
    assertThatThrownBy(() -> shells.connect(shells.entries().get(1)))
        .hasMessageContaining("evil is a malformed peer");
  }

  @ParameterizedTest
  @MethodSource("garbage")
  void garbageEndsItsConversationAndNoOther(byte[] said) throws IOException {
    try (SocketChannel stranger =
        SocketChannel.open(UnixDomainSocketAddress.of(shells.entries().get(0).path()))) {
      stranger.write(ByteBuffer.wrap(said));
      ByteBuffer answer = ByteBuffer.allocate(1);
      try {
        assertThat(stranger.read(answer)).isEqualTo(-1);
      } catch (IOException reset) {
        // closed with some of it unread
      }
    }
    Wait.until(BOUND, () -> "it answers: " + states(), () -> states().equals(List.of("idle")));
  }
}
