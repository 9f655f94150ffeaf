package ipcsh.cexport;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.command.model.CommandModel;
import ipcsh.command.model.Parameter;
import ipcsh.handle.Cond;
import ipcsh.handle.Descriptor;
import ipcsh.handle.Mutex;
import ipcsh.handle.Region;
import ipcsh.handle.RwLock;
import ipcsh.handle.Semaphore;
import ipcsh.kit.BuiltIn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each translated command has in C the parameters and default values of its definition: an omitted
 * argument gives the same C as its default value, and every argument that can be given appears in
 * the C.
 */
class ParityTest {
  private static final Map<String, Kind> KNOWN =
      Map.of(
          "s", Kind.UNIX_SOCKET,
          "sem", Kind.SEMAPHORE,
          "m", Kind.MUTEX,
          "c", Kind.COND,
          "l", Kind.RWLOCK,
          "p", Kind.PID);

  /** A region of known length. */
  private static final String MAPPED = "r";

  private static final Map<Class<?>, String> BY_TYPE =
      Map.of(
          Region.class, MAPPED,
          Semaphore.class, "sem",
          Mutex.class, "m",
          Cond.class, "c",
          RwLock.class, "l",
          Duration.class, "1.s",
          Boolean.class, "true");

  /** The arguments for parameters by name, if the type is not sufficient. */
  private static final Map<String, String> GIVEN =
      Map.ofEntries(
          Map.entry("cred", "[pid: 1]"),
          Map.entry("data", "'x'"),
          Map.entry("max", "7"),
          Map.entry("fds", "[s]"),
          Map.entry("writev data", "['x']"),
          Map.entry("lengthOfFile", "4096"),
          Map.entry("path", "'/x'"),
          Map.entry("seconds", "1.s"),
          Map.entry("alarm seconds", "1"),
          Map.entry("signals", "[SIGUSR1]"),
          Map.entry("request", "FIONREAD"),
          Map.entry("type", "PTHREAD_MUTEX_RECURSIVE"),
          Map.entry("pshared", "false"));

  /**
   * Calls for which C has another function, or more arguments, if their last parameter is given.
   */
  private static final Set<String> OTHERWISE_IN_C =
      Set.of(
          "accept",
          "pipe",
          "open",
          "sem_open",
          "semop",
          "mq_open",
          "fcntl",
          "ioctl",
          "pthread_mutex_init");

  static Stream<String> translated() {
    Writer writer =
        new Writer(
            BuiltIn.COMMANDS::find,
            Needs.ofALine(),
            new CNames(),
            new Frame(),
            new Scope(KNOWN::get),
            Writer.Mode.PLAIN,
            new Locals());
    return new Expressions(writer, e -> null).calls().names().stream().sorted();
  }

  private static CommandModel model(String name) {
    CommandModel model = BuiltIn.COMMANDS.find(name);
    assertThat(model).as("a command of the shell").isNotNull();
    return model;
  }

  private static String given(CommandModel command, Parameter parameter) {
    if (command.name().equals("semop") && parameter.name().equals("num")) {
      return "[[0, 1]]";
    }
    String known =
        GIVEN.getOrDefault(command.name() + " " + parameter.name(), GIVEN.get(parameter.name()));
    if (known != null) {
      return known;
    }
    if (Descriptor.class.isAssignableFrom(parameter.type())) {
      return "s";
    }
    if (parameter.isProcess()) {
      return "p";
    }
    return BY_TYPE.getOrDefault(parameter.type(), flagsOr(command, parameter));
  }

  /** A constant of the family, or a number; a text for a text parameter. */
  private static String flagsOr(CommandModel command, Parameter parameter) {
    if (CharSequence.class.isAssignableFrom(parameter.type())) {
      return "'@x'";
    }
    String family = parameter.families().isEmpty() ? "" : parameter.families().get(0);
    return switch (family) {
      case "MSG_" -> "MSG_DONTWAIT";
      case "PROT_" -> "PROT_READ";
      case "EPOLL_CTL_" -> "EPOLL_CTL_MOD";
      case "MAP_" -> "MAP_PRIVATE";
      case "IPC_STAT" -> "IPC_RMID";
      default -> command.name().equals("setsockopt") ? "1" : "64";
    };
  }

  /** The C of a call with these arguments after the required ones; {@code named} may be empty. */
  private static CLine c(CommandModel command, List<String> more, String named) {
    List<String> arguments = new ArrayList<>();
    int next = 0;
    for (Parameter parameter : command.positional()) {
      if (parameter.isRequired()) {
        arguments.add(given(command, parameter));
      } else if (next < more.size()) {
        arguments.add(more.get(next++));
      }
    }
    if (!named.isEmpty()) {
      arguments.add(named);
    }
    String call = command.name() + "(" + String.join(", ", arguments) + ")";
    String line =
        Set.of("pipe", "socketpair", "openpty").contains(command.name())
            ? "(x, y) = " + call
            : Set.of("poll", "epoll_wait").contains(command.name())
                ? call + ".size()"
                : command.name().equals("sameFile") ? "x = " + call : call;
    return CLine.of(BuiltIn.COMMANDS::find, MAPPED + " = mmap(4096)\n" + line, KNOWN::get);
  }

  @ParameterizedTest
  @MethodSource("translated")
  void whatIsLeftOutIsTheDefault(String name) {
    CommandModel command = model(name);
    CLine without = c(command, List.of(), "");
    List<String> defaults = new ArrayList<>();
    for (Parameter parameter : command.positional()) {
      String text = parameter.defaultText();
      if (text == null || text.isEmpty()) {
        continue;
      }
      defaults.add(text);
      CLine with = c(command, defaults, "");
      if (!OTHERWISE_IN_C.contains(name)) {
        assertThat(with.refusal()).as("%s with %s", name, defaults).isEqualTo(without.refusal());
        assertThat(with.lines()).as("%s with %s", name, defaults).isEqualTo(without.lines());
      }
    }
    for (String option : command.optionNames()) {
      Parameter parameter = command.option(option);
      String text = parameter == null ? null : parameter.defaultText();
      if (text != null && !OTHERWISE_IN_C.contains(name)) {
        assertThat(c(command, List.of(), option + ": " + text).lines())
            .as("%s with %s: %s", name, option, text)
            .isEqualTo(without.lines());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("translated")
  void whatIsGivenIsInTheCOrRefused(String name) {
    CommandModel command = model(name);
    CLine without = c(command, List.of(), "");
    for (String option : command.optionNames()) {
      Parameter parameter = command.option(option);
      String value =
          parameter != null ? given(command, parameter) : option.equals("force") ? "true" : "1.s";
      CLine with = c(command, List.of(), option + ": " + value);
      assertThat(with.refusal() != null || !with.lines().equals(without.lines()))
          .as("%s with %s: %s is %s", name, option, value, with.lines())
          .isTrue();
    }
    List<String> more = new ArrayList<>();
    for (Parameter parameter : command.positional()) {
      if (!parameter.isRequired() && !parameter.isRest()) {
        more.add(given(command, parameter));
        CLine with = c(command, more, "");
        assertThat(with.refusal() != null || !with.lines().equals(without.lines()))
            .as("%s with %s is %s", name, more, with.lines())
            .isTrue();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("translated")
  void isTranslatedAlone(String name) {
    CommandModel command = model(name);
    CLine line = c(command, List.of(), "");
    // the shell knows the directory to which cd changes without an argument
    // and the handler that signal returns alone
    boolean refused = name.equals("cd") || name.equals("signal");
    assertThat(line.refusal() != null).as(line.refusal()).isEqualTo(refused);
  }
}
