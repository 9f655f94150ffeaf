package ipcsh.app;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.Outcome;
import ipcsh.kit.Program;
import ipcsh.kit.Prompt;
import ipcsh.kit.Running;
import ipcsh.kit.Tools;
import ipcsh.kit.Wait;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several packaged shells on terminals that know each other. */
class PeersIT {
  private static final Duration BOUND = Wait.LONG;

  @TempDir Path directory;

  private final List<Prompt> prompts = new ArrayList<>();

  private Prompt prompt(String... arguments) {
    Prompt prompt = new Prompt(directory, arguments);
    prompts.add(prompt);
    return prompt;
  }

  private Prompt named(String name) {
    return prompt("-n", name).await(name + "> ").enter("1", "1").await(name + "> ");
  }

  private Running start(String... arguments) {
    List<String> command = new ArrayList<>(List.of(Program.launcher()));
    command.addAll(List.of(arguments));
    return Running.start(command, directory, Map.of("XDG_RUNTIME_DIR", directory.toString()));
  }

  private Outcome run(String... arguments) {
    return start(arguments).outcome(BOUND);
  }

  private String[] sockets() {
    String[] files = directory.resolve("ipcsh").toFile().list((all, name) -> !name.startsWith("."));
    return files == null ? new String[0] : files;
  }

  private void awaitState(String name, String state) {
    Wait.until(BOUND, name + " " + state, () -> row(name).endsWith("  " + state));
  }

  private String row(String name) {
    return run("ls").lines().stream()
        .filter(line -> line.startsWith("  " + name + " "))
        .findAny()
        .orElse("");
  }

  @AfterEach
  void end() {
    prompts.forEach(Prompt::close);
  }

  @Test
  void shellsWithoutNamesGetShortOnes() {
    prompt().await("A> ").enter("1", "1").await("A> ");
    prompt().await("B> ").enter("shells*.name", "[A, B]").await("B> ").type("\4");
    assertThat(prompts.get(1).status()).isZero();
    assertThat(sockets()).hasSize(1);
    assertThat(run("-n", "A", "-e", "1").status()).isEqualTo(2);
    assertThat(run("-n", "a b", "-e", "1").err()).contains("letters, digits");
  }

  @Test
  void aLineRunsThereAndItsValueComesBack() {
    Prompt b = named("B");
    Prompt a = named("A");
    a.enter("@B x = 20 + 1", "21").await("A> ");
    b.await("[from A] x = 20 + 1").await("21");
    a.enter("_ * 2", "42").await("A> ");
    a.enter("@B println 'said'", "said").await("A> ");
    a.enter("@B open '/no/such'", "open(\"/no/such\", O_RDONLY) = -1 ENOENT").await("A> ");
    a.enter("fails(ENOENT) { at B, 'open \"/no/such\"' }", "open(").await("A> ");
    a.enter("@Bb 1", "no shell is called 'Bb'; did you mean B?").await("A> ");
    b.enter("x", "21");
  }

  @Test
  void attachedOneWorksThereAndCtrlCInterruptsTheLineThere() {
    Prompt b = named("B");
    Prompt a = named("A");
    b.enter("(r, w) = socketpair()", "fd 3").await("B> ");
    a.enter("attach B", "at B: Ctrl-D or detach returns").await("B> ");
    a.type("recv r\r");
    awaitState("B", "recvfrom(3, ...)");
    a.type("\3").await("recv(3, 65536) = -1 EINTR").await("B> ");
    a.enter("send w, 'x'; recv(r).text", "x").await("B> ");
    a.type("\4").await("A> ").enter("40 + 2", "42");
    b.type("7 * 8\r").await("\n56");
  }

  @Test
  void theSessionsOfAllShellsAreSavedAsOneScenarioThatRuns() throws IOException {
    Prompt b = named("B");
    Prompt a = named("A");
    String name = "'@save-all-" + a.pid() + "'";
    a.enter("s = socket AF_UNIX, SOCK_DGRAM", "fd 3").await("A> ");
    a.enter("bind s, " + name, "0").await("A> ").type("m = recvfrom s, 3\r");
    awaitState("A", "recvfrom(3, ...)");
    b.enter("c = socket AF_UNIX, SOCK_DGRAM", "fd 3").await("B> ");
    b.enter("sendto c, 'ABCDE', " + name, "5").await("B> ");
    a.await("3 bytes \"ABC\"").await("A> ");
    a.enter("send s, 'x'", "send(3, \"x\") = -1 ENOTCONN").await("A> ");
    Path all = directory.resolve("all.groovy");
    a.enter("save '" + all + "', all: true", all + ": ").await("A> ");
    prompts.forEach(Prompt::close);
    String text = Files.readString(all);
    assertThat(text).contains("A = shell 'A'", "B = shell 'B'", "A.start { m = recvfrom s, 3 }");
    Outcome outcome = run(all.toString());
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.status()).isZero();
    assertThat(outcome.out()).contains("A: 3 bytes \"ABC\"");
    Files.writeString(all, text.replace("m.text == 'ABC'", "m.text == 'ABX'"));
    Outcome wrong = run(all.toString());
    assertThat(wrong.status()).isEqualTo(1);
    assertThat(wrong.err()).contains("m.text == 'ABX'");
  }

  @Test
  void waitForABusyShellIsReportedAndCanBeGivenUp() {
    Prompt b = named("B");
    Prompt a = named("A");
    b.enter("(r, w) = socketpair()", "fd 3").await("B> ").type("recv r\r");
    awaitState("B", "recvfrom(3, ...)");
    a.type("@B 1\r").await("B is busy: recvfrom(3, ...)");
    a.type("\3").await("cancelled before its turn came").await("A> ");
    b.type("\3").await("EINTR").await("B> ").enter("2", "2");
  }

  @Test
  void aShellThatIsKilledIsGoneFromTheListAndLetsGoOfWhoIsAttached() {
    Prompt b = named("B");
    Prompt a = named("A");
    a.enter("attach B", "at B").await("B> ");
    a.type("sleep 100.s\r");
    awaitState("B", "nanosleep(...)");
    b.close();
    a.await("the shell B has ended").await("A> ");
    a.enter("shells*.name", "[A]").await("A> ");
    assertThat(sockets()).hasSize(1);
    Prompt c = named("C");
    Prompt attached = prompt("attach", "C").await("C> ");
    c.close();
    attached.await("the shell C has ended");
    assertThat(attached.status()).isEqualTo(1);
  }

  @Test
  void oneThatIsStoppedDoesNotAnswer() {
    Prompt b = named("B");
    Tools.run(directory, "kill", "-STOP", b.pid() + "");
    awaitState("B", "does not answer");
    assertThat(run("attach", "B", "-e", "1").err()).contains("the shell B does not answer");
    Tools.run(directory, "kill", "-CONT", b.pid() + "");
    awaitState("B", "idle");
  }

  @Test
  void fromOutsideLinesRunAndGiveTheirStatus() {
    named("B");
    assertThat(run("attach", "B", "-e", "[6 * 7, 'x']")).isEqualTo(new Outcome("[42, x]\n", "", 0));
    assertThat(run("attach", "B", "--json", "-e", "[a: 1]").out()).isEqualTo("{\"a\":1}\n");
    assertThat(run("attach", "B", "-e", "1 / 0").status()).isEqualTo(1);
    assertThat(run("attach", "Q", "-e", "1").err()).contains("no shell is called 'Q'");
    Outcome piped = start("attach", "B").type("y = [1,\n2]\ny.sum()").outcome(BOUND);
    assertThat(piped).isEqualTo(new Outcome("[1, 2]\n3\n", "", 0));
  }

  @Test
  void aScriptIsListedAndTakesNoLines() {
    try (Running script = start("-n", "worker", "-e", "sleep 100.s")) {
      awaitState("worker", "nanosleep(...)");
      // one look may occur while it does not answer
      Wait.until(BOUND, "worker is a script", () -> row("worker").contains(" script "));
      assertThat(row("worker")).contains(" " + script.pid() + " ");
      assertThat(run("attach", "worker", "-e", "1").err())
          .contains("worker runs a script and accepts no lines");
    }
    assertThat(run("ls").out()).isEqualTo("no reachable shell is running\n");
    assertThat(sockets()).isEmpty();
  }

  @Test
  void theFirstDescriptorIsThreeAlsoWhereOneTypesBeforeAllIsLoaded() {
    for (int i = 0; i < 3; i++) {
      prompt().type("socketpair()\r").await("\nfd 3  unix stream").type("\r");
    }
  }
}
