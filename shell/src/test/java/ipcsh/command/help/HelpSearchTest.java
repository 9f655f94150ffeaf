package ipcsh.command.help;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.command.Context;
import ipcsh.command.Lesson;
import ipcsh.command.course.Exercise;
import ipcsh.command.model.CommandModel;
import ipcsh.handle.WidthDependent;
import ipcsh.kit.Checkout;
import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Help fits the screen, and is found by the words that people use. */
@OnShell
class HelpSearchTest {
  private static final String SCRIPTS = "ipcsh.scripts";

  @BeforeAll
  static void withScripts() {
    System.setProperty(SCRIPTS, Checkout.file("scripts").toString());
  }

  @AfterAll
  static void withoutScripts() {
    System.clearProperty(SCRIPTS);
  }

  @Test
  void helpIsOneScreen(Shell shell) {
    String page = ((WidthDependent) shell.run("help")).text(80, false);
    assertThat(page.lines().count()).isLessThanOrEqualTo(22);
    assertThat(page.lines()).allMatch(line -> line.length() <= 80);
    assertThat(page.lines())
        .anyMatch(line -> line.matches("files +open read write close .* \\.\\.\\."));
    assertThat(page).contains("sockets ", "looking ", "course ", "help files", "help 'deadlock'");
  }

  @Test
  void everyCommandIsUnderOneWord(Shell shell) {
    List<HelpTopic> all = HelpTopic.all(shell.context().registry());
    assertThat(all.stream().flatMap(topic -> topic.commands().stream()))
        .containsExactlyInAnyOrderElementsOf(shell.context().registry().all());
    for (HelpTopic topic : all) {
      String page = shell.run("help '" + topic.word() + "'").toString();
      for (CommandModel command : topic.commands()) {
        assertThat(page).contains("  " + command.name() + " ");
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "file table entry | open file description (also: file table entry",
        "File Table Entries | open file description (also: file table entry",
        "deadlock | why",
        "deadlock | errno EDEADLK",
        "deadlock | lesson 41",
        "deadly embrace | exercise 16",
        "me | lesson 1",
        "AF_UNIX | AF_UNIX = 1 (0x1)",
        "AF_UNIX | help socket",
        "AF_UNIX | lesson",
        "EAGAIN | EAGAIN (11): Resource temporarily unavailable",
        "11 | errno EAGAIN",
        "temporarily unavailable | errno EAGAIN",
        "credentials | exercise 12",
        "edge | exercise 14",
        "SCM_RIGHTS | help sendfd",
        "half-close | help shutdown",
        "zombies | exercise 18",
        "shared memory | help mmap",
        "epoll | help epoll_wait",
      })
  void isFoundByItsNames(String words, String answer, Shell shell) {
    String page = ((WidthDependent) shell.run("help '" + words + "'")).text(80, false);
    assertThat(page).contains(answer);
    assertThat(page.lines().count()).isLessThan(40);
    assertThat(page.lines()).allMatch(line -> line.length() <= 80);
  }

  @Test
  void whatIsNotFoundIsSaidAndForeignTextIsEscaped(Shell shell) {
    assertThat(shell.complaint("help 'xyzzyx'")).contains("help: nothing is found for 'xyzzyx'");
    assertThat(shell.complaint("help 'sned'")).contains("did you mean send?");
    assertThat(shell.complaint("help 'socket \\u001b[2J'")).contains("help: nothing is found for");
    assertThat(shell.run("help 'socket'").toString()).contains("socket(");
  }

  @Test
  void everyLineOfTheTableCanBeTyped(Shell shell) {
    Context context = shell.context();
    List<Lesson> lessons = Lesson.course(context);
    List<Exercise> exercises = Exercise.all(context);
    for (BookTerm term : BookTerm.all()) {
      assertThat(term.names()).as(term.meaning()).isNotEmpty();
      assertThat(term.meaning()).doesNotEndWith(".").isNotBlank();
      assertThat(term.lines()).as(term.names().get(0)).isNotEmpty();
      for (String line : term.lines()) {
        if (line.startsWith("lesson ")) {
          assertThat(lessons).as(line).anyMatch(each -> each.isMeantBy(line.substring(7)));
        } else if (line.startsWith("exercise ")) {
          assertThat(exercises).as(line).anyMatch(each -> line.endsWith(" " + each.number()));
        } else if (!line.equals("Tab")) {
          String name = line.replaceFirst("^(help|errno) ", "").replace("'", "");
          assertThat(shell.run("help '" + name + "'")).as(line).isNotNull();
        }
      }
    }
  }
}
