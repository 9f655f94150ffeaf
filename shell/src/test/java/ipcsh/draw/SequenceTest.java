package ipcsh.draw;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.inspect.Exchange;
import ipcsh.sys.trace.Transfer.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The pairing of exchanges, and the chart, on exchanges made by hand. */
class SequenceTest {
  private final List<Exchange> all = new ArrayList<>();
  private long time = 1_000_000;

  private Exchange add(
      String who,
      Kind kind,
      String call,
      String data,
      long room,
      String through,
      String object,
      String peer,
      String name,
      String peerName) {
    time += 1_000_000;
    return added(
        new Exchange(
            who,
            kind,
            call,
            '"' + data + '"',
            data.length(),
            room,
            0,
            through,
            object,
            peer,
            name,
            peerName,
            time,
            time + 1000));
  }

  private Exchange added(Exchange exchange) {
    all.add(exchange);
    return exchange;
  }

  private void sendto(String who, String data, String from, String to) {
    add(who, Kind.SEND, "sendto", data, data.length(), "unix dgram", who + from, null, from, to);
  }

  private void recvfrom(String who, String data, int room, String at, String from) {
    add(who, Kind.RECEIVE, "recvfrom", data, room, "unix dgram", who + at, null, at, from);
  }

  private void write(String who, String data) {
    add(who, Kind.SEND, "write", data, data.length(), "pipe", "pipe:[1]", null, null, null);
  }

  private void read(String who, String data, int room) {
    add(who, Kind.RECEIVE, "read", data, room, "pipe", "pipe:[1]", null, null, null);
  }

  private String text(int width) {
    return Sequence.of(all, "A").grid(width).text(false);
  }

  @Test
  void whatArrivesAtOnceIsOneArrow() {
    sendto("client", "hello", null, "/tmp/s");
    recvfrom("server", "hello", 100, "/tmp/s", null);
    assertThat(text(60))
        .isEqualTo(
            """
             client                server
                │                     │
                │   sendto "hello"    │
                ├────────────────────▶│
                │                     │\
            """);
  }

  @Test
  void ofALongNameTheProcessIdIsKept() {
    for (int pid = 11111; pid <= 11117; pid++) {
      write("server " + pid, "x" + pid);
      read("client", "x" + pid, 10);
    }
    assertThat(text(80).lines().findFirst().orElseThrow()).contains("11111", "11113", "11116");
  }

  @Test
  void whatIsTakenLaterHasANumberAndACutOneSaysSo() {
    sendto("client", "ABCDE", null, "/tmp/s");
    sendto("client", "FG", null, "/tmp/s");
    recvfrom("server", "ABCDE", 3, "/tmp/s", null);
    recvfrom("server", "FG", 100, "/tmp/s", null);
    assertThat(text(80))
        .isEqualTo(
            """
             client                              server
                │                                   │
                │          sendto "ABCDE"           │
                ├────────────────▶(1)               │
                │            sendto "FG"            │
                ├────────────────▶(2)               │
                │               (1)────────────────▶│ recvfrom "ABCDE"  3 of 5 bytes
                │               (2)────────────────▶│ recvfrom 2 bytes
                │                                   │\
            """);
  }

  @Test
  void aStreamHasNoBoundaries() {
    write("a", "one");
    write("a", "two");
    write("a", "three");
    read("b", "onetw", 5);
    read("b", "othree", 100);
    read("b", "", 100);
    List<ChartExchange> steps = Sequence.of(all, "A").steps();
    assertThat(steps.get(3).others()).containsExactly(steps.get(0), steps.get(1));
    assertThat(steps.get(4).others()).containsExactly(steps.get(1), steps.get(2));
    assertThat(steps.get(5).isEnd()).isTrue();
    assertThat(text(100)).contains("read \"onetw\"", "read \"othree\"", "read  end of file");
  }

  @Test
  void datagramsMeetByTheirData() {
    sendto("a", "lost", null, "/tmp/s");
    sendto("a", "here", null, "/tmp/s");
    recvfrom("b", "here", 100, "/tmp/s", null);
    List<ChartExchange> steps = Sequence.of(all, "A").steps();
    assertThat(steps.get(2).others()).containsExactly(steps.get(1));
    assertThat(text(80)).contains("─○ sendto \"lost\"  (not taken)");
  }

  @Test
  void twoSendersAreToldApartByTheirNames() {
    sendto("a", "same", "/tmp/a", "/tmp/s");
    sendto("b", "same", "/tmp/b", "/tmp/s");
    recvfrom("s", "same", 100, "/tmp/s", "/tmp/b");
    recvfrom("s", "same", 100, "/tmp/s", "/tmp/a");
    List<ChartExchange> steps = Sequence.of(all, "A").steps();
    assertThat(steps.get(2).others()).containsExactly(steps.get(1));
    assertThat(steps.get(3).others()).containsExactly(steps.get(0));
  }

  @Test
  void aHostOfZerosIsAnyHost() {
    add("c", Kind.SEND, "sendto", "x", 1, "inet dgram", "s:1", null, "127.0.0.1:9", "127.0.0.1:53");
    add("s", Kind.RECEIVE, "recvfrom", "x", 9, "inet dgram", "s:2", null, "0.0.0.0:53", null);
    add("t", Kind.RECEIVE, "recvfrom", "x", 9, "inet dgram", "s:3", null, "0.0.0.0:54", null);
    List<ChartExchange> steps = Sequence.of(all, "A").steps();
    assertThat(steps.get(1).others()).containsExactly(steps.get(0));
    assertThat(steps.get(2).others()).isEmpty();
  }

  @Test
  void whoWaitsIsThickMeanwhile() {
    Exchange waits =
        new Exchange(
            "server",
            Kind.RECEIVE,
            "read",
            "\"x\"",
            1,
            9,
            0,
            "pipe",
            "pipe:[1]",
            null,
            null,
            null,
            1,
            4_000_000);
    added(waits);
    write("client", "x");
    assertThat(text(60))
        .isEqualTo(
            """
             client           server
                │                │
                │                ┃ read waits
                │   write "x"    ┃
                ├───────────────▶┃
                │                │\
            """);
  }

  @Test
  void whatOneSaysToItselfIsAHook() {
    write("a", "x");
    read("a", "x", 9);
    assertThat(text(60))
        .isEqualTo(
            """
             a
             │
             │╮ write "x"
             │◀╯ read 1 byte
             │\
            """);
  }

  @Test
  void mermaidEscapesWhatItWouldRead() {
    sendto("a;b", "x#y;%\"", null, "/tmp/s");
    recvfrom("b", "x#y;%\"", 100, "/tmp/s", null);
    assertThat(Sequence.of(all, "A").mermaid())
        .isEqualTo(
            """
            sequenceDiagram
                participant p0 as a#59;b
                participant p1 as b
                p0->>p1: sendto #34;x#35;y#59;#37;#34;#34;
            """);
  }

  @Test
  void anExchangeTravels() {
    sendto("a", "x", "/tmp/a", "/tmp/s");
    Map<String, Object> sent = all.get(0).asMap();
    assertThat(Exchange.of(sent, "server")).isEqualTo(all.get(0).by("server a"));
    sent.put("who", null);
    assertThat(Exchange.of(sent, "server")).isEqualTo(all.get(0).by("server"));
  }

  /** Whatever the exchanges, no line is too wide, and each arrow ends at a lane or in a number. */
  @Test
  void anyChartKeepsItsWidth() {
    Random random = new Random(6);
    for (int round = 0; round < 300; round++) {
      all.clear();
      List<String> names = new ArrayList<>(List.of("a", "server", "a-long-name-of-a-role", "d"));
      Collections.shuffle(names, random);
      int lanes = 1 + random.nextInt(names.size());
      for (int i = 0; i < 20; i++) {
        String who = names.get(random.nextInt(lanes));
        String data = "x".repeat(random.nextInt(60));
        if (random.nextBoolean()) {
          write(who, data);
        } else {
          read(who, data, 1 + random.nextInt(90));
        }
      }
      int width = 40 + random.nextInt(160);
      for (String line : Sequence.of(all, "A").grid(width).text(false).split("\n")) {
        assertThat(line.length()).as(line).isLessThanOrEqualTo(width);
        assertThat(line).doesNotContain("─ ", " ─▶");
      }
    }
  }
}
