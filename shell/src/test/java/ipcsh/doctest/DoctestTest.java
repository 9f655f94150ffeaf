package ipcsh.doctest;

import static org.assertj.core.api.Assertions.assertThat;

import groovy.json.JsonSlurper;
import ipcsh.kit.Outcome;
import ipcsh.kit.Running;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the examples of the commands promise is what comes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DoctestTest {
  private static final String HOLD =
      """
      held=
      for ((n = 3; n < 40; n++)); do
        [ -e /proc/self/fd/$n ] || { eval "exec $n</dev/null"; held=$held,$n; }
      done
      exec "$1" -XX:+UseSerialGC -XX:-UseContainerSupport -XX:-UseDynamicNumberOfCompilerThreads "-Dipcsh.scripts=$3" -cp "$2" ipcsh.doctest.Examples "${held#,}"
      """;

  Stream<Map<?, ?>> examples() {
    String java = ProcessHandle.current().info().command().orElse("java");
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    String scripts = Path.of("../scripts").toAbsolutePath().normalize().toString();
    Outcome outcome =
        Running.start(
                List.of("bash", "--norc", "-c", HOLD, "examples", java, classPath, scripts),
                Path.of("/tmp"),
                Map.of())
            .outcome(Duration.ofSeconds(120));
    assertThat(outcome.status()).as(outcome.err()).isZero();
    return outcome.lines().stream().map(line -> (Map<?, ?>) new JsonSlurper().parseText(line));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void exampleGivesWhatItPromises(Map<?, ?> example) {
    assertThat(example.get("failure")).as(String.valueOf(example.get("code"))).isNull();
    String expected = (String) example.get("expected");
    if (expected != null) {
      String[] parts = expected.split(Pattern.quote("..."), -1);
      String pattern = String.join(".*", Stream.of(parts).map(Pattern::quote).toList());
      assertThat(String.valueOf(example.get("actual")))
          .as(String.valueOf(example.get("code")))
          .matches(Pattern.compile(pattern, Pattern.DOTALL));
    }
  }
}
