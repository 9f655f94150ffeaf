package ipcsh.app;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.Outcome;
import ipcsh.kit.Running;
import ipcsh.kit.Tools;
import ipcsh.kit.Wait;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Installation from an archive whose files contain just their names. */
class InstallTest {
  private static final List<String> FILES =
      List.of(
          "lib/ipcsh.jar",
          "lib/native/jni/x86_64-Linux/lib.so",
          "plugins/p.jar",
          "plugins/q.groovy",
          "scripts/lessons/01.groovy",
          "LICENSE",
          "docs/notices.md",
          "docs/reference.md",
          "share/man/man1/ipcsh.1",
          "share/zsh/site-functions/_ipcsh");

  private static final String LESSON = "lib/ipcsh/scripts/lessons/01.groovy";

  @TempDir Path directory;
  private Path archive;
  private Path prefix;

  @BeforeEach
  void unpack() throws IOException {
    archive = Files.createDirectory(directory.resolve("the archive"));
    prefix = Files.createDirectory(directory.resolve("where it's put"));
    for (String file : FILES) {
      write(archive.resolve(file), file);
    }
    for (String script : List.of("ipcsh", "install")) {
      Files.copy(Path.of(script), archive.resolve(script));
      Files.setPosixFilePermissions(
          archive.resolve(script), PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private Outcome run(Path program, String... words) {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(words));
    return run(command);
  }

  private Outcome run(List<String> command) {
    return Running.start(command, directory, Map.of("HOME", directory.resolve("home") + ""))
        .outcome(Wait.LONG);
  }

  private void install() {
    Outcome outcome = run(archive.resolve("ipcsh"), "--install", prefix.toString());
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.status()).isZero();
    assertThat(outcome.out()).startsWith("installed: " + prefix + "/bin/ipcsh\n");
  }

  private Set<String> there() throws IOException {
    try (Stream<Path> all = Files.walk(prefix)) {
      return all.filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
          .map(file -> prefix.relativize(file).toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  @Test
  void itIsPutWhereOthersLookForItAndTakenAwayCompletely() throws IOException {
    install();
    assertThat(there())
        .containsExactlyInAnyOrder(
            "bin/ipcsh",
            "lib/ipcsh/ipcsh",
            "lib/ipcsh/install",
            "lib/ipcsh/manifest",
            "lib/ipcsh/lib/ipcsh.jar",
            "lib/ipcsh/lib/native/jni/x86_64-Linux/lib.so",
            "lib/ipcsh/plugins/p.jar",
            "lib/ipcsh/plugins/q.groovy",
            LESSON,
            "share/doc/ipcsh/LICENSE",
            "share/doc/ipcsh/notices.md",
            "share/man/man1/ipcsh.1",
            "share/zsh/site-functions/_ipcsh");
    // the start-up cache, as the launcher makes it
    write(prefix.resolve("lib/ipcsh/lib/cache/jdk.jsa.stamp"), "");
    write(prefix.resolve("lib/ipcsh/lib/cache/jdk.compiled/a"), "");
    Outcome removal = run(prefix.resolve("bin/ipcsh"), "--uninstall");
    assertThat(removal.err()).isEmpty();
    assertThat(removal.out()).isEqualTo("removed from " + prefix + "\n");
    assertThat(prefix).isEmptyDirectory();
  }

  @Test
  void whatWasThereBeforeStays() throws IOException {
    write(prefix.resolve("share/man/man1/other.1"), "");
    write(prefix.resolve("lib/other"), "");
    install();
    write(prefix.resolve("lib/ipcsh/plugins/mine.groovy"), "");
    run(archive.resolve("install"), "--uninstall", prefix.toString());
    assertThat(there())
        .containsExactly("lib/ipcsh/plugins/mine.groovy", "lib/other", "share/man/man1/other.1");
    assertThat(prefix.resolve("bin")).doesNotExist();
  }

  @Test
  void aFileThatTheUserHasChangedIsKeptAndNamed() throws IOException {
    install();
    Files.writeString(prefix.resolve(LESSON), "mine");
    Files.delete(prefix.resolve("bin/ipcsh"));
    Files.writeString(prefix.resolve("bin/ipcsh"), "#!/bin/sh\n");
    Outcome removal = run(prefix.resolve("lib/ipcsh/ipcsh"), "--uninstall");
    assertThat(removal.lines())
        .containsExactlyInAnyOrder(
            "removed from " + prefix,
            "kept, since changed or not ours:",
            "  " + prefix + "/" + LESSON,
            "  " + prefix + "/bin/ipcsh");
    assertThat(there()).containsExactly("bin/ipcsh", LESSON);
  }

  @Test
  void nothingIsWrittenOverThatIsNotOurs() throws IOException {
    write(prefix.resolve("share/man/man1/ipcsh.1"), "of another");
    Files.createDirectory(prefix.resolve("bin"));
    Files.createSymbolicLink(prefix.resolve("bin/ipcsh"), Path.of("nowhere"));
    Outcome outcome = run(archive.resolve("install"), prefix.toString());
    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.err())
        .contains(
            "not installed by this",
            "\n  " + prefix + "/share/man/man1/ipcsh.1\n",
            "\n  " + prefix + "/bin/ipcsh\n");
    assertThat(there()).containsExactly("bin/ipcsh", "share/man/man1/ipcsh.1");
    assertThat(prefix.resolve("lib")).doesNotExist();
  }

  @Test
  void aNewerOneTakesThePlaceOfAnOlderOne() throws IOException {
    install();
    Files.writeString(prefix.resolve(LESSON), "mine");
    Files.writeString(archive.resolve("lib/ipcsh.jar"), "newer");
    Files.writeString(archive.resolve("scripts/lessons/01.groovy"), "newer");
    write(archive.resolve("scripts/lessons/02.groovy"), "newer");
    Files.delete(archive.resolve("plugins/q.groovy"));
    Outcome outcome = run(archive.resolve("install"), prefix.toString());
    assertThat(outcome.lines())
        .contains("kept, since changed: " + prefix + "/" + LESSON + ".kept")
        .contains("installed: " + prefix + "/bin/ipcsh");
    assertThat(prefix.resolve("lib/ipcsh/lib/ipcsh.jar")).hasContent("newer");
    assertThat(prefix.resolve(LESSON)).hasContent("newer");
    assertThat(prefix.resolve(LESSON + ".kept")).hasContent("mine");
    assertThat(prefix.resolve("lib/ipcsh/plugins/q.groovy")).doesNotExist();
    run(prefix.resolve("bin/ipcsh"), "--uninstall");
    assertThat(there()).containsExactly(LESSON + ".kept");
  }

  @Test
  void anInstallationThatWasKilledIsTakenAwayToo() throws IOException {
    install();
    Files.writeString(archive.resolve("lib/ipcsh.jar"), "newer");
    Path manifest = prefix.resolve("lib/ipcsh/manifest");
    String before = Files.readString(manifest);
    run(archive.resolve("install"), prefix.toString());
    // as it is in the middle: both manifests, one of the files still the older one
    Files.writeString(manifest, before + Files.readString(manifest));
    Files.writeString(prefix.resolve("lib/ipcsh/lib/ipcsh.jar"), "lib/ipcsh.jar");
    write(prefix.resolve("lib/ipcsh.new/bin/x"), "");
    Outcome removal = run(prefix.resolve("bin/ipcsh"), "--uninstall");
    assertThat(removal.out()).isEqualTo("removed from " + prefix + "\n");
    assertThat(prefix).isEmptyDirectory();
  }

  @Test
  void theDefaultIsBelowTheHomeDirectory() {
    Outcome outcome = run(archive.resolve("install"));
    assertThat(outcome.out()).startsWith("installed: " + directory + "/home/.local/bin/ipcsh\n");
    assertThat(run(archive.resolve("install"), "--uninstall").status()).isZero();
    assertThat(directory.resolve("home/.local")).doesNotExist();
  }

  @Test
  void wrongUseIsSaid() {
    assertThat(run(archive.resolve("ipcsh"), "--install", "a", "b").err())
        .isEqualTo("ipcsh: --install takes one PREFIX, a directory, given: a b\n");
    assertThat(run(archive.resolve("ipcsh"), "--install", "--help").status()).isEqualTo(2);
    assertThat(run(archive.resolve("ipcsh"), "--uninstall", prefix.toString()).err())
        .startsWith("ipcsh: nothing is installed in " + prefix);
    Outcome unset =
        run(List.of("env", "-u", "HOME", archive.resolve("ipcsh").toString(), "--install"));
    assertThat(unset.err()).isEqualTo("ipcsh: HOME is not set: --install needs a PREFIX\n");
    assertThat(run(archive.resolve("install"), "/dev/null/x").err())
        .isEqualTo("ipcsh: cannot write to /dev/null/x\n");
  }

  @Test
  void onAFullDiskNothingIsInstalled() throws IOException {
    Files.write(archive.resolve("lib/ipcsh.jar"), new byte[1 << 20]);
    List<String> apart = List.of("unshare", "--mount", "sh", "-c");
    Tools.needs(
        run(Stream.concat(apart.stream(), Stream.of("true")).toList()).status() == 0,
        "no mount namespaces here");
    String script =
        """
        mount -t tmpfs -o size=256k tmpfs "$1" && "$0" "$1"
        echo "status $?, there: $(ls -A "$1")"
        """;
    List<String> command = new ArrayList<>(apart);
    command.addAll(List.of(script, archive.resolve("install").toString(), prefix.toString()));
    Outcome outcome = run(command);
    assertThat(outcome.err()).contains("No space left on device", "ipcsh: nothing was installed");
    assertThat(outcome.out()).isEqualTo("status 1, there: \n");
  }
}
