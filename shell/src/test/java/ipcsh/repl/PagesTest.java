package ipcsh.repl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.Test;

/** The visible part of a long text. */
class PagesTest {
  private static final String TEXT =
      IntStream.rangeClosed(1, 100).mapToObj(i -> "line " + i).collect(Collectors.joining("\n"));

  private static Pages pages(int columns, int room) {
    Pages pages = new Pages(width -> TEXT);
    pages.size(columns, room);
    return pages;
  }

  private static List<String> seen(Pages pages, int count) {
    return pages.last(count).stream().map(AttributedString::toString).toList();
  }

  @Test
  void whatFitsTheWindowIsNoMatterOfPages() {
    String coloured = "\u001b[1;33m" + "x".repeat(80) + "\u001b[0m\n";
    assertThat(Pages.fits(coloured.repeat(24), 80, 24)).isTrue();
    assertThat(Pages.fits(coloured.repeat(25), 80, 24)).isFalse();
    assertThat(Pages.fits(("x".repeat(81) + "\n").repeat(13), 80, 24)).isFalse();
  }

  @Test
  void pagesGoOnAndBack() {
    Pages pages = pages(80, 10);
    assertThat(pages.move(10)).isEqualTo(10);
    assertThat(seen(pages, 2)).containsExactly("line 19", "line 20");
    assertThat(pages.where()).isEqualTo("11-20 of 100");
    assertThat(pages.move(-50)).isEqualTo(-10);
    assertThat(pages.move(95)).isEqualTo(90);
    assertThat(pages.isAtEnd()).isTrue();
    assertThat(pages.below()).isZero();
  }

  @Test
  void aTextIsFoundBelowAndAbove() {
    Pages pages = pages(80, 10);
    assertThat(pages.find("LINE 5", true)).isTrue();
    assertThat(pages.where()).startsWith("5-");
    assertThat(pages.again(true)).isTrue();
    assertThat(pages.where()).startsWith("50-");
    assertThat(pages.again(false)).isTrue();
    assertThat(pages.where()).startsWith("5-");
    assertThat(pages.find("nowhere", true)).isFalse();
  }

  @Test
  void anotherSizeKeepsThePlace() {
    Pages pages = pages(80, 10);
    pages.move(40);
    pages.size(4, 5);
    assertThat(pages.where()).startsWith("41-");
    pages.size(80, 200);
    assertThat(pages.where()).isEqualTo("1-100 of 100");
  }
}
