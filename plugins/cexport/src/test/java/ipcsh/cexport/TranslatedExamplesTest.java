package ipcsh.cexport;

import ipcsh.kit.ExampleRun;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples of commands that show C print what they promise. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TranslatedExamplesTest {
  Stream<Map<?, ?>> examples() {
    return ExampleRun.outcomes(TranslatedExamples.class)
        .filter(example -> ExampleRun.IN_C.contains(example.get("command")));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void exampleGivesWhatItPromises(Map<?, ?> example) {
    ExampleRun.verify(example);
  }
}
