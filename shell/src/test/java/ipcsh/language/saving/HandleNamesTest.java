package ipcsh.language.saving;

import static ipcsh.language.ValueFact.Kind.DESCRIPTOR;
import static ipcsh.language.ValueFact.Kind.JOB;
import static ipcsh.language.ValueFact.Kind.PROCESS;
import static ipcsh.language.saving.Facts.descriptor;
import static ipcsh.language.saving.Facts.entry;
import static ipcsh.language.saving.Facts.job;
import static ipcsh.language.saving.Facts.list;
import static ipcsh.language.saving.Facts.literal;
import static ipcsh.language.saving.Facts.message;
import static ipcsh.language.saving.Facts.other;
import static ipcsh.language.saving.Facts.process;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Names for descriptors, processes and jobs. */
class HandleNamesTest {
  private final HandleNames names = new HandleNames(List.of());

  @Test
  void aNewNameIsNoneOfTheSession() {
    HandleNames used =
        new HandleNames(
            List.of(
                entry("fd3 = 1; say 'message1'", literal(1)),
                entry("f()", literal(1), Map.of("value1", literal(2)), Map.of())));
    assertThat(used.fresh("x")).isEqualTo("x");
    assertThat(used.fresh("x")).isEqualTo("x_2");
    assertThat(used.fresh("x")).isEqualTo("x_3");
    assertThat(used.forResult(descriptor(3, 1))).isEqualTo("fd3_2");
    assertThat(used.forResult(message(new byte[0]))).isEqualTo("message2");
    assertThat(used.forResult(literal(5))).isEqualTo("value2");
  }

  @Test
  void aResultIsCalledWhatItIs() {
    assertThat(names.forResult(descriptor(7, 1))).isEqualTo("fd7");
    assertThat(names.forResult(message(new byte[0]))).isEqualTo("message1");
    assertThat(names.forResult(message(new byte[0]))).isEqualTo("message2");
    assertThat(names.forResult(process(10))).isEqualTo("child1");
    assertThat(names.forResult(job(1))).isEqualTo("job1");
    assertThat(names.forResult(literal("x"))).isEqualTo("value1");
    assertThat(names.forResult(other("LinkedHashMap"))).isEqualTo("value2");
    assertThat(names.forResult(other("Script1$_run_closure1"))).isEqualTo("value3");
  }

  @Test
  void aVariableHasItUntilItHasAnother() {
    names.variable("s", descriptor(3, 1));
    assertThat(names.of(DESCRIPTOR, 3)).isEqualTo("s");
    names.variable("s", literal(1));
    assertThat(names.of(DESCRIPTOR, 3)).isNull();
  }

  @Test
  void nobodyHasWhatNobodyGot() {
    assertThat(names.of(DESCRIPTOR, 3)).isNull();
    names.variable("s", descriptor(3, 1));
    names.variable("p", process(4));
    assertThat(names.of(DESCRIPTOR, 4)).isNull();
    assertThat(names.of(PROCESS, 3)).isNull();
    assertThat(names.of(JOB, 3)).isNull();
  }

  @Test
  void theLastVariableHasIt() {
    names.variable("a", descriptor(3, 1));
    names.variable("b", descriptor(3, 1));
    assertThat(names.of(DESCRIPTOR, 3)).isEqualTo("b");
  }

  @Test
  void aVariableIsBetterThanAResultAndANewDescriptorThanAnOldOne() {
    names.variable("a", descriptor(3, 1));
    names.result(descriptor(3, 1), path -> "result" + path);
    assertThat(names.of(DESCRIPTOR, 3)).as("the same one, looked at").isEqualTo("a");
    names.result(descriptor(3, 2), path -> "result" + path);
    assertThat(names.of(DESCRIPTOR, 3)).as("another one").isEqualTo("result");
  }

  @Test
  void whatIsInAListHasAPath() {
    names.variable("pair", list(descriptor(3, 1), list(descriptor(4, 2), literal(5))));
    assertThat(names.of(DESCRIPTOR, 3)).isEqualTo("pair[0]");
    assertThat(names.of(DESCRIPTOR, 4)).isEqualTo("pair[1][0]");
    assertThat(names.of(DESCRIPTOR, 5)).isNull();
    names.result(list(process(9)), path -> "all" + path);
    assertThat(names.of(PROCESS, 9)).isEqualTo("all[0]");
  }

  @Test
  void whatCameInAMessageHasOneToo() {
    names.variable("m", message(new byte[] {1}, 5, 6));
    assertThat(names.of(DESCRIPTOR, 6)).isEqualTo("m.fds[1]");
    names.result(message(new byte[] {1}, 6), path -> "message1" + path);
    assertThat(names.of(DESCRIPTOR, 5)).isEqualTo("m.fds[0]");
    assertThat(names.of(DESCRIPTOR, 6)).isEqualTo("message1.fds[0]");
  }

  @Test
  void aResultIsNamedOnlyWhenSomebodyWantsIt() {
    boolean[] asked = new boolean[1];
    names.result(
        descriptor(3, 1),
        path -> {
          asked[0] = true;
          return names.forResult(descriptor(3, 1));
        });
    assertThat(asked[0]).isFalse();
    assertThat(names.of(DESCRIPTOR, 3)).isEqualTo("fd3");
    assertThat(asked[0]).isTrue();
  }
}
