package ipcsh.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The table of options agrees with the command line, the usages and the launcher. */
class ProgramOptionTest {
  private static final Pattern MENTIONED = Pattern.compile("(?<![\\w-])--?[a-z][\\w-]*");
  private static final List<String> WORDS = List.of("replay", "export", "ls", "attach", "watch");

  private static List<String> usages() {
    return Stream.concat(Stream.of(Usage.ofProgram()), WORDS.stream().map(Usage::of)).toList();
  }

  private static Options parse(List<String> words) throws Options.Wrong {
    return Options.parse(words.toArray(String[]::new));
  }

  /** The option as it is given, if it is allowed. */
  private static List<String> given(ProgramOption option, String name) {
    List<String> words = new ArrayList<>();
    boolean behind = option.place() == ProgramOption.Place.BEHIND_REPLAY;
    if (behind) {
      words.addAll(List.of("replay", "x.groovy"));
      if (Set.of(ProgramOption.SIZE, ProgramOption.V2).contains(option)) {
        words.addAll(List.of("--record", "x.cast"));
      }
    }
    words.add(name);
    if (option.hasValue()) {
      words.add("7");
    }
    return words;
  }

  @ParameterizedTest
  @EnumSource
  void eachIsTakenWhereItSays(ProgramOption option) throws Options.Wrong {
    for (String name : option.names()) {
      List<String> words = given(option, name);
      if (option.place() == ProgramOption.Place.BEHIND_EXPORT) {
        assertThatThrownBy(() -> parse(words)).hasMessage("unknown option " + name);
        assertThatThrownBy(() -> ExportMode.run(parse(List.of("export", name))))
            .hasMessage(name + " requires a value");
        continue;
      }
      if (option.place() == ProgramOption.Place.FIRST) {
        assertThatThrownBy(() -> parse(words)).hasMessage(name + " must be the first word");
        continue;
      }
      Options options = parse(words);
      assertThat(options.has(option)).isTrue();
      assertThat(options.value(option)).isEqualTo(option.hasValue() ? "7" : name);
      if (option.hasValue()) {
        List<String> valueless = words.subList(0, words.size() - 1);
        assertThatThrownBy(() -> parse(valueless)).hasMessage(name + " requires a value");
      }
      if (option.place() == ProgramOption.Place.BEHIND_REPLAY) {
        List<String> alone = option.hasValue() ? List.of(name, "7") : List.of(name);
        assertThatThrownBy(() -> parse(alone)).hasMessage(name + " must follow replay");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void eachIsSpelledAndPassedOnInOneWay(ProgramOption option) throws Options.Wrong {
    for (String name : option.names()) {
      assertThat(ProgramOption.of(name)).isSameAs(option);
    }
    if (option.passed() == ProgramOption.Passed.NOT) {
      return;
    }
    Options options = parse(given(option, option.longName()));
    List<String> roles = options.forRoles();
    List<String> replays = options.forReplay();
    boolean toRoles = option.passed() == ProgramOption.Passed.TO_ROLES;
    assertThat(toRoles ? replays : roles).isEmpty();
    // options passed on are accepted where they are placed
    List<String> words = new ArrayList<>(roles);
    words.add("replay");
    words.addAll(replays);
    words.addAll(List.of("--", "x.groovy"));
    assertThat(parse(words).has(option)).isTrue();
  }

  @Test
  void theUsagesShowAllOfThemAndNoOther() {
    Set<ProgramOption> shown = EnumSet.noneOf(ProgramOption.class);
    for (String usage : usages()) {
      Matcher mentioned = MENTIONED.matcher(usage);
      while (mentioned.find()) {
        ProgramOption option = ProgramOption.of(mentioned.group());
        assertThat(option).as(mentioned.group()).isNotNull();
        assertThat(option.place()).isNotEqualTo(ProgramOption.Place.INTERNAL);
        shown.add(option);
      }
    }
    assertThat(shown)
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(ProgramOption.values())
                .filter(option -> option.place() != ProgramOption.Place.INTERNAL)
                .toList());
  }

  @Test
  void theLinesOfTheUsagesFitAndBeginTheirTextsInOneColumn() {
    for (String usage : usages()) {
      assertThat(usage.lines().filter(line -> line.matches(" {2,4}-.*")))
          .allSatisfy(
              line -> assertThat(line).matches("(?=.{25} \\S) {2,4}-.*").hasSizeLessThan(100));
    }
  }

  /**
   * The launcher looks for the first word that is not an option, and so skips values of options.
   */
  @Test
  void theLauncherSkipsTheValuesOfAllThatHaveOne() throws IOException {
    String launcher = Files.readString(Path.of("ipcsh"));
    Matcher skipped =
        Pattern.compile("\n +((?:-+\\w+(?: \\| )?)+)\\) value=value ;;").matcher(launcher);
    assertThat(skipped.find()).isTrue();
    Set<String> wanted =
        Stream.of(ProgramOption.values())
            .filter(option -> option.hasValue() && option != ProgramOption.CODE)
            .filter(
                option ->
                    option.place() == ProgramOption.Place.ANYWHERE
                        || option.place() == ProgramOption.Place.INTERNAL)
            .flatMap(option -> option.names().stream())
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(List.of(skipped.group(1).split(" \\| ")))
        .containsExactlyInAnyOrderElementsOf(wanted);
  }

  @Test
  void theLauncherTakesThoseThatAreTheFirstWord() throws IOException {
    String taken =
        Stream.of(ProgramOption.values())
            .filter(option -> option.place() == ProgramOption.Place.FIRST)
            .map(ProgramOption::longName)
            .collect(Collectors.joining(" | "));
    assertThat(Files.readString(Path.of("ipcsh"))).contains("case ${1:-} in\n  " + taken + ")\n");
  }

  @Test
  void theLauncherKnowsNoOptionThatIsNone() throws IOException {
    String launcher = Files.readString(Path.of("ipcsh"));
    List<String> own = new ArrayList<>(List.of(ProgramOption.TRAIN.longName()));
    own.addAll(ProgramOption.CODE.names());
    for (String name : own) {
      assertThat(launcher).as("the launcher uses it").contains(" " + name);
    }
    assertThat(
            Pattern.compile("prepare \"[^\"]*\" (-\\S+)")
                .matcher(launcher)
                .results()
                .map(use -> ProgramOption.of(use.group(1))))
        .hasSize(2)
        .allMatch(Objects::nonNull);
  }
}
