package ipcsh.command.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is packed is unpacked again, and every text is a format or is refused. */
class PackingPropertyTest {
  @Provide
  Arbitrary<String> formats() {
    Arbitrary<String> order = Arbitraries.of("", "<", ">", "=", "!", "@");
    Arbitrary<String> items =
        Arbitraries.of("x", "c", "b", "B", "?", "h", "H", "i", "I", "l", "L", "q", "Q", "f", "d")
            .flatMap(letter -> Arbitraries.of("", "1", "3", "0").map(count -> count + letter));
    Arbitrary<String> texts = Arbitraries.integers().between(0, 9).map(count -> count + "s");
    return order.flatMap(
        first ->
            Arbitraries.oneOf(items, texts)
                .list()
                .ofMaxSize(12)
                .map(rest -> first + String.join(" ", rest)));
  }

  @Property
  void whatIsUnpackedIsPackedAgain(@ForAll("formats") String text, @ForAll long seed) {
    Format format = Format.parse(text);
    byte[] data = new byte[format.bytes()];
    new Random(seed).nextBytes(data);
    Packing packing = new Packing(format);
    List<Object> values = packing.unpack(data);
    assertThat(values).hasSize(format.values());
    byte[] again = packing.pack(values.toArray());
    assertThat(again).hasSameSizeAs(data);
    // padding is lost, and true and NaN have many forms; the second time nothing changes
    List<Object> same = packing.unpack(again);
    assertThat(new ArrayList<>(same)).isEqualTo(values);
    assertThat(packing.pack(same.toArray())).isEqualTo(again);
  }

  @Property
  void everyTextIsAFormatOrIsRefused(@ForAll("likely") String text) {
    try {
      Format format = Format.parse(text);
      assertThat(format.bytes()).isNotNegative();
      assertThat(format.values()).isNotNegative();
    } catch (IllegalArgumentException refused) {
      assertThat(refused.getMessage()).startsWith("format: ");
    }
  }

  @Provide
  Arbitrary<String> likely() {
    return Arbitraries.oneOf(
        Arbitraries.strings().withChars("<>=!@xcbB?hHiIlLqQfds0123456789 \t").ofMaxLength(30),
        Arbitraries.strings().ofMaxLength(20));
  }
}
