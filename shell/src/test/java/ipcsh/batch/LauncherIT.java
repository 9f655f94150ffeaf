package ipcsh.batch;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.Outcome;
import ipcsh.kit.Running;
import ipcsh.kit.Wait;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The launcher with a fake Java: it creates start-up caches of one word, prints which one it was
 * given, and crashes on a damaged one.
 */
class LauncherIT {
  private static final Duration BOUND = Wait.LONG;
  private static final String PREPARING = "ipcsh: preparing the start-up cache for Java 25.0.9";

  private static final String JAVA =
      """
      #!/bin/sh
      cache=none
      for word in "$@"; do
        case $word in
          -XX:AOTMode=*) mode=${word#*=} ;;
          -XX:AOTConfiguration=*) list=${word#*=} ;;
          -XX:AOTCache=*) file=${word#*=} ;;
        esac
      done
      case $mode in
        record)
          echo made >>"$FAKE/log"
          [ ! -e "$FAKE/hangs" ] || { echo $$ >"$FAKE/pid"; exec sleep 1000; }
          [ ! -e "$FAKE/fails" ] || exit 1
          echo list >"$list"
          echo list >"$list.role"
          exit 0 ;;
        create)
          grep -q list "$list" && echo good >"$file"
          exit ;;
      esac
      [ -z "$file" ] || cache=$(cat "$file")
      echo "$@" >>"$FAKE/given"
      echo "ran $cache" >>"$FAKE/log"
      case $cache in
        good | none) echo "cache $cache" ;;
        *) exit 134 ;;
      esac
      for number in 0 1 2; do
        echo "$number $(readlink /proc/$$/fd/$number)" >>"$FAKE/standard"
      done
      """;

  @TempDir Path directory;
  private Path jar;
  private Path cache;

  @BeforeEach
  void unpack() throws IOException {
    Path java = directory.resolve("jdk-25");
    Files.createDirectories(java.resolve("bin"));
    Files.createDirectories(java.resolve("lib"));
    Files.writeString(java.resolve("release"), "JAVA_VERSION=\"25.0.9\"\n");
    Files.writeString(java.resolve("lib/modules"), "modules");
    executable(Files.writeString(java.resolve("bin/java"), JAVA));
    Path home = Files.createDirectories(directory.resolve("with a space"));
    executable(Files.copy(Path.of("ipcsh"), home.resolve("ipcsh")));
    jar = home.resolve("lib/ipcsh.jar");
    Files.createDirectories(jar.getParent());
    Files.writeString(jar, "jar one");
    cache = home.resolve("lib/cache/jdk-25-25.0.9.aot");
  }

  private static void executable(Path file) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Running start(String... words) {
    List<String> command = new ArrayList<>(List.of(words));
    command.add(directory.resolve("with a space/ipcsh").toString());
    return Running.start(
        command,
        directory,
        Map.of(
            "FAKE", directory.toString(),
            "JAVA_HOME", directory.resolve("jdk-25").toString(),
            "XDG_CACHE_HOME", directory.resolve("user").toString()));
  }

  private Outcome run() {
    return start().outcome(BOUND);
  }

  private int timesMade() throws IOException {
    return (int)
        Files.readAllLines(directory.resolve("log")).stream().filter("made"::equals).count();
  }

  private void expectUsed(int timesMade) throws IOException {
    Outcome outcome = run();
    assertThat(outcome.out()).isEqualTo("cache good\n");
    assertThat(outcome.err()).isEmpty();
    assertThat(timesMade()).isEqualTo(timesMade);
  }

  private void expectMadeAnew(int timesMade) throws IOException {
    Outcome outcome = run();
    assertThat(outcome.out()).isEqualTo("cache good\n");
    assertThat(outcome.err()).startsWith(PREPARING).hasLineCount(1);
    assertThat(timesMade()).isEqualTo(timesMade);
    expectUsed(timesMade);
  }

  @Test
  void cacheIsMadeOnceAndTriedBeforeItIsReliedOn() throws IOException {
    expectMadeAnew(1);
    assertThat(Files.readAllLines(directory.resolve("log")))
        .containsExactly("made", "ran good", "ran good", "ran good");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "touched=$(stat -c %y \"$1\"); printf bad_ >\"$1\"; touch -d \"$touched\" \"$1\"",
        "truncate -s 2 \"$1\"",
        "truncate -s 0 \"$1\"",
        "rm \"$1\"",
        "rm \"$1\"; mkdir \"$1\"; touch \"$1/x\"",
        "rm \"$1.stamp\"",
        "rm \"$1.stamp\"; mkdir \"$1.stamp\"",
        "head -c 500 /dev/urandom >\"$1.stamp\"",
        "rm \"$1.lock\"; mkdir \"$1.lock\"; echo bad >\"$1\"",
      })
  void damagedCacheIsMadeAnewOnce(String damage) throws IOException {
    run();
    assertThat(Running.start(List.of("sh", "-c", damage, "sh", cache + ""), directory, Map.of()))
        .extracting(running -> running.outcome(BOUND).status())
        .isEqualTo(0);
    expectMadeAnew(2);
  }

  @Test
  void scenarioMakesTheCacheOfRolesOnce() throws IOException {
    run();
    Path roles = Path.of(cache.toString().replace(".aot", ".roles.aot"));
    assertThat(roles).doesNotExist();
    Path scenario = Files.writeString(directory.resolve("a.groovy"), "r = shell 'r'");
    Outcome first = start("sh", "-c", "exec \"$0\" " + scenario).outcome(BOUND);
    assertThat(first.out()).isEqualTo("cache good\n");
    assertThat(first.err()).isEmpty();
    assertThat(roles).hasContent("good");
    assertThat(start("sh", "-c", "exec \"$0\" " + scenario).outcome(BOUND).err()).isEmpty();
    expectUsed(1);
    Files.writeString(directory.resolve("given"), "");
    run();
    assertThat(directory.resolve("given")).content().contains("-Dipcsh.roles=" + roles);
    Files.writeString(roles, "bad");
    Files.writeString(directory.resolve("given"), "");
    assertThat(run().out()).isEqualTo("cache good\n");
    assertThat(directory.resolve("given")).content().doesNotContain("-Dipcsh.roles=");
  }

  @Test
  void cacheThatJustLooksChangedStays() throws IOException {
    run();
    Files.setLastModifiedTime(cache, FileTime.fromMillis(0));
    expectUsed(1);
  }

  @Test
  void jarOfTheSameSizeAndTimeIsNoticed() throws IOException {
    run();
    FileTime before = Files.getLastModifiedTime(jar);
    Files.writeString(jar, "jar two");
    Files.setLastModifiedTime(jar, before);
    expectMadeAnew(2);
  }

  @Test
  void olderJarIsNoticed() throws IOException {
    run();
    Path older = Files.writeString(directory.resolve("older"), "jar of last year");
    Files.setLastModifiedTime(older, FileTime.fromMillis(0));
    Files.move(older, jar, StandardCopyOption.REPLACE_EXISTING);
    expectMadeAnew(2);
  }

  @Test
  void programThatWasMovedIsNoticed() throws IOException {
    run();
    Path moved = directory.resolve("moved");
    Files.move(directory.resolve("with a space"), moved);
    Files.createSymbolicLink(directory.resolve("with a space"), moved);
    expectMadeAnew(2);
  }

  @Test
  void cacheWithWhichJavaCrashedIsTriedAndStays() throws IOException {
    run();
    Path crashed = Files.createFile(Path.of(cache + ".crashed"));
    expectUsed(1);
    assertThat(crashed).doesNotExist();
  }

  @Test
  void cacheThatCannotBeMadeIsRememberedAndMadeForAnotherJar() throws IOException {
    Path fails = Files.createFile(directory.resolve("fails"));
    Outcome first = run();
    assertThat(first.out()).isEqualTo("cache none\n");
    int tries = timesMade();
    Outcome second = run();
    assertThat(second.out()).isEqualTo("cache none\n");
    assertThat(second.err()).isEmpty();
    assertThat(timesMade()).isEqualTo(tries);
    Files.delete(fails);
    Files.writeString(jar, "another jar");
    expectMadeAnew(tries + 1);
  }

  @Test
  void cacheOfTheUserTakesThePlaceOfOneThatCannotBe() throws IOException {
    Files.createFile(jar.resolveSibling("cache"));
    expectMadeAnew(1);
    try (Stream<Path> made = Files.list(directory.resolve("user/ipcsh"))) {
      assertThat(made.map(String::valueOf)).anyMatch(name -> name.endsWith(".aot"));
    }
  }

  @Test
  void whereNoCacheCanBeThereIsNoneAndNothingIsSaid() throws IOException {
    Files.createFile(jar.resolveSibling("cache"));
    Files.createFile(directory.resolve("user"));
    Outcome outcome = run();
    assertThat(outcome.out()).isEqualTo("cache none\n");
    assertThat(outcome.err()).isEmpty();
    assertThat(timesMade()).isZero();
  }

  @Test
  void oneMakesItAndWhoComesMeanwhileGoesWithoutAndOneThatWasKilledIsMadeAnew() throws IOException {
    Path hangs = Files.createFile(directory.resolve("hangs"));
    Path pid = directory.resolve("pid");
    try (Running making = start()) {
      Wait.until(BOUND, "the making", () -> pid.toFile().length() > 0);
      Files.delete(hangs);
      assertThat(start("env", "XDG_CACHE_HOME=/dev/null").outcome(BOUND).out())
          .isEqualTo("cache none\n");
      assertThat(timesMade()).isEqualTo(1);
      ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
          .orElseThrow()
          .destroyForcibly();
      making.outcome(BOUND);
    }
    run();
    assertThat(cache).hasContent("good");
  }

  @Test
  void standardDescriptorsThatAreClosedAreHeld() throws IOException {
    run();
    Files.deleteIfExists(directory.resolve("standard"));
    start("sh", "-c", "exec \"$0\" <&- >&- 2>&-").outcome(BOUND);
    assertThat(Files.readAllLines(directory.resolve("standard")))
        .containsExactly("0 /dev/null", "1 /dev/null", "2 /dev/null");
  }

  @Test
  void tooFewDescriptorsAreSaid() {
    Outcome outcome = start("prlimit", "--nofile=64:64").outcome(BOUND);
    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.err())
        .isEqualTo(
            "ipcsh: requires a limit of at least 128 descriptors, but has 64;"
                + " see ulimit -H -n, prlimit --nofile\n");
    assertThat(outcome.out()).isEmpty();
  }
}
