package ipcsh.sys;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.Outcome;
import ipcsh.kit.Running;
import ipcsh.kit.Target;
import ipcsh.kit.TestMethods;
import ipcsh.kit.Tools;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * On aarch64 the constants, layouts and numbers are those of its headers: the tests that compare
 * them, in a Java virtual machine that takes itself for one there.
 */
class OtherMachineTest {
  private static final String MACHINE = "aarch64";

  @TempDir Path directory;

  @Test
  void constantsAndLayoutsOfAarch64AreThoseOfItsHeaders() {
    Assumptions.assumeFalse(Target.machine().equals(MACHINE), "the tests themselves say it");
    Tools.need(Target.tool(MACHINE, "gcc"));
    Tools.need("qemu-" + MACHINE + "-static");
    Path headers = Path.of("/usr/" + MACHINE + "-linux-gnu/include/sys/socket.h");
    Tools.needs(Files.exists(headers), headers + " does not exist");
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    List<String> command =
        List.of(
            ProcessHandle.current().info().command().orElse("java"),
            "-XX:TieredStopAtLevel=1",
            "-Dos.arch=" + MACHINE,
            "-Dipcsh.target=" + MACHINE,
            "-cp",
            classPath,
            TestMethods.class.getName(),
            directory.toString(),
            HeadersTest.class.getName(),
            "ipcsh.inspect.LayoutTest");
    Outcome outcome =
        Running.start(command, Path.of("").toAbsolutePath(), Map.of())
            .outcome(Duration.ofSeconds(120));
    assertThat(outcome.status()).as(outcome.err()).isZero();
    assertThat(outcome.lines())
        .contains(
            "passed HeadersTest.constantsAreThoseOfTheHeaders",
            "passed HeadersTest.structuresThatAreLaidOutByHandAreTheCompilers",
            "passed HeadersTest.systemCallsMadeByNumberHaveThoseOfTheHeaders",
            "passed HeadersTest.numbersInTheMachineCodeAreThoseOfTheHeaders",
            "passed LayoutTest.systemCallsHaveTheNumbersOfTheHeaders");
  }
}
