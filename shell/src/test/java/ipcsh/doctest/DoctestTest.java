package ipcsh.doctest;

import ipcsh.kit.ExampleRun;
import ipcsh.kit.Tools;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples of the commands print what they promise. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DoctestTest {
  private static final Set<String> OF_NETWORKS =
      Set.of("network", "wire", "cut", "join", "firewall", "pcap");

  Stream<Map<?, ?>> examples() {
    return own(ExampleRun.outcomes(Examples.class));
  }

  Stream<Map<?, ?>> linkedExamples() {
    return own(ExampleRun.outcomes(Examples.class, Examples.LINKED));
  }

  private static Stream<Map<?, ?>> own(Stream<Map<?, ?>> all) {
    return all.filter(example -> !ExampleRun.IN_C.contains(example.get("command")));
  }

  @ParameterizedTest
  @MethodSource({"examples", "linkedExamples"})
  void exampleGivesWhatItPromises(Map<?, ?> example) {
    if (OF_NETWORKS.contains(example.get("command"))) {
      Tools.needNetwork();
    }
    ExampleRun.verify(example);
  }
}
