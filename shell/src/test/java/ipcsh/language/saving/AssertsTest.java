package ipcsh.language.saving;

import static ipcsh.language.saving.Facts.descriptor;
import static ipcsh.language.saving.Facts.list;
import static ipcsh.language.saving.Facts.literal;
import static ipcsh.language.saving.Facts.map;
import static ipcsh.language.saving.Facts.message;
import static ipcsh.language.saving.Facts.other;
import static ipcsh.language.saving.Facts.process;
import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import ipcsh.language.ValueFact;
import ipcsh.sys.abi.Errno;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The assertions for a value. */
@OnShell
class AssertsTest {
  private static final int OWN = 4711;

  private SessionState known;
  private HandleNames names;
  private Asserts asserts;

  @BeforeEach
  void ofASession(Shell shell) {
    known = new SessionState(shell.context());
    names = new HandleNames(List.of());
    asserts = new Asserts(known, names, OWN, Set.of("@typed", "/tmp/typed"));
  }

  private List<String> same(ValueFact fact) {
    return asserts.conditions("v", fact, Determinism.SAME);
  }

  private List<String> data(ValueFact fact) {
    return asserts.conditions("v", fact, Determinism.DATA);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void values() {
    assertThat(same(literal(5))).containsExactly("v == 5");
    assertThat(same(literal(true))).containsExactly("v");
    assertThat(same(literal(false))).containsExactly("!v");
    assertThat(same(literal("it's\n"))).containsExactly("v == 'it\\'s\\n'");
    assertThat(same(literal(Errno.EPIPE))).containsExactly("v == EPIPE");
    assertThat(same(literal(new byte[] {1, 2}))).containsExactly("v == hex('01 02')");
    assertThat(same(list(literal(1), literal("a")))).containsExactly("v == [1, 'a']");
  }

  @Test
  void withoutANameTheConditionIsWhatStandsBehind() {
    assertThat(asserts.conditions("", literal(5), Determinism.SAME)).containsExactly(" == 5");
    assertThat(asserts.conditions("", literal(true), Determinism.SAME)).containsExactly("");
    assertThat(asserts.conditions("", literal(false), Determinism.SAME)).containsExactly("!");
  }

  @Test
  void nothingOfWhatNobodyWouldReadOrCouldWrite() {
    assertThat(same(Facts.NOTHING)).isEmpty();
    assertThat(same(literal("x".repeat(201)))).isEmpty();
    assertThat(same(descriptor(3, 1))).isEmpty();
    assertThat(same(process(5000))).isEmpty();
    assertThat(same(other("Object"))).isEmpty();
    assertThat(same(list())).isEmpty();
    assertThat(same(list(literal(1), descriptor(3, 1)))).isEmpty();
  }

  @Test
  void nothingOfWhatIsAnotherOneNextTime() {
    assertThat(asserts.conditions("v", literal(5), Determinism.OTHER)).isEmpty();
    assertThat(asserts.conditions("v", message(bytes("x")), Determinism.OTHER)).isEmpty();
    assertThat(asserts.conditions("v", literal(5), Determinism.DATA.and(Determinism.OTHER)))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"fd 3: socket", "a line\nwith fd 12", "bound to @0a1f3", "from @12345 to you"})
  void nothingOfATextWithWhatTheKernelChose(String text) {
    assertThat(same(literal(text))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"fd", "fds 3", "@typed", "me@12345678", "@1234"})
  void butOfATextThatOnlyLooksLikeIt(String text) {
    assertThat(same(literal(text))).containsExactly("v == '" + text + "'");
  }

  @Test
  void aNameOfASocketIsKnownWhereSomebodyTypedIt() {
    assertThat(asserts.conditions("v", literal("@typed"), Determinism.NAME))
        .containsExactly("v == '@typed'");
    assertThat(asserts.conditions("v", literal("@0001a"), Determinism.NAME)).isEmpty();
    assertThat(asserts.conditions("v", literal(""), Determinism.NAME)).isEmpty();
  }

  @Test
  void aProcessIsKnownByWhoHasIt() {
    names.variable("c", process(5000));
    names.variable("small", process(12));
    assertThat(asserts.conditions("v", literal(OWN), Determinism.PID))
        .containsExactly("v == getpid()");
    assertThat(asserts.conditions("v", literal(5000), Determinism.PID))
        .containsExactly("v == c.pid");
    assertThat(asserts.conditions("v", literal(5001), Determinism.PID)).isEmpty();
    assertThat(asserts.conditions("v", literal(12), Determinism.PID))
        .as("may be any number")
        .isEmpty();
    assertThat(asserts.conditions("v", literal("5000"), Determinism.PID)).isEmpty();
    assertThat(asserts.conditions("v", list(literal(5000)), Determinism.PID)).isEmpty();
  }

  @Test
  void aMessage() {
    assertThat(data(message(bytes("it's")))).containsExactly("v.text == 'it\\'s'");
    assertThat(data(message(new byte[] {0, -1}))).containsExactly("v.hex == '00 ff'");
    assertThat(data(message(new byte[63]))).hasSize(1).first().asString().startsWith("v.hex == ");
    assertThat(data(message(new byte[64]))).containsExactly("v.size == 64");
    assertThat(data(message(bytes("")))).containsExactly("v.text == ''");
    assertThat(data(message(bytes(""), Map.of("eof", true)))).containsExactly("v.eof");
  }

  @Test
  void whatBefellAMessage() {
    assertThat(data(message(bytes("x"), Map.of("truncated", true, "controlTruncated", true))))
        .containsExactly("v.text == 'x'", "v.truncated", "v.controlTruncated");
    assertThat(data(message(bytes("x"), Map.of("from", "@typed"))))
        .containsExactly("v.text == 'x'", "v.from == '@typed'");
    assertThat(data(message(bytes("x"), Map.of("from", "@0001a"))))
        .containsExactly("v.text == 'x'");
    assertThat(data(message(bytes("x"), Map.of("from", "")))).containsExactly("v.text == 'x'");
  }

  @Test
  void aMessageTooLongToKeepIsKnownByItsSize() {
    Map<String, Object> without = new LinkedHashMap<>();
    without.put("bytes", null);
    assertThat(data(message(new byte[5000], without))).containsExactly("v.size == 5000");
  }

  @Test
  void dataWithNumbersOfProcessesInItIsKnownWhereItHasNoDigits() {
    known.written(Determinism.PID);
    assertThat(data(message(bytes("no digit")))).containsExactly("v.text == 'no digit'");
    assertThat(data(message(bytes("pid 7")))).isEmpty();
    assertThat(data(message(new byte[] {-1}))).isEmpty();
    assertThat(data(literal("pid 7"))).isEmpty();
    assertThat(data(literal("pid"))).containsExactly("v == 'pid'");
    assertThat(same(literal(7))).as("no data").containsExactly("v == 7");
  }

  @Test
  void dataThatIsNeverTheSameIsNotKnownButThatItEndedIs() {
    known.written(Determinism.OTHER);
    assertThat(data(message(bytes("x")))).isEmpty();
    assertThat(data(literal("x"))).isEmpty();
    assertThat(data(message(bytes(""), Map.of("eof", true)))).containsExactly("v.eof");
  }

  @Test
  void whatAProgramMayHaveWrittenNobodyKnows() {
    known.startProgram();
    assertThat(data(message(bytes("x")))).isEmpty();
    assertThat(data(literal(1))).isEmpty();
    assertThat(same(literal(1))).containsExactly("v == 1");
  }

  @Test
  void theMembersOfAMapButNoPid() {
    Map<String, ValueFact> map = new LinkedHashMap<>();
    map.put("exit", literal(3));
    map.put("pid", literal(5000));
    map.put("not a name", literal(1));
    map.put("signal", Facts.NOTHING);
    map.put("fd", descriptor(3, 1));
    map.put("core", literal(false));
    assertThat(same(map(map))).containsExactly("v.exit == 3", "v.core == false");
    assertThat(same(map(Map.of()))).isEmpty();
  }
}
