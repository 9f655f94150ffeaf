package ipcsh.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ipcsh.draw.Subject;
import ipcsh.handle.CompiledClass;
import ipcsh.handle.CompiledEntry;
import ipcsh.handle.Leftover;
import ipcsh.handle.TextBasis;
import ipcsh.handle.ThreadProbe;
import ipcsh.inspect.Exchange;
import ipcsh.inspect.MachineWaits;
import ipcsh.inspect.SharedHandle;
import ipcsh.inspect.UntrustedValues;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.trace.Transfer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each message is decoded to what was encoded; invalid ones are refused. */
class MessageCodecTest {
  private static final TextBasis BASIS = new TextBasis("p", "Script7", Set.of("=a", "{f"));

  private static final Subject EMPTY =
      new Subject(List.of(), List.of(), Map.of(), List.of(), Map.of(), Map.of());

  @Test
  void classesOfAnEntryArriveAsTheyAre() {
    byte[] bytes = {1, 2, 3};
    RoleRequest.Run run =
        (RoleRequest.Run)
            MessageCodec.roleRequest(
                MessageCodec.encode(
                    new RoleRequest.Run(
                        "1",
                        1,
                        false,
                        new CompiledEntry(BASIS, List.of(new CompiledClass("Script7", bytes)))),
                    1));
    assertThat(run.compiled().basis()).isEqualTo(BASIS);
    assertThat(run.compiled().classes().get(0).name()).isEqualTo("Script7");
    assertThat(run.compiled().classes().get(0).bytes()).isEqualTo(bytes);
  }

  @Test
  void answerTellsWhatTheNextEntryDependsOn() {
    RoleAnswer.Value value = new RoleAnswer.Value(1, "1");
    assertThat(MessageCodec.next(MessageCodec.encode(value, 1, 0, BASIS))).isEqualTo(BASIS);
    assertThat(MessageCodec.next(MessageCodec.encode(value, 1, 0, null))).isNull();
    for (Object wrong : List.of(List.of("p"), List.of(1, 2), "p", Map.of())) {
      assertThatThrownBy(() -> MessageCodec.next(Map.of("basis", wrong)))
          .isInstanceOf(UntrustedValues.Wrong.class);
    }
  }

  /** A message, with its encoder and its decoder. */
  private record Sample(
      Object message, Map<String, Object> sent, Function<Map<String, Object>, Object> read) {
    @Override
    public String toString() {
      return message.toString();
    }
  }

  private static Sample of(PeerRequest request) {
    return new Sample(request, MessageCodec.encode(request), MessageCodec::peerRequest);
  }

  private static Sample of(LineEvent event) {
    return new Sample(event, MessageCodec.encode(event), MessageCodec::lineEvent);
  }

  private static Sample of(RoleRequest request) {
    return new Sample(request, MessageCodec.encode(request, 1), MessageCodec::roleRequest);
  }

  private static Sample of(
      RoleAnswer answer, Function<Map<String, Object>, ? extends RoleAnswer> read) {
    return new Sample(answer, MessageCodec.encode(answer, 1, 2), read::apply);
  }

  private static Sample of(RoleReport report) {
    return new Sample(
        report, MessageCodec.encode(report), map -> MessageCodec.roleReport(map, "w"));
  }

  private static RoleAnswer.Failed failed(ErrorReport.Failed call, ErrorReport.Usage usage) {
    return new RoleAnswer.Failed(
        new ErrorReport(
            "it failed", List.of("a hint"), 7, call, usage, call == null && usage == null));
  }

  /** The participant's name is set by the receiver, not by the role. */
  private static Sample exchanged() {
    RoleReport heard = new RoleReport.Exchanged(exchange("w"));
    return new Sample(
        heard,
        MessageCodec.encode(new RoleReport.Exchanged(exchange(null))),
        map -> MessageCodec.roleReport(map, "w"));
  }

  private static Exchange exchange(String who) {
    return new Exchange(
        who,
        Transfer.Kind.SEND,
        "send",
        "x",
        1,
        1,
        0,
        "unix dgram",
        "socket:[1]",
        null,
        null,
        null,
        1,
        2);
  }

  static Stream<Sample> samples() {
    return Stream.of(
        of(new PeerRequest.Who()),
        of(new PeerRequest.Journal()),
        of(new PeerRequest.Interrupt()),
        of(new PeerRequest.Run("1 + 1\n\t\u001b", "A")),
        of(new LineEvent.Printed("a line \u009b31m")),
        of(new LineEvent.Busy("recv(3, ...)")),
        of(new LineEvent.Value(List.of(1, "x"), "[1, x]")),
        of(new LineEvent.Value(null, null)),
        of(new LineEvent.Failed("it failed", List.of("a hint"), "ENOENT")),
        of(new LineEvent.Failed("it failed", List.of(), null)),
        of(new RoleRequest.Run("s = socket()", 3, true)),
        of(new RoleRequest.Run("1", 3, true, new CompiledEntry(BASIS, List.of()))),
        of(new RoleRequest.Get("s")),
        of(new RoleRequest.Set("s", Map.of("a", 1))),
        of(new RoleRequest.Set("s", null)),
        of(new RoleRequest.Look()),
        of(new RoleRequest.State()),
        of(new RoleRequest.Facts()),
        of(new RoleRequest.Names()),
        of(new RoleRequest.Interrupt(7)),
        of(new RoleRequest.Note(true)),
        of(new RoleRequest.Answer()),
        of(new RoleRequest.Ping()),
        of(new RoleRequest.Picture(true, false, List.of(4711))),
        of(new RoleRequest.Waits()),
        of(new RoleRequest.End()),
        of(new RoleAnswer.Value(6, "6"), MessageCodec::outcome),
        of(new RoleAnswer.Value(null, null), MessageCodec::outcome),
        of(new RoleAnswer.Value(6, "6", List.of()), MessageCodec::outcome),
        of(new RoleAnswer.Exit(3), MessageCodec::outcome),
        of(failed(null, null), MessageCodec::outcome),
        of(
            failed(new ErrorReport.Failed(Errno.ENOENT, "open(\"/x\")", null), null),
            MessageCodec::outcome),
        of(failed(null, new ErrorReport.Usage("wrong", "open '/x'")), MessageCodec::outcome),
        of(new RoleAnswer.State("read(3, ...)", 4711, true), MessageCodec::state),
        of(
            new RoleAnswer.Look(
                new ThreadProbe(ThreadProbe.State.BLOCKED, "recv(3, ...)", "1 2", 4)),
            MessageCodec::look),
        of(new RoleAnswer.Facts(List.of("a fact")), MessageCodec::facts),
        of(
            new RoleAnswer.Names(
                Map.of(3, "s", -7, "q"), List.of(new SharedHandle("mutex", 1L << 46, 40, "m"))),
            MessageCodec::names),
        of(
            new RoleAnswer.Clock(1L << 50),
            received -> new RoleAnswer.Clock(MessageCodec.clock(received))),
        of(new RoleAnswer.Waits(List.of("it waits"), WAITS), MessageCodec::waits),
        of(
            new RoleAnswer.Picture(EMPTY),
            received ->
                new RoleAnswer.Picture(
                    MessageCodec.picture(received, new DistantObjects("far", 1)))),
        of(new RoleReport.Hello(new RoleHello(1, "1.0", 4711, "far", null))),
        of(new RoleReport.Hello(new RoleHello(2, "1.0", 4711, "far", "a program"))),
        of(new RoleReport.Printed("a line")),
        of(new RoleReport.Ready()),
        of(new RoleReport.Made(Leftover.Kind.FILE, "/x", null)),
        of(new RoleReport.Made(Leftover.Kind.FILE, "/x", 65534)),
        exchanged());
  }

  private static final MachineWaits WAITS =
      new MachineWaits(
          List.of(
              new MachineWaits.Blocked(
                  7, "x 7", List.of(new MachineWaits.Wait("waits", "a:1", "b:2", true)), 5)),
          List.of(new MachineWaits.Connection("a:1", "b:2", 1, 2, List.of(7, 8))));

  private static byte[] bytes(Map<String, ?> message) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Wire.write(new DataOutputStream(bytes), message);
    return bytes.toByteArray();
  }

  private static Map<String, Object> received(byte[] bytes) throws IOException {
    return new Link(new ByteArrayInputStream(bytes), new ByteArrayOutputStream()).receive();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void comesOutAsItWentIn(Sample sample) throws IOException {
    assertThat(sample.read.apply(received(bytes(sample.sent)))).isEqualTo(sample.message);
  }

  @Test
  void everyMessageHasASample() {
    List<Class<?>> all = new ArrayList<>();
    for (Class<?> kind :
        List.of(
            PeerRequest.class,
            LineEvent.class,
            RoleRequest.class,
            RoleAnswer.class,
            RoleReport.class)) {
      addRecords(kind, all);
    }
    all.removeAll(samples().map(sample -> sample.message.getClass()).toList());
    assertThat(all).isEmpty();
  }

  private static void addRecords(Class<?> kind, List<Class<?>> all) {
    for (Class<?> each : kind.getPermittedSubclasses()) {
      if (each.isSealed()) {
        addRecords(each, all);
      } else {
        all.add(each);
      }
    }
  }

  /** Without one of its values, or with one of another type: refused, or still a valid message. */
  @ParameterizedTest
  @MethodSource("samples")
  void isReadOrRefusedWhateverItsValuesAre(Sample sample) {
    List<Object> anything = new ArrayList<>(List.of(true, -1, 1L << 40, "x", List.of(1), Map.of()));
    anything.add(null);
    for (String key : sample.sent.keySet()) {
      for (Object value : anything) {
        Map<String, Object> message = new HashMap<>(sample.sent);
        message.put(key, value);
        readOrRefused(sample, message);
      }
    }
  }

  private static void readOrRefused(Sample sample, Map<String, Object> message) {
    try {
      sample.read.apply(message);
    } catch (UntrustedValues.Wrong refused) {
      assertThat(refused.getMessage()).isNotEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void isReadOrRefusedWithBitsTurnedOver(Sample sample) throws IOException {
    Random random = new Random(13);
    for (int i = 0; i < 500; i++) {
      byte[] bytes = bytes(sample.sent);
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      try {
        Map<String, Object> message = received(bytes);
        if (message != null) {
          readOrRefused(sample, message);
        }
      } catch (Link.Malformed refused) {
        assertThat(refused.getMessage()).isNotEmpty();
      }
    }
  }

  @Test
  void whatNoShellSaysIsRefusedInWords() {
    Map<String, Object> dance = Map.of("do", "dance\u001b[31m");
    assertThatThrownBy(() -> MessageCodec.peerRequest(dance))
        .isInstanceOf(UntrustedValues.Wrong.class)
        .hasMessageStartingWith("no shell can dance")
        .hasMessageNotContaining("\u001b");
    assertThatThrownBy(() -> MessageCodec.roleRequest(dance))
        .isInstanceOf(UntrustedValues.Wrong.class);
    for (Map<String, Object> nothing : List.of(Map.<String, Object>of(), dance)) {
      assertThatThrownBy(() -> MessageCodec.lineEvent(nothing))
          .isInstanceOf(UntrustedValues.Wrong.class);
      assertThatThrownBy(() -> MessageCodec.roleReport(nothing, "w"))
          .isInstanceOf(UntrustedValues.Wrong.class);
    }
  }
}
