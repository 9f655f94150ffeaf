package ipcsh.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import groovy.lang.Closure;
import ipcsh.handle.CallListeners;
import ipcsh.handle.CreatedNames;
import ipcsh.handle.ExchangeLog;
import ipcsh.handle.Leftover;
import ipcsh.handle.Role;
import ipcsh.handle.RoleFailure;
import ipcsh.handle.RoleObserver;
import ipcsh.handle.RoleServices;
import ipcsh.handle.UnsharedObserver;
import ipcsh.handle.UsageException;
import ipcsh.handle.User;
import ipcsh.inspect.Exchange;
import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import ipcsh.kit.Wait;
import ipcsh.language.Rendering;
import ipcsh.sys.Kernel;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.SocketConstants;
import ipcsh.sys.abi.SysException;
import ipcsh.sys.function.Programs.Start;
import ipcsh.sys.trace.Transfer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A role that is not a shell: it sends anything over its link, as a less privileged user can whose
 * role root has started. The shell continues, prints one clear line, removes nothing, and loses no
 * thread.
 */
@OnShell
class HostileRoleTest {
  private static final Duration BOUND = Wait.LONG;
  private static final String ESCAPES = "E\u001b]0;OWN\u0007\u009b31m\u202e\nZ";

  /** Values of all kinds. */
  private static final List<Object> ANYTHING =
      Collections.unmodifiableList(
          Arrays.asList(
              null,
              true,
              7,
              -1,
              Integer.MIN_VALUE,
              Long.MAX_VALUE,
              Double.NaN,
              new BigDecimal("1E+2000000000"),
              BigInteger.ONE.shiftLeft(5000),
              "",
              "x",
              ESCAPES,
              "../../etc/passwd",
              "(?:a*)*$1\\",
              "x".repeat(2 << 20),
              new byte[3],
              Duration.ofDays(1),
              Errno.EPERM,
              List.of(),
              List.of(1, "x"),
              List.of(List.of(), Map.of()),
              Map.of(),
              Map.of(1, 2),
              Map.of("message", 1)));

  /** The keys of messages. */
  private static final List<String> NAMES = List.of("re", "out", "control", "made", "exchanged");

  private static final List<String> IN_ERRORS =
      List.of("message", "hints", "line", "errno", "call", "hint", "usage", "example", "assert");

  private final List<Throwable> died = Collections.synchronizedList(new ArrayList<>());
  private final List<String> printed = Collections.synchronizedList(new ArrayList<>());
  private Thread.UncaughtExceptionHandler before;
  private Closure<?> asks;

  @BeforeEach
  void noThreadDies() {
    before = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler((thread, error) -> died.add(error));
  }

  @AfterEach
  void noneHasDied() {
    Thread.setDefaultUncaughtExceptionHandler(before);
    assertThat(died).isEmpty();
  }

  /** The answer of a fake role to a request; null to end it. */
  private interface Answering
      extends BiFunction<Map<String, Object>, FakeRole, Map<String, Object>> {}

  /** A role whose process does nothing; its messages are sent by a thread of the test. */
  private final class FakeRole implements AutoCloseable {
    final RoleShell role;
    final Link theirs;
    final KernelOutput raw;
    final CreatedNames createdNames;
    final ExchangeLog exchanges;
    private final Kernel kernel;
    private final int number;
    private final Thread thread;

    FakeRole(Shell shell, User user, Answering says) {
      kernel = shell.context().kernel();
      int[] link =
          kernel
              .home()
              .sockets()
              .socketpair(
                  SocketConstants.AF_UNIX,
                  SocketConstants.SOCK_STREAM | SocketConstants.SOCK_CLOEXEC,
                  0);
      createdNames = new CreatedNames(kernel, () -> new UnsharedObserver(kernel));
      exchanges = new ExchangeLog(kernel, shell.context()::unshared, () -> null);
      number = link[1];
      raw = new KernelOutput(kernel, link[1]);
      theirs = new Link(new KernelInput(kernel, link[1]), raw);
      int pid =
          kernel
              .home()
              .programs()
              .spawn(
                  new Start(
                      List.of("sleep", "1000"), List.of("PATH=/usr/bin:/bin"), "/", Map.of()));
      CallListeners callListeners = new CallListeners();
      callListeners.add((file, itself, rows) -> rows.forEach(row -> printed.add(row.toString())));
      RoleObserver observer =
          new RoleObserver() {
            @Override
            public void printed(Role itself, String line) {
              printed.add(line);
            }
          };
      role =
          new RoleShell(
              "w",
              new RoleProcess(
                  pid,
                  user,
                  null,
                  shell.context().children().add(pid, end -> {}),
                  null,
                  new Link(new KernelInput(kernel, link[0]), new KernelOutput(kernel, link[0]))),
              new RoleReports(createdNames, exchanges, callListeners),
              new RoleServices(
                  kernel,
                  shell.context().accounts(),
                  shell.context().jobs(),
                  shell.context().methods(),
                  observer),
              () -> null);
      shell.session().names().setVariable("w", role);
      thread = new Thread(() -> answer(says), "fake role");
      role.outputReadBy(thread);
      thread.setDaemon(true);
      thread.start();
    }

    private void answer(Answering says) {
      try {
        for (var asked = theirs.receive(); asked != null; asked = theirs.receive()) {
          Map<String, Object> answer = says.apply(asked, this);
          if (answer != null) {
            Map<String, Object> numbered = new HashMap<>(answer);
            numbered.putIfAbsent("re", asked.get("id"));
            theirs.send(numbered);
          }
        }
      } catch (IOException | RuntimeException over) {
        // the shell has closed the link
      } finally {
        HostileRoleTest.close(theirs);
        kernel.leaveThread();
      }
    }

    @Override
    public void close() {
      role.awaitEnd(0);
      try {
        kernel.home().sockets().shutdown(number, SocketConstants.SHUT_RDWR);
      } catch (SysException closedAlready) {
        // both have noticed the end
      }
      Wait.until(BOUND, "its end", () -> role.isDone() && !thread.isAlive());
    }
  }

  static List<Map<String, Object>> answers() {
    List<Map<String, Object>> all = new ArrayList<>();
    for (Object anything : ANYTHING) {
      for (String name : List.of("shown", "exit", "error", "explained", "expired", "value")) {
        Map<String, Object> answer = new HashMap<>(Map.of("value", 1, "shown", "1"));
        answer.put(name, anything);
        if (!name.equals("exit")) {
          all.add(answer);
        }
      }
      for (String name : IN_ERRORS) {
        Map<String, Object> error = new HashMap<>();
        error.put("message", "it failed");
        error.put("hints", List.of("a hint"));
        error.put("line", 1);
        error.put(name, anything);
        all.add(Map.of("error", error));
        if (name.equals("call") || name.equals("hint")) {
          Map<String, Object> failed = new HashMap<>(error);
          failed.put("errno", Errno.EPERM);
          all.add(Map.of("error", failed));
        }
      }
      for (String name : List.of("number", "count", "call", "c", "who", "errno", "meaning")) {
        Map<String, Object> row = new HashMap<>(Map.of("number", 1, "count", 1, "call", "f()"));
        row.put(name, anything);
        all.add(Map.of("value", 1, "explained", List.of(row)));
      }
    }
    return all;
  }

  /** The value of a block, or its failure: as in the session, and as printed. */
  private Object outcome(Shell shell) {
    if (asks == null) {
      asks = (Closure<?>) shell.run("return { -> w { 1 } }");
    }
    Object value;
    try {
      value = asks.call();
    } catch (SysException | UsageException | RoleFailure | AssertionError e) {
      return e;
    }
    Rendering.of(value);
    return value;
  }

  @Test
  void whateverItAnswersIsAValueOrAFailureThatPeopleCanRead(Shell shell) {
    for (Map<String, Object> answer : answers()) {
      try (FakeRole its = new FakeRole(shell, null, (asked, fake) -> answer)) {
        Object outcome = outcome(shell);
        if (its.role.isDone() && outcome instanceof SysException gone) {
          assertThat(gone.getErrno()).as(answer.toString()).isEqualTo(Errno.ESRCH);
          assertThat(gone.getHint()).contains("a malformed peer: ").doesNotContain("java.");
        }
      }
    }
    assertThat(shell.run("1 + 1")).isEqualTo(2);
  }

  @Test
  void whateverItSaysOfItselfIsNoFailureOfWhoLooks(Shell shell) throws Exception {
    for (String name : List.of("state", "call", "evidence", "tries", "facts", "error")) {
      for (Object anything : ANYTHING) {
        Map<String, Object> answer =
            new HashMap<>(Map.of("state", "IDLE", "call", "f()", "evidence", "", "tries", 0));
        answer.put(name, anything);
        try (FakeRole its = new FakeRole(shell, null, (asked, fake) -> answer)) {
          its.role.state();
          its.role.facts();
          its.role.toString();
          outcome(shell);
          its.role.look(shell.context().unshared());
        }
      }
    }
  }

  @Test
  void unsolicitedReportsAreChecked(Shell shell) {
    List<Map<String, Object>> messages = new ArrayList<>();
    for (int i = 0; i < ANYTHING.size(); i++) {
      for (String name : NAMES) {
        messages.add(Collections.singletonMap(name, ANYTHING.get(i)));
      }
      for (String name : List.of("made", "name", "user")) {
        Map<String, Object> named = new HashMap<>(Map.of("made", "FILE", "name", "/x"));
        named.put(name, ANYTHING.get(i));
        messages.add(named);
      }
      List<String> names = new ArrayList<>(exchange().asMap().keySet());
      // each of the keys with a third of the values
      for (int n = i % 3; n < names.size(); n += 3) {
        Map<String, Object> exchange = new HashMap<>(exchange().asMap());
        exchange.put(names.get(n), ANYTHING.get(i));
        messages.add(Map.of("exchanged", exchange));
      }
    }
    for (Map<String, Object> message : messages) {
      try (FakeRole its =
          new FakeRole(
              shell,
              null,
              (asked, fake) -> {
                send(fake, message);
                return Map.of("value", 1);
              })) {
        outcome(shell);
        its.exchanges.all().forEach(Exchange::keepsBoundaries);
        assertThat(its.createdNames.left()).isEmpty();
      }
    }
  }

  private static Exchange exchange() {
    return new Exchange(
        null,
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

  private static void send(FakeRole fake, Map<String, ?> message) {
    try {
      fake.theirs.send(message);
    } catch (IOException over) {
      // the link is not read any more
    }
  }

  /** A name that belongs to another user, in any form. */
  @Test
  void nothingOfAnotherIsNotedOrRemoved(Shell shell) throws IOException {
    Path victim = Files.createFile(shell.directory().resolve("victim"));
    Files.createSymbolicLink(shell.directory().resolve("link"), victim);
    String up = shell.directory() + "/../" + shell.directory().getFileName() + "/victim";
    for (Leftover.Kind kind : Leftover.Kind.values()) {
      for (String name :
          List.of(
              up, victim + "/", "victim", "link", shell.directory() + "/link", "/dev/shm/../x")) {
        try (FakeRole its =
            new FakeRole(
                shell,
                stranger(),
                (asked, fake) -> {
                  send(fake, Map.of("made", kind.name(), "name", name));
                  send(fake, Map.of("made", kind.name(), "name", victim.toString()));
                  send(fake, Map.of("made", "FILE", "name", "/etc/passwd", "user", 0));
                  return Map.of("value", 1);
                })) {
          outcome(shell);
          assertThat(its.createdNames.left()).isEmpty();
        }
      }
    }
    assertThat(victim).exists();
  }

  /** Another user, who owns nothing here. */
  private static User stranger() {
    return new User("stranger", 4242, 4242, List.of(4242), "/", "/bin/sh", false, false);
  }

  @Test
  void otherIdsAndNoneAndTheSameTwiceAreNoAnswers(Shell shell) {
    try (FakeRole its =
        new FakeRole(
            shell,
            null,
            (asked, fake) -> {
              for (Object id : Arrays.asList(-1, 0, 4711, "1", List.of(1), Map.of(), 1L)) {
                send(fake, Map.of("re", id, "value", "wrong"));
              }
              send(fake, Map.of("re", asked.get("id"), "value", "first"));
              return Map.of("value", "second");
            })) {
      assertThat(outcome(shell)).isEqualTo("first");
      assertThat(outcome(shell)).isEqualTo("first");
      assertThat(its.role.isDone()).isFalse();
    }
  }

  @Test
  void oneThatTalksForEverIsNotKept(Shell shell) {
    String line = "x".repeat(1 << 20);
    try (FakeRole its =
        new FakeRole(
            shell,
            null,
            (asked, fake) -> {
              for (int i = 0; i < 300; i++) {
                send(fake, Map.of("re", -1, "value", line));
                send(fake, Map.of("out", line));
              }
              return Map.of("value", 1);
            })) {
      assertThat(outcome(shell)).isEqualTo(1);
      assertThat(its.role.isDone()).isFalse();
    }
  }

  @Test
  void oneThatNeverEndsItsLineIsGivenInPieces() throws IOException {
    String endless = "x".repeat(3 * BoundedLines.LONGEST / 2);
    try (BoundedLines lines = new BoundedLines(new StringReader("a\r\n\rb\n" + endless + "\nc"))) {
      assertThat(lines.next()).isEqualTo("a");
      assertThat(lines.next()).isEmpty();
      assertThat(lines.next()).isEqualTo("b");
      assertThat(lines.next()).hasSize(BoundedLines.LONGEST);
      assertThat(lines.next()).hasSize(BoundedLines.LONGEST / 2);
      assertThat(lines.next()).isEqualTo("c");
      assertThat(lines.next()).isNull();
    }
  }

  /** Raw bytes that are not a message end it, with a message. */
  @Test
  void garbageEndsItWithOneClearLine(Shell shell) throws IOException {
    for (byte[] garbage : garbage()) {
      try (FakeRole its =
          new FakeRole(
              shell,
              null,
              (asked, fake) -> {
                send(fake, garbage);
                return null;
              })) {
        assertThat(outcome(shell))
            .isInstanceOfSatisfying(
                SysException.class,
                gone ->
                    assertThat(gone.getHint())
                        .contains("was terminated, a malformed peer: ")
                        .doesNotContain("Exception"));
        Wait.until(BOUND, "its end", its.role::isDone);
      }
    }
  }

  private static void send(FakeRole fake, byte[] raw) {
    try {
      fake.raw.write(raw);
    } catch (IOException over) {
      // the link is not read any more
    }
  }

  private static List<byte[]> garbage() throws IOException {
    byte[] nested = new byte[5 * 200];
    for (int i = 0; i < nested.length; i += 5) {
      nested[i] = 'L';
      nested[i + 4] = 1;
    }
    return List.of(
        "GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII),
        new byte[] {'s', 0, 0, 0, 1, 'x'},
        new byte[] {'M', -1, -1, -1, -1},
        new byte[] {'b', 127, -1, -1, -1},
        new byte[] {'M', 0, 0, 0, 1, 's', 0, 0, 0, 1, 'x', 'e', 0, 0, 0, 1, 'x'},
        new byte[] {'M', 0, 0, 0, 1, 'I', 0, 0, 0, 1, 'x', '0'},
        nested,
        written(Map.of("garbage", "x")),
        written(Map.of("made", "NOTHING", "name", "x")),
        written(Map.of("exchanged", Map.of())));
  }

  private static byte[] written(Object value) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Wire.write(new DataOutputStream(bytes), value);
    return bytes.toByteArray();
  }

  /** Messages of every kind with inverted bits: accepted or refused, within bounds. */
  @Test
  void bitsTurnedOverAreReadOrRefused() throws IOException {
    Random random = new Random(4711);
    List<byte[]> real = new ArrayList<>();
    for (Map<String, Object> answer : answers()) {
      byte[] bytes = written(answer);
      if (bytes.length < 10_000) {
        real.add(bytes);
      }
    }
    real.add(written(Map.of("exchanged", exchange().asMap())));
    for (int i = 0; i < Integer.getInteger("fuzz", 20_000); i++) {
      byte[] bytes = real.get(random.nextInt(real.size())).clone();
      for (int flips = random.nextInt(4); flips >= 0; flips--) {
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      }
      try {
        Object value =
            new Link(new ByteArrayInputStream(bytes), new ByteArrayOutputStream()).receive();
        assertThat(value == null || value instanceof Map).isTrue();
      } catch (Link.Malformed refused) {
        assertThat(refused.getMessage()).isNotEmpty();
      }
    }
  }

  /** The same through a role that receives requests. */
  @Test
  void answersWithBitsTurnedOver(Shell shell) throws IOException {
    Random random = new Random(42);
    List<Map<String, Object>> all = answers();
    for (int i = 0; i < 300; i++) {
      Map<String, Object> answer = new HashMap<>(all.get(random.nextInt(all.size())));
      answer.put("re", 1);
      byte[] bytes = written(answer);
      for (int flips = random.nextInt(3); flips >= 0; flips--) {
        bytes[random.nextInt(Math.min(200, bytes.length))] ^= (byte) (1 << random.nextInt(8));
      }
      try (FakeRole its =
          new FakeRole(
              shell,
              null,
              (asked, fake) -> {
                send(fake, bytes);
                // it waits for more of the message, or for the answer: this ends either
                fake.role.awaitEnd(0);
                close(fake.theirs);
                return null;
              })) {
        outcome(shell);
        assertThat(its.exchanges.isNoting()).isFalse();
      }
    }
    assertThat(shell.run("1 + 1")).isEqualTo(2);
  }

  private static void close(Link link) {
    try {
      link.close();
    } catch (IOException goneAlready) {
      // closed already
    }
  }

  @Test
  void manyKeysOfOneHashCostNoMoreThanABound() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    int keys = 200_000;
    out.writeByte('M');
    out.writeInt(keys);
    for (int i = 0; i < keys; i++) {
      // lists of numbers with equal hashes
      Wire.write(out, List.of(i, -31 * i));
      Wire.write(out, null);
    }
    WireReader reader =
        new WireReader(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    assertThatThrownBy(reader::read).isInstanceOf(Link.Malformed.class);
  }
}
