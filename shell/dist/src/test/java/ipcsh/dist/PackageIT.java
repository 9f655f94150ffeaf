package ipcsh.dist;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.Outcome;
import ipcsh.kit.Running;
import ipcsh.kit.Tools;
import ipcsh.kit.Wait;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the build packs: it is installed, run and taken away again, in directories of the test. */
class PackageIT {
  private static final Path TARGET = Path.of("target").toAbsolutePath();

  @TempDir Path directory;

  private static Path built(String ending) throws IOException {
    try (Stream<Path> files = Files.list(TARGET)) {
      return files
          .filter(file -> file.toString().endsWith(ending))
          .findFirst()
          .orElseThrow(() -> new AssertionError("no " + ending + " in " + TARGET));
    }
  }

  private Outcome run(String... command) {
    Map<String, String> environment =
        Map.of(
            "HOME", directory.toString(),
            "JAVA_HOME", System.getProperty("java.home"),
            "XDG_RUNTIME_DIR", directory.toString(),
            "XDG_CACHE_HOME", directory.resolve("cache").toString());
    return Running.start(List.of(command), directory, environment).outcome(Wait.LONG);
  }

  private String good(String... command) {
    Outcome outcome = run(command);
    assertThat(outcome.status()).as("%s: %s", List.of(command), outcome.err()).isZero();
    return outcome.out();
  }

  @Test
  void theArchiveIsInstalledRunAndTakenAway() throws IOException {
    good("tar", "xzf", built(".tar.gz").toString());
    Path archive;
    try (Stream<Path> all = Files.list(directory)) {
      archive = all.findFirst().orElseThrow();
    }
    assertThat(archive.resolve("LICENSE")).content().contains("Apache License");
    assertThat(archive.resolve("docs/notices.md")).exists();
    Path prefix = directory.resolve("local");
    good(archive.resolve("ipcsh").toString(), "--install", prefix.toString());
    // the archive is not needed any more
    Files.move(archive, directory.resolve("elsewhere"));
    String ipcsh = prefix.resolve("bin/ipcsh").toString();
    assertThat(good(ipcsh, "-e", "[6 * 7, script == null, lessons().size() > 40]"))
        .isEqualTo("[42, true, true]\n");
    assertThat(good(ipcsh, "-e", "eventfd()")).startsWith("fd 3");
    assertThat(prefix.resolve("share/man/man1/ipcsh.1")).exists();
    assertThat(good(ipcsh, "--uninstall")).isEqualTo("removed from " + prefix + "\n");
    assertThat(prefix).doesNotExist();
  }

  @Test
  void thePackageOfDebianIsInstalledRunAndRemoved() throws IOException {
    Tools.need("dpkg-deb");
    Tools.need("dpkg");
    String deb = built(".deb").toString();
    assertThat(good("dpkg-deb", "-I", deb))
        .contains("Package: ipcsh\n", "Architecture: all\n", "java17-runtime-headless");
    assertThat(good("dpkg-deb", "-c", deb).lines().map(line -> line.replaceAll(" +", " ")))
        .anyMatch(line -> line.matches("-rwxr-xr-x .* ./usr/lib/ipcsh/ipcsh"))
        .anyMatch(line -> line.matches("-rw-r--r-- .* ./usr/lib/ipcsh/lib/ipcsh.jar"))
        .anyMatch(line -> line.matches("lrwxrwxrwx .* ./usr/bin/ipcsh -> ../lib/ipcsh/ipcsh"))
        .anyMatch(line -> line.matches("-rw-r--r-- .* ./usr/share/man/man7/ipcsh-language.7"))
        .anyMatch(line -> line.endsWith(" ./usr/share/bash-completion/completions/ipcsh"))
        .anyMatch(line -> line.endsWith(" ./usr/share/doc/ipcsh/copyright"))
        .allMatch(line -> line.contains(" root/root "));
    Path root = Files.createDirectory(directory.resolve("root"));
    List<String> dpkg = dpkg(root);
    good(with(dpkg, "-i", deb));
    assertThat(good(root.resolve("usr/bin/ipcsh").toString(), "-e", "6 * 7")).isEqualTo("42\n");
    Outcome uninstall = run(root.resolve("usr/bin/ipcsh").toString(), "--uninstall");
    assertThat(uninstall.err()).contains("installed by a package");
    good(with(dpkg, "-r", "ipcsh"));
    try (Stream<Path> left = Files.walk(root.resolve("usr"))) {
      assertThat(left.filter(Files::isRegularFile)).isEmpty();
    }
  }

  /** dpkg with a data base of its own, which does not know that there is a Java. */
  private static List<String> dpkg(Path root) throws IOException {
    Files.createDirectories(root.resolve("var/lib/dpkg/updates"));
    Files.createDirectories(root.resolve("var/lib/dpkg/info"));
    Files.createFile(root.resolve("var/lib/dpkg/status"));
    return List.of(
        "dpkg",
        "--root=" + root,
        "--force-not-root",
        "--force-depends",
        "--force-script-chrootless",
        "--force-bad-path");
  }

  private static String[] with(List<String> words, String... more) {
    List<String> all = new ArrayList<>(words);
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }
}
