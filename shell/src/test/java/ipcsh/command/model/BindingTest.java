package ipcsh.command.model;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.handle.UsageException;
import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * A command gets the same values for its parameters, or refuses the arguments with the same
 * message, whether it is called for the first time or is linked because it is called often. Nothing
 * is called here: the values that the method would get are compared.
 */
@OnShell
class BindingTest {
  private static final MethodHandle VALUES = MethodHandles.identity(Object[].class);

  /** The values of the parameters, or the error instead. */
  private interface Binding {
    Object[] values() throws Throwable;
  }

  private static List<Object> outcome(Binding binding) {
    try {
      return Arrays.asList(binding.values());
    } catch (UsageException e) {
      return List.of("refused", String.valueOf(e.getMessage()));
    } catch (Throwable e) {
      return List.of("failed", e.toString());
    }
  }

  private static MethodHandle linked(CommandModel command, Shell shell, int count) {
    MethodType type = MethodType.methodType(Object[].class, command.method().getParameterTypes());
    MethodHandle target = VALUES.asCollector(Object[].class, type.parameterCount()).asType(type);
    return new DirectCall(command, shell.context()).bound(target, count);
  }

  private static boolean isSame(Object one, Object other) {
    return Objects.deepEquals(one, other)
        || one != null
            && other != null
            && one.getClass() == other.getClass()
            && one.toString()
                .replaceAll("@[0-9a-f]+", "")
                .equals(other.toString().replaceAll("@[0-9a-f]+", ""));
  }

  /** Checks one call; returns whether it can be linked. */
  private static boolean check(CommandModel command, Shell shell, Object... given) {
    MethodHandle linked = linked(command, shell, given.length);
    List<Object> first = outcome(() -> command.bind(given, Map.of()));
    if (linked == null) {
      boolean rest = Arrays.stream(command.parameters()).anyMatch(Parameter::isRest);
      assertThat(rest || first.get(0).equals("refused"))
          .as("%s takes %s at first, and cannot be linked", command.usage(), Arrays.toString(given))
          .isTrue();
      return false;
    }
    List<Object> often = outcome(() -> (Object[]) linked.invokeWithArguments(given));
    assertThat(often.size()).isEqualTo(first.size());
    for (int i = 0; i < first.size(); i++) {
      assertThat(isSame(first.get(i), often.get(i)))
          .as(
              "%s with %s: %s, when linked %s",
              command.usage(), Arrays.toString(given), first, often)
          .isTrue();
    }
    return true;
  }

  private static List<Object> values(Shell shell) {
    List<Object> values =
        new ArrayList<>(
            Arrays.asList(
                0,
                1,
                3,
                -1,
                99,
                5L,
                1L << 40,
                1.5,
                "",
                "x",
                "@x",
                "AF_UNIX",
                "1.ms",
                true,
                'c',
                null,
                new byte[] {1, 2},
                new int[] {1},
                List.of(),
                List.of(1, "x"),
                "a\0b"));
    values.add(shell.run("(p, q) = pipe(); p"));
    values.add(shell.run("[p, q]"));
    values.add(shell.run("mmap 4096"));
    values.add(shell.run("\"${'x'}\""));
    values.add(shell.run("1.ms"));
    values.add(shell.run("({ 1 })"));
    values.add(shell.run("EAGAIN"));
    return values;
  }

  @Test
  void aLinkedCallBindsAsTheFirstOneDoes(Shell shell) {
    List<Object> values = values(shell);
    int linkable = 0;
    for (CommandModel command : shell.context().registry().all()) {
      int most = command.positional().size() + 1;
      for (int count = 0; count <= most; count++) {
        // each value at each position, with the neighbouring values elsewhere
        for (int first = 0; first < (count == 0 ? 1 : values.size()); first++) {
          for (int step = 0; step < (count < 2 ? 1 : values.size()); step++) {
            Object[] given = new Object[count];
            for (int i = 0; i < count; i++) {
              given[i] = values.get((first + i * step) % values.size());
            }
            linkable += check(command, shell, given) ? 1 : 0;
          }
        }
      }
    }
    assertThat(linkable).isGreaterThan(10_000);
  }

  @Test
  void ofTwoWrongArgumentsTheFirstIsReported(Shell shell) {
    CommandModel send = shell.context().registry().find("bind");
    Object[] given = {"no descriptor", 7.5};
    List<Object> refused = outcome(() -> send.bind(given, Map.of()));
    assertThat(refused.get(0)).isEqualTo("refused");
    assertThat((String) refused.get(1)).startsWith("bind: fd:");
    assertThat(check(send, shell, given)).isTrue();
  }
}
