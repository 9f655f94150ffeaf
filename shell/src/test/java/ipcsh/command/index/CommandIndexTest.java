package ipcsh.command.index;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.command.model.Command;
import ipcsh.command.model.CommandModel;
import ipcsh.command.model.CommandTopic;
import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

/** The index tells what the annotations say, and nothing is loaded before it is used. */
@OnShell
class CommandIndexTest {
  private static final ClassLoader LOADER = CommandIndexTest.class.getClassLoader();

  private static List<String> commands(Class<?> type) {
    return Arrays.stream(type.getMethods())
        .filter(method -> method.isAnnotationPresent(Command.class))
        .map(
            method -> {
              String name = method.getAnnotation(Command.class).name();
              return name.isEmpty() ? method.getName() : name;
            })
        .sorted()
        .toList();
  }

  @Test
  void indexAgreesWithTheAnnotations() throws Exception {
    CommandIndex index = CommandIndex.of(LOADER);
    List<String> types = CommandIndex.services(LOADER, CommandTopic.class);
    assertThat(types).hasSizeGreaterThan(40);
    assertThat(ServiceLoader.load(CommandTopic.class, LOADER).stream().map(p -> p.type().getName()))
        .containsExactlyElementsOf(types);
    for (String type : types) {
      assertThat(index.topic(type)).as("%s: build the index anew", type).isNotNull();
      assertThat(index.topic(type).commands())
          .as("%s: build the index anew", type)
          .isEqualTo(commands(Class.forName(type)));
    }
  }

  @Test
  void topicIsLoadedWhenOneOfItsCommandsIsUsed(Shell shell) {
    assertThat(shell.context().registry().loaded()).isEmpty();
    assertThat(shell.context().registry().names()).contains("recv", "pipe", "help");
    assertThat(shell.context().registry().loaded()).isEmpty();
    shell.run("pipe()*.close()");
    assertThat(shell.context().registry().loaded())
        .extracting(topic -> topic.getClass().getSimpleName())
        .containsExactlyInAnyOrder("PipeCommands", "FileCommands");
  }

  @Test
  void topicsKeepTheirOrderWhicheverIsUsedFirst(Shell shell) {
    shell.run("getpid(); pipe()*.close()");
    assertThat(shell.context().registry().topics())
        .extracting(topic -> topic.getClass().getName())
        .containsExactlyElementsOf(
            ServiceLoader.load(CommandTopic.class, LOADER).stream()
                .map(p -> p.type().getName())
                .toList());
    assertThat(shell.context().registry().names())
        .containsExactlyElementsOf(
            shell.context().registry().all().stream().map(CommandModel::name).toList());
  }

  @Test
  void lineIsReadAsItIsWritten() {
    IndexedTopic topic = new IndexedTopic("a.B", List.of("open", "read"), List.of("O_X"));
    CommandIndex index = CommandIndex.of(topic.line() + "nonsense\n\n|x|\n");
    assertThat(index.topic("a.B")).isEqualTo(topic);
    assertThat(index.knows(List.of("a.B"))).isTrue();
    assertThat(index.knows(List.of("a.B", "a.C"))).isFalse();
    assertThat(index.mayHave("read")).isTrue();
    assertThat(index.mayHave("O_X")).isTrue();
    assertThat(index.mayHave("rea")).isFalse();
  }
}
