package ipcsh.peer;

import ipcsh.draw.Subject;
import ipcsh.handle.Leftover;
import ipcsh.handle.TextBasis;
import ipcsh.handle.ThreadProbe;
import ipcsh.inspect.Exchange;
import ipcsh.inspect.MachineWaits;
import ipcsh.inspect.UntrustedValues;
import ipcsh.inspect.UntrustedValues.Wrong;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Encodes the messages between shells as maps, which are sent over a {@link Link}; the only class
 * that knows their keys. Received messages are not trusted: an unknown message, or one with an
 * invalid value, is refused.
 */
public final class MessageCodec {
  private static final String DO = "do";
  private static final String ID = "id";
  private static final String RE = "re";
  private static final String EXPIRED = "expired";
  private static final String BASIS = "basis";
  private static final String CLASSES = "classes";
  private static final String HELLO = "hello";
  private static final String CLOCK = "clock";
  private static final String PICTURE = "picture";
  private static final String WAITS = "waits";

  private MessageCodec() {}

  /** Encodes a request to another shell. */
  static Map<String, Object> encode(PeerRequest request) {
    Map<String, Object> sent = new HashMap<>();
    if (request instanceof PeerRequest.Who) {
      sent.put(DO, "who");
    } else if (request instanceof PeerRequest.Journal) {
      sent.put(DO, "journal");
    } else if (request instanceof PeerRequest.Interrupt) {
      sent.put(DO, "interrupt");
    } else if (request instanceof PeerRequest.Run run) {
      sent.put(DO, "run");
      sent.put("text", run.text());
      sent.put("from", run.from());
    }
    return sent;
  }

  /** Decodes it; {@link Wrong} if it is not valid. */
  static PeerRequest peerRequest(Map<String, Object> received) {
    UntrustedValues fields = UntrustedValues.of(received);
    return switch (fields.name(DO)) {
      case "who" -> new PeerRequest.Who();
      case "journal" -> new PeerRequest.Journal();
      case "interrupt" -> new PeerRequest.Interrupt();
      case "run" -> new PeerRequest.Run(fields.raw("text"), fields.name("from"));
      default -> throw new Wrong("no shell can " + fields.word(DO));
    };
  }

  /** Encodes an event of a line. */
  static Map<String, Object> encode(LineEvent event) {
    Map<String, Object> sent = new HashMap<>();
    if (event instanceof LineEvent.Printed printed) {
      sent.put("out", printed.line());
    } else if (event instanceof LineEvent.Busy busy) {
      sent.put("busy", busy.doing());
    } else if (event instanceof LineEvent.Value value) {
      sent.put("value", value.value());
      sent.put("shown", value.shown());
    } else if (event instanceof LineEvent.Failed failed) {
      Map<String, Object> error = new HashMap<>();
      error.put("message", failed.message());
      error.put("hints", failed.hints());
      error.put("errno", failed.errno());
      sent.put("error", error);
    }
    return sent;
  }

  /** Decodes it; {@link Wrong} if it is not valid. */
  static LineEvent lineEvent(Map<String, Object> received) {
    UntrustedValues fields = UntrustedValues.of(received);
    if (fields.has("error")) {
      UntrustedValues error = fields.values("error");
      return new LineEvent.Failed(
          error.raw("message"), error.texts("hints"), error.wordOrNull("errno"));
    }
    if (received.containsKey("value")) {
      return new LineEvent.Value(received.get("value"), fields.rawOrNull("shown"));
    }
    return fields.has("busy")
        ? new LineEvent.Busy(fields.raw("busy"))
        : new LineEvent.Printed(fields.raw("out"));
  }

  /** Encodes a request to a role. */
  public static Map<String, Object> encode(RoleRequest request) {
    Map<String, Object> sent = new HashMap<>();
    if (request instanceof RoleRequest.Run run) {
      sent.put(DO, "run");
      sent.put("text", run.text());
      sent.put("line", run.line());
      sent.put("explain", run.explain());
      if (run.compiled() != null) {
        sent.put(BASIS, ClassesInMessage.sent(run.compiled().basis()));
        sent.put(CLASSES, ClassesInMessage.sent(run.compiled().classes()));
      }
    } else if (request instanceof RoleRequest.Get get) {
      sent.put(DO, "get");
      sent.put("name", get.name());
    } else if (request instanceof RoleRequest.Set set) {
      sent.put(DO, "set");
      sent.put("name", set.name());
      sent.put("value", set.value());
    } else if (request instanceof RoleRequest.Look) {
      sent.put(DO, "look");
    } else if (request instanceof RoleRequest.State) {
      sent.put(DO, "state");
    } else if (request instanceof RoleRequest.Names) {
      sent.put(DO, "names");
    } else if (request instanceof RoleRequest.Facts) {
      sent.put(DO, "facts");
    } else if (request instanceof RoleRequest.Interrupt interrupt) {
      sent.put(DO, "interrupt");
      sent.put("of", interrupt.of());
    } else if (request instanceof RoleRequest.Note note) {
      sent.put(DO, "note");
      sent.put("on", note.on());
    } else if (request instanceof RoleRequest.Answer) {
      sent.put(DO, "answer");
    } else if (request instanceof RoleRequest.Ping) {
      sent.put(DO, "ping");
    } else if (request instanceof RoleRequest.Picture picture) {
      sent.put(DO, PICTURE);
      sent.put("all", picture.all());
      sent.put("own", picture.own());
      sent.put("pids", picture.pids());
    } else if (request instanceof RoleRequest.Waits) {
      sent.put(DO, WAITS);
    } else if (request instanceof RoleRequest.End) {
      sent.put(DO, "end");
    }
    return sent;
  }

  /** The same with a number, which is repeated in the answer. */
  public static Map<String, Object> encode(RoleRequest request, int number) {
    Map<String, Object> sent = encode(request);
    sent.put(ID, number);
    return sent;
  }

  /** Decodes it; {@link Wrong} if it is not valid. */
  public static RoleRequest roleRequest(Map<String, Object> received) {
    UntrustedValues fields = UntrustedValues.of(received);
    return switch (fields.name(DO)) {
      case "run" ->
          new RoleRequest.Run(
              fields.raw("text"),
              (int) fields.number("line", 0, Integer.MAX_VALUE),
              fields.truth("explain"),
              ClassesInMessage.entry(received.get(BASIS), received.get(CLASSES)));
      case "get" -> new RoleRequest.Get(fields.name("name"));
      case "set" -> new RoleRequest.Set(fields.name("name"), received.get("value"));
      case "look" -> new RoleRequest.Look();
      case "state" -> new RoleRequest.State();
      case "facts" -> new RoleRequest.Facts();
      case "names" -> new RoleRequest.Names();
      case "interrupt" ->
          new RoleRequest.Interrupt((int) fields.number("of", 1, Integer.MAX_VALUE));
      case "note" -> new RoleRequest.Note(fields.truth("on"));
      case "answer" -> new RoleRequest.Answer();
      case "ping" -> new RoleRequest.Ping();
      case PICTURE ->
          new RoleRequest.Picture(
              fields.truth("all"), fields.truth("own"), numbers(received.get("pids")));
      case WAITS -> new RoleRequest.Waits();
      case "end" -> new RoleRequest.End();
      default -> throw new Wrong("no shell can " + fields.word(DO));
    };
  }

  /** The number of a request; 0 if it has none. */
  public static int number(Map<String, Object> received) {
    return received.get(ID) instanceof Integer number ? number : 0;
  }

  /** The number of the request that is answered, or null if it is not an answer. */
  static Object answered(Map<String, Object> received) {
    return received.get(RE);
  }

  /**
   * Encodes an answer of a role.
   *
   * @param number the number of the request
   * @param expired the number of calls that have timed out there
   */
  public static Map<String, Object> encode(RoleAnswer answer, int number, long expired) {
    Map<String, Object> sent = new HashMap<>();
    sent.put(RE, number);
    sent.put(EXPIRED, expired);
    if (answer instanceof RoleAnswer.Value value) {
      sent.put("value", value.value());
      sent.put("shown", value.shown());
    } else if (answer instanceof RoleAnswer.Failed failed) {
      sent.put("error", encode(failed.error()));
    } else if (answer instanceof RoleAnswer.Exit exit) {
      sent.put("exit", exit.status());
    } else if (answer instanceof RoleAnswer.State state) {
      sent.put("state", state.state());
      sent.put("thread", state.thread());
      sent.put("limited", state.limited());
    } else if (answer instanceof RoleAnswer.Names names) {
      sent.put("names", NamesInMessage.sent(names.names()));
      sent.put("memory", NamesInMessage.sent(names.memory()));
    } else if (answer instanceof RoleAnswer.Picture picture) {
      sent.put(PICTURE, DistantObjects.encode(picture.subject()));
    } else if (answer instanceof RoleAnswer.Waits waits) {
      sent.put(WAITS, waits.sentences());
      sent.put("ends", RecordCodec.encode(waits.ends(), MachineWaits.class));
    } else if (answer instanceof RoleAnswer.Clock clock) {
      sent.put(CLOCK, clock.time());
    } else if (answer instanceof RoleAnswer.Facts facts) {
      sent.put("facts", facts.facts());
    } else if (answer instanceof RoleAnswer.Look look) {
      sent.put("state", look.probe().state().name());
      sent.put("call", look.probe().call());
      sent.put("evidence", look.probe().evidence());
      sent.put("tries", look.probe().tries());
    }
    if (answer instanceof RoleAnswer.Outcome outcome && outcome.calls() != null) {
      sent.put("explained", outcome.calls());
    }
    return sent;
  }

  /** Encodes an outcome, and what the role's next entry depends on, if that can be told. */
  public static Map<String, Object> encode(
      RoleAnswer.Outcome outcome, int number, long expired, TextBasis next) {
    Map<String, Object> sent = encode(outcome, number, expired);
    sent.put(BASIS, ClassesInMessage.sent(next));
    return sent;
  }

  /** What the role's next entry depends on, or null; {@link Wrong} if it is not valid. */
  static TextBasis next(Map<String, Object> received) {
    return ClassesInMessage.basis(received.get(BASIS));
  }

  /** The number of calls that have timed out there; the previous count if it is missing. */
  static long expired(Map<String, Object> received, long before) {
    return received.get(EXPIRED) instanceof Number count ? count.longValue() : before;
  }

  /**
   * Decodes the outcome of a request to run an entry, or about a variable; {@link Wrong} if it is
   * not valid.
   */
  static RoleAnswer.Outcome outcome(Map<String, Object> received) {
    UntrustedValues fields = UntrustedValues.of(received);
    List<Map<String, ?>> calls =
        received.containsKey("explained") ? RemoteCalls.of(received.get("explained")) : null;
    if (fields.has("error")) {
      return new RoleAnswer.Failed(error(fields.values("error")), calls);
    }
    if (fields.has("exit")) {
      return new RoleAnswer.Exit((int) fields.number("exit", Integer.MIN_VALUE, Integer.MAX_VALUE));
    }
    return new RoleAnswer.Value(received.get("value"), fields.rawOrNull("shown"), calls);
  }

  /** Decodes what it does; its state may be null. {@link Wrong} if it is not valid. */
  static RoleAnswer.State state(Map<String, Object> received) {
    UntrustedValues told = UntrustedValues.of(received);
    return new RoleAnswer.State(
        told.wordOrNull("state"),
        (int) told.number("thread", 0, Integer.MAX_VALUE),
        told.truth("limited"));
  }

  /**
   * Decodes the state of its threads; null if it could not inspect them. {@link Wrong} if it is not
   * valid.
   */
  static RoleAnswer.Look look(Map<String, Object> received) {
    UntrustedValues fields = UntrustedValues.of(received);
    return fields.has("error")
        ? null
        : new RoleAnswer.Look(
            new ThreadProbe(
                fields.one("state", ThreadProbe.State.class),
                fields.wordOrNull("call"),
                fields.text("evidence"),
                fields.number("tries", 0, Long.MAX_VALUE)));
  }

  /** Decodes the names of its descriptors; {@link Wrong} if they are not valid. */
  static RoleAnswer.Names names(Map<String, Object> received) {
    return new RoleAnswer.Names(
        NamesInMessage.received(received.get("names")),
        NamesInMessage.memory(received.get("memory")));
  }

  /** Decodes its facts, empty if there are none. */
  static RoleAnswer.Facts facts(Map<String, Object> received) {
    return new RoleAnswer.Facts(received.get("facts") instanceof List<?> facts ? facts : List.of());
  }

  private static List<Integer> numbers(Object received) {
    List<Integer> all = new ArrayList<>();
    for (Object each : UntrustedValues.list(received)) {
      if (!(each instanceof Integer number)) {
        throw new Wrong("expected numbers");
      }
      all.add(number);
    }
    return all;
  }

  /**
   * Decodes what is open there, null if it could not look; {@link Wrong} if it is not valid.
   *
   * @param objects how the objects of that machine are called here
   */
  static Subject picture(Map<String, Object> received, DistantObjects objects) {
    return received.containsKey(PICTURE) ? objects.subject(received.get(PICTURE)) : null;
  }

  /** Decodes why it waits; {@link Wrong} if it is not valid. */
  static RoleAnswer.Waits waits(Map<String, Object> received) {
    Object ends =
        new RecordCodec((record, component, value) -> value)
            .decode(received.get("ends"), MachineWaits.class);
    return new RoleAnswer.Waits(
        UntrustedValues.of(received).texts(WAITS),
        ends == null ? MachineWaits.NONE : (MachineWaits) ends);
  }

  /** Decodes the time of its clock; {@link Wrong} if it is not valid. */
  static long clock(Map<String, Object> received) {
    return UntrustedValues.of(received).number(CLOCK, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  private static Map<String, Object> encode(ErrorReport error) {
    Map<String, Object> sent = new HashMap<>();
    sent.put("message", error.message());
    sent.put("hints", error.hints());
    sent.put("line", error.line());
    if (error.failed() != null) {
      sent.put("errno", error.failed().errno());
      sent.put("call", error.failed().call());
      sent.put("hint", error.failed().hint());
    } else if (error.usage() != null) {
      sent.put("usage", error.usage().message());
      sent.put("example", error.usage().example());
    } else if (error.isAssertion()) {
      sent.put("assert", true);
    }
    return sent;
  }

  private static ErrorReport error(UntrustedValues fields) {
    ErrorReport.Failed failed =
        fields.has("errno")
            ? new ErrorReport.Failed(
                fields.errno("errno"), fields.text("call"), fields.textOrNull("hint"))
            : null;
    ErrorReport.Usage usage =
        fields.has("usage")
            ? new ErrorReport.Usage(fields.text("usage"), fields.textOrNull("example"))
            : null;
    return new ErrorReport(
        fields.textOrNull("message"),
        fields.texts("hints"),
        (int) fields.number("line", 0, Integer.MAX_VALUE),
        failed,
        usage,
        fields.has("assert"));
  }

  /** Encodes a report of a role. */
  public static Map<String, Object> encode(RoleReport report) {
    Map<String, Object> sent = new HashMap<>();
    if (report instanceof RoleReport.Printed printed) {
      sent.put("out", printed.line());
    } else if (report instanceof RoleReport.Ready) {
      sent.put("control", "ready");
    } else if (report instanceof RoleReport.Hello hello) {
      sent.put(HELLO, hello.hello().protocol());
      sent.put("version", hello.hello().version());
      sent.put("pid", hello.hello().pid());
      sent.put("machine", hello.hello().machine());
      sent.put("program", hello.hello().program());
    } else if (report instanceof RoleReport.Made made) {
      sent.put("made", made.kind().name());
      sent.put("name", made.name());
      sent.put("user", made.user());
    } else if (report instanceof RoleReport.Exchanged exchanged) {
      sent.put("exchanged", exchanged.exchange().asMap());
    }
    return sent;
  }

  /** Decodes a report of the role with this name; {@link Wrong} if it is not valid. */
  static RoleReport roleReport(Map<String, Object> received, String role) {
    UntrustedValues fields = UntrustedValues.of(received);
    if (fields.has("control")) {
      return new RoleReport.Ready();
    }
    if (fields.has(HELLO)) {
      return new RoleReport.Hello(
          new RoleHello(
              (int) fields.number(HELLO, 0, Integer.MAX_VALUE),
              fields.word("version"),
              (int) fields.number("pid", 1, Integer.MAX_VALUE),
              fields.word("machine"),
              fields.wordOrNull("program")));
    }
    if (fields.has("made")) {
      return new RoleReport.Made(
          fields.one("made", Leftover.Kind.class),
          fields.name("name"),
          fields.has("user") ? (int) fields.number("user", 0, Integer.MAX_VALUE) : null);
    }
    return received.containsKey("exchanged")
        ? new RoleReport.Exchanged(Exchange.of(received.get("exchanged"), role))
        : new RoleReport.Printed(fields.raw("out"));
  }
}
