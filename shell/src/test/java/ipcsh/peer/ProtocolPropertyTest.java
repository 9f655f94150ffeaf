package ipcsh.peer;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.inspect.UntrustedValues.Wrong;
import ipcsh.sys.abi.Errno;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.arbitraries.StringArbitrary;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** The messages between shells: what is sent arrives, and what is forged is refused. */
class ProtocolPropertyTest {
  private static final List<String> KEYS =
      List.of(
          "do",
          "id",
          "re",
          "text",
          "from",
          "name",
          "value",
          "line",
          "explain",
          "of",
          "on",
          "out",
          "error",
          "message",
          "hints",
          "errno",
          "call",
          "state",
          "evidence",
          "tries",
          "names",
          "memory",
          "facts",
          "exit",
          "expired",
          "made",
          "user",
          "exchanged",
          "basis",
          "classes",
          "thread",
          "limited",
          "explained",
          "shown",
          "busy",
          "control",
          "usage",
          "example");

  private static final List<String> WORDS =
      List.of(
          "who",
          "journal",
          "run",
          "interrupt",
          "get",
          "set",
          "look",
          "state",
          "names",
          "facts",
          "note",
          "answer",
          "end",
          "EBADF",
          "PATH",
          "BLOCKED",
          "\u001b[31m",
          "");

  @Provide
  Arbitrary<Object> values() {
    return values(3);
  }

  private static Arbitrary<Object> values(int depth) {
    Arbitrary<Object> plain =
        Arbitraries.oneOf(
            Arbitraries.of(true, false).map(Object.class::cast),
            Arbitraries.integers().map(Object.class::cast),
            Arbitraries.longs().map(Object.class::cast),
            Arbitraries.doubles().map(Object.class::cast),
            Arbitraries.bigIntegers().map(Object.class::cast),
            Arbitraries.bigDecimals().map(Object.class::cast),
            Arbitraries.longs().map(Duration::ofNanos).map(Object.class::cast),
            Arbitraries.of(Errno.values()).map(Object.class::cast),
            Arbitraries.of(WORDS).map(Object.class::cast),
            texts().ofMaxLength(20).map(Object.class::cast));
    if (depth == 0) {
      return plain;
    }
    Arbitrary<Object> inner = Arbitraries.lazy(() -> values(depth - 1));
    return Arbitraries.frequencyOf(
        Tuple.of(5, plain),
        Tuple.of(1, inner.list().ofMaxSize(4).map(Object.class::cast)),
        Tuple.of(
            1, Arbitraries.maps(Arbitraries.of(KEYS), inner).ofMaxSize(5).map(Object.class::cast)));
  }

  /** Without surrogates: half a pair is no text. */
  private static StringArbitrary texts() {
    return Arbitraries.strings().withCharRange('\0', '\ud7ff').withCharRange('\ue000', '\uffff');
  }

  @Provide
  Arbitrary<Map<String, Object>> messages() {
    return Arbitraries.maps(Arbitraries.of(KEYS), values(2))
        .ofMaxSize(8)
        .flatMap(
            map ->
                Arbitraries.of(WORDS)
                    .map(
                        word -> {
                          Map<String, Object> message = new HashMap<>(map);
                          message.put("do", word);
                          return message;
                        }));
  }

  private static byte[] sent(Map<String, ?> message) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Link link = new Link(new ByteArrayInputStream(new byte[0]), out)) {
      link.send(message);
    }
    return out.toByteArray();
  }

  private static Map<String, Object> received(byte[] bytes) throws IOException {
    try (Link link = new Link(new ByteArrayInputStream(bytes), OutputStream.nullOutputStream())) {
      return link.receive();
    }
  }

  @Property
  void whatIsSentArrives(@ForAll("values") Object value) throws IOException {
    Map<String, Object> message = new HashMap<>();
    message.put("value", value);
    message.put("nothing", null);
    assertThat(received(sent(message))).isEqualTo(message);
  }

  /** A message that is cut or changed at one place gives a message, or none, or is refused. */
  @Property
  void whatIsDamagedIsRefused(
      @ForAll("values") Object value, @ForAll @IntRange(max = 10_000) int place, @ForAll byte other)
      throws IOException {
    byte[] bytes = sent(Map.of("value", value));
    byte[] changed = bytes.clone();
    changed[place % bytes.length] = other;
    byte[] cut = Arrays.copyOf(bytes, place % bytes.length);
    assertThat(isReadOrRefused(changed)).isTrue();
    assertThat(received(cut)).isNull();
  }

  @Property
  void anyBytesAreReadOrRefused(@ForAll @Size(max = 200) byte[] bytes) throws IOException {
    assertThat(isReadOrRefused(bytes)).isTrue();
  }

  private static boolean isReadOrRefused(byte[] bytes) throws IOException {
    try {
      Map<String, Object> message = received(bytes);
      return message == null || message.size() >= 0;
    } catch (Link.Malformed refused) {
      return refused.getMessage() != null;
    }
  }

  /** Whatever a message contains, only {@link Wrong} is thrown. */
  @Property
  void anyMessageIsUnderstoodOrRefused(@ForAll("messages") Map<String, Object> message) {
    List<Consumer<Map<String, Object>>> readers =
        List.of(
            MessageCodec::peerRequest,
            MessageCodec::lineEvent,
            MessageCodec::roleRequest,
            MessageCodec::outcome,
            MessageCodec::state,
            MessageCodec::look,
            MessageCodec::names,
            MessageCodec::facts,
            MessageCodec::next,
            its -> MessageCodec.roleReport(its, "role"));
    for (Consumer<Map<String, Object>> reader : readers) {
      try {
        reader.accept(message);
      } catch (Wrong refused) {
        assertThat(refused.getMessage()).isNotBlank();
      }
    }
  }
}
