package ipcsh.doctest;

import static org.assertj.core.api.Assertions.assertThat;

import groovy.json.JsonSlurper;
import ipcsh.kit.Outcome;
import ipcsh.kit.Running;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** {@link Examples} as a program of its own, with low descriptors held open. */
final class ExampleRun {
  private static final String HOLD =
      """
      held=
      for ((n = 3; n < 40; n++)); do
        [ -e /proc/self/fd/$n ] || { eval "exec $n</dev/null"; held=$held,$n; }
      done
      exec "$1" -XX:+UseSerialGC -XX:-UseContainerSupport -XX:-UseDynamicNumberOfCompilerThreads "-Dipcsh.scripts=$3" -cp "$2" ipcsh.doctest.Examples "${held#,}" "${@:4}"
      """;

  private ExampleRun() {}

  /** What came of each example; {@code words} go behind the numbers. */
  static Stream<Map<?, ?>> outcomes(String... words) {
    String java = ProcessHandle.current().info().command().orElse("java");
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    String scripts = Path.of("../scripts").toAbsolutePath().normalize().toString();
    List<String> command =
        new ArrayList<>(
            List.of("bash", "--norc", "-c", HOLD, "examples", java, classPath, scripts));
    command.addAll(List.of(words));
    Outcome outcome =
        Running.start(command, Path.of("/tmp"), Map.of()).outcome(Duration.ofSeconds(300));
    assertThat(outcome.status()).as(outcome.err()).isZero();
    return outcome.lines().stream().map(line -> (Map<?, ?>) new JsonSlurper().parseText(line));
  }
}
