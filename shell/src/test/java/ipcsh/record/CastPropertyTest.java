package ipcsh.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/** A recording is read as it was written, and any file is a recording or is refused. */
class CastPropertyTest {
  private static final long MICRO = 1000;

  @Provide
  Arbitrary<List<CastEvent>> events() {
    Arbitrary<String> texts =
        Arbitraries.strings()
            .withChars("abc \u001b[31mü€\"\\\n\r\0\u007f\u0085<&".toCharArray())
            .ofMaxLength(30);
    return Combinators.combine(
            Arbitraries.longs().between(0, 5_000_000),
            Arbitraries.of(CastEvent.OUTPUT, CastEvent.MARKER),
            texts)
        .as((after, code, data) -> new CastEvent(after * MICRO, code, data))
        .list()
        .ofMaxSize(30)
        .map(CastPropertyTest::oneAfterTheOther);
  }

  private static List<CastEvent> oneAfterTheOther(List<CastEvent> events) {
    List<CastEvent> all = new ArrayList<>();
    long now = 0;
    for (CastEvent event : events) {
      now += event.nanos();
      all.add(new CastEvent(now, event.code(), event.data()));
    }
    return all;
  }

  @Property
  void isReadAsItWasWritten(@ForAll("events") List<CastEvent> events) throws BadCast {
    Cast cast = new Cast(new CastHeader(80, 24, "xterm", "title \"x\"", 1700000000L), events);
    for (CastWriter.Version version : CastWriter.Version.values()) {
      Cast read = CastReader.read(cast.text(version).getBytes(StandardCharsets.UTF_8));
      assertThat(read).isEqualTo(cast);
    }
  }

  @Provide
  Arbitrary<String> files() {
    return Arbitraries.of(
            "{\"version\": 2, \"width\": 80, \"height\": 24}",
            "{\"version\": 3, \"term\": {\"cols\": 80, \"rows\": 24}}",
            "[0.5, \"o\", \"x\"]",
            "[1e9, \"o\", \"x\"]",
            "[-1, \"o\", \"x\"]",
            "[1, \"r\", \"99999x1\"]",
            "[1, \"x\", 0]",
            "[[[[",
            "{",
            "# comment",
            "\u0000",
            "\n",
            "\n",
            "\n")
        .list()
        .ofMaxSize(12)
        .map(parts -> String.join("", parts));
  }

  @Property
  void anyFileIsARecordingOrIsRefused(
      @ForAll("files") String text, @ForAll @Size(max = 60) byte[] bytes) {
    for (byte[] content : List.of(text.getBytes(StandardCharsets.UTF_8), bytes)) {
      try {
        Cast cast = CastReader.read(content);
        assertThat(cast.header().columns()).isBetween(1, 1000);
        assertThat(cast.duration()).isNotNegative();
      } catch (BadCast refused) {
        assertThat(refused.getMessage()).isNotBlank();
      }
    }
  }
}
