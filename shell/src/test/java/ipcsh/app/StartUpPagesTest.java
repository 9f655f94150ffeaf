package ipcsh.app;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.app.StartUpPages.Range;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Only what the file still has is given back. */
class StartUpPagesTest {
  private static final Path MAPS = Path.of("/proc/self/maps");

  @Test
  void onlyWhatCannotBeWrittenToIsConsidered() throws IOException {
    String maps =
        """
        687400000-687900000 rw-p 00000000 00:00 0\s
        800000000-800cd1000 rw-p 00001000 fe:00 12                          /c/17.jsa
        800cd1000-80203e000 r--p 00cd2000 fe:00 12                          /c/17.jsa
        7fc388400000-7fc38feb1000 r--s 00000000 fe:00 7                     /j/lib/modules
        7fc396200000-7fc396451000 r--p 00000000 fe:00 9                     /a b/lib/server/libjvm.so
        7fc396451000-7fc3971a4000 r-xp 00251000 fe:00 9                     /a b/lib/server/libjvm.so
        7fc3974dd000-7fc397512000 rw-p 012dd000 fe:00 9                     /a b/lib/server/libjvm.so
        7fc3980dd000-7fc398112000 r--p 012dd000 fe:00 9                     /d/data.jsa (deleted)
        ffffffffff600000-ffffffffff601000 --xp 00000000 00:00 0             [vsyscall]
        """;
    assertThat(StartUpPages.in(new BufferedReader(new StringReader(maps))))
        .containsExactly(
            new Range(0x800cd1000L, 0x80203e000L),
            new Range(0x7fc396200000L, 0x7fc396451000L),
            new Range(0x7fc396451000L, 0x7fc3971a4000L));
  }

  @Test
  void whatWasChangedIsNot() throws IOException {
    try (RandomAccessFile pages = new RandomAccessFile("/proc/self/pagemap", "r")) {
      assertThat(StartUpPages.isOfFile(pages, first("r-xp .*/libjvm\\.so"))).isTrue();
      // the linker changes these before they are made read-only
      assertThat(StartUpPages.isOfFile(pages, last("r--p .*/libjvm\\.so"))).isFalse();
      assertThat(StartUpPages.isOfFile(pages, first("rw-p .*\\[heap\\]"))).isFalse();
    }
  }

  @Test
  void javaGoesOn() throws Exception {
    StartUpPages.giveBack();
    System.gc();
    assertThat(Stream.of(3, 1, 2).sorted().toList()).isEqualTo(List.of(1, 2, 3));
  }

  private static Range first(String mapping) throws IOException {
    return all(mapping).get(0);
  }

  private static Range last(String mapping) throws IOException {
    List<Range> all = all(mapping);
    return all.get(all.size() - 1);
  }

  private static List<Range> all(String mapping) throws IOException {
    return Files.readAllLines(MAPS).stream()
        .filter(line -> line.matches("\\S+ " + mapping))
        .map(line -> line.split("[- ]"))
        .map(
            words ->
                new Range(
                    Long.parseUnsignedLong(words[0], 16), Long.parseUnsignedLong(words[1], 16)))
        .toList();
  }
}
