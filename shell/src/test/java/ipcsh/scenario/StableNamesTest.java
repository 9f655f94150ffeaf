package ipcsh.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.scenario.VaryingFacts.Fact;
import ipcsh.scenario.VaryingFacts.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Words that differ from run to run are replaced by names according to the facts. */
class StableNamesTest {
  private final StableNames names = new StableNames();

  private void known(String holder, Kind kind, String token, String name) {
    names.known(holder, List.of(new Fact(kind, token, name)));
  }

  @Test
  void wholeWordsGetTheNamesOfTheirFacts() {
    known("server", Kind.PID, "4711", "");
    known("server", Kind.CHILD, "4712", "1");
    assertThat(names.in("from clnt.4711, not 47110 nor x4711; 4712"))
        .isEqualTo("from clnt.<pid of server>, not 47110 nor x4711; <child 1 of server>");
  }

  @Test
  void aProcessIsCalledByItsOwnNameRatherThanAsAChild() {
    known("ipcsh", Kind.CHILD, "4711", "1");
    known("server", Kind.PID, "4711", "");
    assertThat(names.in("4711")).isEqualTo("<pid of server>");
  }

  @Test
  void twoOfAKindHaveTwoNumbersInTheOrderOfTheirAppearance() {
    known("ipcsh", Kind.PORT, "40001", "");
    known("ipcsh", Kind.PORT, "40002", "");
    assertThat(names.in("127.0.0.1:40002 127.0.0.1:40001 127.0.0.1:40002"))
        .isEqualTo("127.0.0.1:<port 1> 127.0.0.1:<port 2> 127.0.0.1:<port 1>");
  }

  @Test
  void directoriesOfKnownProcessesAndAddressesAndTimes() {
    known("ipcsh", Kind.PID, "4711", "");
    assertThat(names.in("/tmp/ipcsh-4711-a1b2/x 0x7f0012345000 for 2.1 s, for 3 bytes"))
        .isEqualTo("<folder 1>/x <address 1> for <time>, for 3 bytes");
    assertThat(names.in("/tmp/ipcsh-99-a1b2")).isEqualTo("/tmp/ipcsh-99-a1b2");
    known("ipcsh", Kind.NAME, "@00a3f", "");
    assertThat(names.in("bound @00a3f")).isEqualTo("bound <name 1>");
  }

  @Test
  void aNumberThatIsAFactByAccidentIsLikeItself() {
    known("server", Kind.PID, "4096", "");
    assertThat("4096 bytes").matches(names.like("4096 bytes"));
    assertThat("<pid of server> bytes").matches(names.like("4096 bytes"));
    assertThat("4095 bytes").doesNotMatch(names.like("4096 bytes"));
    assertThat("<pid of client> bytes").doesNotMatch(names.like("4096 bytes"));
  }

  @Test
  void aRoleOfAnotherUserHasThatUsersName() {
    known("ipcsh", Kind.USER, "uid:0", "uid");
    known("server", Kind.USER, "uid:0", "uid");
    known("worker", Kind.USER, "uid:65534", "uid");
    known("worker", Kind.USER, "uid:65534", "uid");
    assertThat(names.in("uid:0 uid:65534 uid:1")).isEqualTo("uid:<uid> uid:<uid of worker> uid:1");
  }
}
