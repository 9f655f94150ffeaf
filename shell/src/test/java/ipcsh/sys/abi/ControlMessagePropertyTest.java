package ipcsh.sys.abi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Control messages come out of a buffer as they were laid out in it, whatever it contains. */
class ControlMessagePropertyTest {
  private static Arena arena;

  @BeforeContainer
  static void open() {
    arena = new Arena();
  }

  @AfterContainer
  static void close() {
    arena.close();
  }

  @Provide
  Arbitrary<List<ControlMessage>> messages() {
    Arbitrary<byte[]> data = Arbitraries.bytes().array(byte[].class).ofMaxSize(300);
    return Combinators.combine(Arbitraries.integers(), Arbitraries.integers(), data)
        .as(ControlMessage::new)
        .list()
        .ofMaxSize(12);
  }

  @Property
  void comeOutAsTheyWentIn(@ForAll("messages") List<ControlMessage> messages) {
    int length = 0;
    for (ControlMessage message : messages) {
      length += MessageLayout.cmsgSpace(message.data().length);
    }
    NativeMemory buffer = arena.clear().take(Math.max(length, 8)).zero();
    int at = 0;
    int end = 0;
    for (ControlMessage message : messages) {
      int size = message.data().length;
      buffer.putLong(at + MessageLayout.CMSG_LEN, MessageLayout.cmsgLen(size));
      buffer.putInt(at + MessageLayout.CMSG_LEVEL, message.level());
      buffer.putInt(at + MessageLayout.CMSG_TYPE, message.type());
      buffer.put(at + MessageLayout.CMSGHDR_SIZE, message.data());
      end = at + MessageLayout.cmsgLen(size);
      at += MessageLayout.cmsgSpace(size);
    }
    // the kernel counts the padding after the last one, or not
    for (int counted : new int[] {end, at}) {
      List<ControlMessage> found = ControlMessage.read(buffer, counted);
      assertThat(found).usingRecursiveComparison().isEqualTo(messages);
    }
  }

  /** Lengths that are near the limits are likely. */
  @Property
  void anyBufferIsRead(
      @ForAll @Size(max = 200) byte[] bytes,
      @ForAll("lengths") long length,
      @ForAll("places") int place) {
    NativeMemory buffer = arena.clear().take(Math.max(bytes.length, 8)).zero().put(0, bytes);
    if (place + 8 <= bytes.length) {
      buffer.putLong(place, length);
    }
    List<ControlMessage> found = ControlMessage.read(buffer, bytes.length);
    int sum = found.stream().mapToInt(message -> 16 + message.data().length).sum();
    assertThat(sum).isLessThanOrEqualTo(bytes.length);
  }

  @Provide
  Arbitrary<Long> lengths() {
    return Arbitraries.oneOf(
        Arbitraries.longs().between(-1, 220),
        Arbitraries.longs(),
        Arbitraries.of(Long.MAX_VALUE, Long.MIN_VALUE, 1L << 31, 1L << 32, (1L << 32) + 16));
  }

  @Provide
  Arbitrary<Integer> places() {
    return Arbitraries.integers().between(0, 12).map(n -> 8 * n);
  }
}
