package ipcsh.app;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.Outcome;
import ipcsh.kit.Program;
import ipcsh.kit.Prompt;
import ipcsh.kit.Running;
import ipcsh.kit.Tools;
import ipcsh.kit.Wait;
import ipcsh.record.Emulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What else may be in the directory of control sockets, each kind once, all at the same time:
 * listing is quick, tells which of them answer, and continues.
 */
class HostileSocketsIT {
  private static final Duration BOUND = Wait.LONG;

  private static final String SOCKETS =
      """
      import os, random, signal, socket, struct, sys, threading, time
      me = os.getpid()
      def path(name): return b'ipcsh/' + name + b'.%d' % me
      def listening(name):
          s = socket.socket(socket.AF_UNIX)
          s.bind(path(name))
          s.listen(64)
          return s
      def text(s): return b's' + struct.pack('>i', len(s)) + s
      def mapping(values): return b'M' + struct.pack('>i', len(values)) + b''.join(
          text(k) + v for k, v in values.items())
      def say(c, what):
          c.recv(4096)
          c.sendall(what)
          time.sleep(1000)
      def forever(c, what):
          while True: c.sendall(what)
      def slowly(c):
          for byte in mapping({b'state': text(b'x' * 100)}):
              c.sendall(bytes([byte]))
              time.sleep(1)
      number = random.Random(1)
      kinds = {
          b'mute': lambda c: time.sleep(1000),
          b'garbage': lambda c: say(c, bytes(number.randrange(256) for _ in range(4096))),
          b'closes': lambda c: c.close(),
          b'drips': slowly,
          b'endless': lambda c: forever(c, mapping({b'x': text(b'y' * 1000)})),
          b'one': lambda c: forever(c, b'L\\x7f\\xff\\xff\\xff' + b'i\\0\\0\\0\\1' * 10000),
          b'nested': lambda c: say(c, b'L\\0\\0\\0\\1' * 100000),
          b'huge': lambda c: say(c, b'b\\x7f\\xff\\xff\\xff' + bytes(65536)),
          b'wrong': lambda c: say(c, mapping({b'state': b'i\\0\\0\\0\\7', b'waits': text(b'')})),
          b'text': lambda c: say(c, b'HTTP/1.1 200 OK\\r\\n\\r\\n'),
          b'digits': lambda c: say(c, mapping({b'uid': b'I' + struct.pack('>i', 9) + b'not a one'})),
          b'E\\x1b]0;OWN\\x07\\xff': lambda c: time.sleep(1000),
      }
      def serve(s, what):
          def one(c):
              try: what(c)
              except OSError: pass
          while True:
              c = s.accept()[0]
              threading.Thread(target=one, args=(c,), daemon=True).start()
      for name, what in kinds.items():
          threading.Thread(target=serve, args=(listening(name), what), daemon=True).start()
      # nobody takes it, and there is no room for one more
      silent = socket.socket(socket.AF_UNIX)
      silent.bind(path(b'silent'))
      silent.listen(0)
      waiting = socket.socket(socket.AF_UNIX)
      waiting.connect(path(b'silent'))
      if os.getuid() == 0:
          other = socket.socket(socket.AF_UNIX)
          other.bind(path(b'other'))
          if os.fork() == 0:
              os.setuid(65534)
              other.listen(5)
              signal.pause()
      os.symlink('mute.%d' % me, path(b'link'))
      os.symlink('/no/such', path(b'dangling'))
      os.symlink(path(b'loop'), path(b'loop'))
      open(path(b'file'), 'w').write('content')
      os.mkfifo(path(b'fifo'))
      os.mkdir(path(b'folder'))
      os.mknod(b'ipcsh/gone.999999999', 0o140600)
      print('ready', flush=True)
      sys.stdin.read()
      if os.getuid() == 0: os.killpg(0, signal.SIGKILL)
      """;

  private static final List<String> LISTED =
      List.of(
          "mute", "garbage", "closes", "drips", "endless", "one", "nested", "huge", "wrong", "text",
          "digits", "silent");

  @TempDir Path directory;
  private Running sockets;

  @BeforeEach
  void begin() throws IOException {
    Tools.need("python3");
    Files.createDirectory(
        directory.resolve("ipcsh"),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    sockets = Running.start(List.of("setsid", "-w", "python3", "-c", SOCKETS), directory, Map.of());
    sockets.awaitOutput("ready");
  }

  @AfterEach
  void end() {
    if (sockets != null) {
      sockets.close();
    }
  }

  private Outcome run(String... words) throws IOException {
    List<String> command = Stream.concat(Stream.of(Program.launcher()), Stream.of(words)).toList();
    return Running.start(command, directory, Map.of("XDG_RUNTIME_DIR", directory.toString()))
        .outcome(BOUND);
  }

  private boolean isThere(String name) throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("ipcsh"))) {
      return files.anyMatch(file -> file.getFileName().toString().startsWith(name + "."));
    }
  }

  @Test
  void theListIsThereSoonAndSaysOfEachWhatItIs() throws IOException {
    Outcome list = run("ls");
    assertThat(list.err()).isEmpty();
    assertThat(list.status()).isZero();
    for (String name : LISTED) {
      assertThat(list.out()).containsPattern("(?m)^ *" + name + "  .*(does not answer|malformed)");
    }
    assertThat(list.out()).doesNotContain("\u001b").doesNotContain("OWN");
    // what is not a socket does not belong to a shell, and is not removed
    for (String name : List.of("file", "fifo", "folder", "dangling", "loop", "link")) {
      assertThat(isThere(name)).as(name).isTrue();
    }
  }

  @Test
  void noneOfThemIsSpokenToForLong() throws IOException {
    for (String name :
        List.of("mute", "garbage", "closes", "wrong", "nested", "file", "fifo", "dangling")) {
      Outcome attached = run("attach", name, "-e", "1");
      assertThat(attached.status()).as(name).isNotZero();
      assertThat(attached.out()).as(name).isEmpty();
      assertThat(attached.err()).as(name).startsWith("ipcsh: ").doesNotContain("at ipcsh.");
      assertThat(attached.err().lines()).as(attached.err()).hasSizeLessThan(3);
    }
  }

  @Test
  void aPromptGoesOn() throws IOException {
    try (Prompt prompt = new Prompt(directory, "-n", "A").await("A> ")) {
      prompt.type("shells\r").await("A  ").await("A> ");
      prompt.type("shells.size() > " + LISTED.size() + "\r").await("true").await("A> ");
      prompt.type("draw(all: true).toString().size() > 0\r").await("true").await("A> ");
      for (String name : List.of("mute", "drips", "endless", "wrong", "closes", "fifo")) {
        prompt.type("at '" + name + "', '1'\r").await(name).await("A> ");
      }
      prompt.enter("40 + 2", "42");
      Emulator screen = new Emulator(100, 30);
      screen.write(prompt.written());
      assertThat(prompt.written()).doesNotContain("\u001b]0;OWN").doesNotContain("at ipcsh.");
    }
  }
}
