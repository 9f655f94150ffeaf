package ipcsh.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.Outcome;
import ipcsh.kit.Program;
import ipcsh.kit.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A role of another user with hostile code: what it does to the directory that it shares with
 * root's shell, and what it writes directly to its link, has no effect on root's files.
 */
class HostileUserIT {
  /** The shell's link is a socket with a high number; writing to anything else has no effect. */
  private static final String TO_LINK =
      """
      sends = { bytes ->
        sys = new ipcsh.sys.Kernel().home()
        new File('/proc/self/fd').list().collect { it as int }.findAll { it > 200 }.each {
          try { sys.sockets().send(it, bytes as byte[], 0x4040) } catch (e) { }
        }
      }
      text = { String s -> [115, 0, 0, 0, s.size(), *s.bytes] }
      """;

  @TempDir Path directory;

  private Outcome run(String script) throws IOException {
    boolean root = Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    Tools.needs(root, "only root can become somebody else");
    Tools.need("setpriv");
    Files.writeString(directory.resolve("s.groovy"), script);
    return Program.run(directory, "s.groovy");
  }

  /** The lines that the script itself prints. */
  private static List<String> said(Outcome outcome) {
    return outcome.lines().stream()
        .filter(line -> line.startsWith("= "))
        .map(line -> line.substring(2))
        .toList();
  }

  @Test
  void whatLiesBehindALinkInTheSharedDirectoryStays() throws IOException {
    Path victim = Files.createDirectories(directory.resolve("victim/inner"));
    Files.writeString(victim.resolve("kept"), "root's");
    Outcome outcome =
        run(
            """
            w = shell('w', user: 'nobody')
            w.victim = '"""
                + directory
                + """
            /victim'
            w { here = new File('').absoluteFile; spawn('mkdir', '-p', 'a/b/c/d').wait(); spawn('touch', 'a/b/c/d/e').wait() }
            w { spawn('ln', '-s', victim, 'a/b/link').wait(); spawn('ln', '-s', "$victim/inner", 'inner').wait() }
            // its name is another's now
            w { spawn('mv', "$here", "$here-moved").wait(); spawn('ln', '-s', victim, "$here").wait() }
            v = shell('v', user: 4242)
            r = shell 'r'
            println '= ' + v { new File('').absolutePath } + ' ' + r { new File('').absolutePath }
            println '= ' + (new File('/proc/self/cwd').canonicalPath == w { new File('/proc/self/cwd').canonicalPath })
            println '= ' + w { here.path }
            """);
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.status()).as(outcome.out()).isZero();
    List<String> said = said(outcome);
    assertThat(said.get(1)).isEqualTo("true");
    assertThat(said.get(0)).doesNotContain("victim");
    assertThat(victim.resolve("kept")).hasContent("root's");
    assertThat(Files.getAttribute(victim.getParent(), "unix:uid")).isEqualTo(0);
    Path shared = Path.of(said.get(2));
    assertThat(Files.exists(shared, LinkOption.NOFOLLOW_LINKS)).isFalse();
    Path moved = Path.of(shared + "-moved");
    assertThat(moved).isEmptyDirectory();
    Files.delete(moved);
  }

  /** Alternately replaces its directory by a symbolic link and restores it, as fast as possible. */
  private static final String SWAPPER =
      """
      import os, sys
      os.mkdir('real'); os.symlink(sys.argv[1], 'link')
      os.rename('real', 'd')
      print('ready', flush=True)
      while True:
          os.rename('d', 'real'); os.rename('link', 'd')
          os.rename('d', 'link'); os.rename('real', 'd')
      """;

  @Test
  void aDirectoryThatBecomesALinkAgainAndAgainLeadsCleanupNowhere() throws IOException {
    Tools.need("python3");
    Path victim = Files.createDirectories(directory.resolve("victim"));
    Files.writeString(victim.resolve("name"), "root's");
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.createDirectories(directory.resolve("theirs"));
    Files.writeString(directory.resolve("theirs/swap.py"), SWAPPER);
    Outcome outcome =
        run(
            """
            spawn('chown', 'nobody', 'theirs').wait()
            p = spawn('sh', '-c', "cd theirs; exec python3 swap.py '$victim'", user: 'nobody')
            eventually(timeout: 60.s) { p.out.soFar.contains('ready') }
            taken = 0
            2000.times {
              for (make in [{ close open('theirs/d/name', O_CREAT | O_WRONLY) },
                            { mkfifo 'theirs/d/fifo' }, { bind socket(), 'theirs/d/sock' }]) {
                try { make() } catch (SysException e) { }
              }
              leftovers().findAll { it.path }.each { taken += cleanup(it).size() }
            }
            p.kill(SIGKILL); p.wait()
            println "= ${taken > 0}"
            """
                .replace("$victim", victim.toString()));
    assertThat(outcome.status()).as(outcome.err()).isZero();
    assertThat(said(outcome)).containsExactly("true");
    assertThat(victim.resolve("name")).hasContent("root's");
  }

  @Test
  void whatItWritesToItsLinkRemovesNothing() throws IOException {
    Path victim = Files.writeString(directory.resolve("victim"), "root's");
    Outcome outcome =
        run(
            """
            w = shell('w', user: 'nobody')
            w.victim = '"""
                + victim
                + "'\nw {\n"
                + TO_LINK
                + """
              made = [77, 0, 0, 0, 2, *text('made'), *text('FILE'), *text('name'), *text(victim)]
              sends made
              0
            }
            println '= ' + leftovers().count { it.name.contains('victim') }
            println '= ' + w { 6 * 7 }
            println '= ' + cleanup()
            """);
    assertThat(outcome.err()).isEmpty();
    List<String> said = said(outcome);
    assertThat(said.get(0)).isEqualTo("0");
    assertThat(said.get(1)).isEqualTo("42");
    assertThat(victim).hasContent("root's");
  }

  @Test
  void garbageOnItsLinkEndsItAndNothingElse() throws IOException {
    Outcome outcome =
        run(
            "w = shell('w', user: 'nobody')\n"
                + "e = fails(ESRCH) { w {\n"
                + TO_LINK
                + """
              sends 'GET / HTTP/1.1'.bytes
              sleep 1000
              0
            } }
            println e.hint
            println w.waitFor().signal
            println shell('w2') { 6 * 7 }
            """);
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out())
        .contains("a malformed peer: a message of a shell does not begin with 71")
        .contains("\n9\n")
        .endsWith("42\n");
  }
}
