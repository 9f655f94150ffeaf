package ipcsh.doctest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the examples of the commands promise is what comes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DoctestTest {
  Stream<Map<?, ?>> examples() {
    return ExampleRun.outcomes();
  }

  Stream<Map<?, ?>> linkedExamples() {
    return ExampleRun.outcomes(Examples.LINKED);
  }

  @ParameterizedTest
  @MethodSource({"examples", "linkedExamples"})
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
