package ipcsh.app;

import ipcsh.batch.Batch;
import ipcsh.handle.TextFile;
import ipcsh.language.CompiledTexts;
import ipcsh.language.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The run from which the start-up cache is created: it uses what nearly every session uses, so that
 * those classes are in the cache; and it starts a role, from which the cache of roles is created.
 */
final class CacheTraining {
  private static final String SESSION =
      """
      (a, b) = socketpair AF_UNIX, SOCK_DGRAM
      send a, 'ABCDE'
      m = recv b, 3
      assert m.text == 'ABC' && m.truncated
      fails(EAGAIN) { recv b, 3, MSG_DONTWAIT }
      fails(ETIMEDOUT) { recv b, 3, timeout: 1.ms }
      a.send "x${m.size}"
      m = recvfrom b
      def twice(x) { 2 * x }
      for (i in 0..<3) { send a, [i, twice(i)] }
      3.times { recv b }
      [a, b].each { close it }
      p = bg { 1 + 1 }
      p.get()
      def list = [1, 2, 3].collect { it * 2 }.findAll { it > 2 }
      s = socket AF_UNIX, SOCK_DGRAM
      bind s
      getsockname(s) + s
      pipe()
      fds().toString() + fds(getpid()).size() + inspect(s) + draw()
      x = pack('<iH', 7, 2)
      [n: 1, f: x].toString()
      try { open '/no/such/file' } catch (e) { e.errno == ENOENT }
      help send
      total = 0; v1 = [1, 2]; total = total + v1[0]
      print(total)
      println 'x'.length()
      list
      """;

  /** Once: the role is a process of its own, without a cache. */
  private static final String ROLE =
      """
      role = shell('role')
      role { 1 + 1 }
      role { s = socket AF_UNIX, SOCK_DGRAM }
      role { bind s, "x${getpid()}" }
      role { assert getsockname(s).toString().startsWith('x') }
      role { (c, d) = socketpair AF_UNIX, SOCK_DGRAM }
      role { send c, 'ABC' }
      role { recv(d, 10).text }
      role { println 'x' }
      role { fails(EAGAIN) { recv d, 3, MSG_DONTWAIT } }
      fails(ETIMEDOUT) { role { recv d, 3, timeout: 1.ms } }
      role.start { 1 }.get()
      role { pipe() }
      role { close c }
      role { exit 0 }
      """;

  private CacheTraining() {}

  static void run(Batch batch) throws IOException {
    batch.whole(Source.of("training", SESSION), true);
    batch.entries(Source.of("training", SESSION), true, true);
    batch.whole(Source.of("training", ROLE), true);
    batch.entries(Source.of("training", "nonsense 1"), true, true);
    batch.entries(Source.of("training", "bind 'x' 1"), true, true);
    Path directory = Files.createTempDirectory("ipcsh");
    new CompiledTexts(directory, "training").rehearse();
    Path file = Files.writeString(directory.resolveSibling(directory.getFileName() + ".x"), "1");
    TextFile.read(file);
    Files.delete(file);
  }
}
