package ipcsh.stage;

import ipcsh.language.Problem;
import ipcsh.scenario.ScenarioView;
import ipcsh.scenario.ScenarioView.Lane;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The events of a scenario from a list, instead of a runner. */
final class ScriptedEvents {
  private final List<Consumer<ScenarioView>> events = new ArrayList<>();
  private final List<String> names = new ArrayList<>();

  ScriptedEvents event(Consumer<ScenarioView> event) {
    events.add(event);
    return this;
  }

  private Lane lane(String name) {
    if (!names.contains(name)) {
      names.add(name);
      Lane lane = new Lane(name, names.size() - 1);
      event(show -> show.appears(lane));
    }
    return new Lane(name, names.indexOf(name));
  }

  ScriptedEvents title(String text) {
    return event(show -> show.title(text));
  }

  ScriptedEvents chapter(String name) {
    return event(show -> show.chapter(name));
  }

  ScriptedEvents say(String text) {
    return event(show -> show.say(text));
  }

  ScriptedEvents roles(String... all) {
    for (String name : all) {
      lane(name);
    }
    return this;
  }

  /** An entry and its value. */
  ScriptedEvents enter(String name, String code, String shown) {
    start(name, code);
    return gave(name, shown);
  }

  ScriptedEvents start(String name, String code) {
    Lane lane = lane(name);
    event(show -> show.types(lane, code));
    return event(show -> show.runs(lane));
  }

  ScriptedEvents gave(String name, String shown) {
    Lane lane = lane(name);
    return event(show -> show.gave(lane, shown));
  }

  ScriptedEvents blocked(String name, String call) {
    Lane lane = lane(name);
    return event(show -> show.blocked(lane, call));
  }

  ScriptedEvents prints(String name, String line) {
    Lane lane = lane(name);
    return event(show -> show.prints(lane, line));
  }

  ScriptedEvents failed(String name, String message, String... hints) {
    Lane lane = lane(name);
    return event(show -> show.failed(lane, new Problem(message, null, 0, 0, List.of(hints))));
  }

  ScriptedEvents ended(String name, String how) {
    Lane lane = lane(name);
    return event(show -> show.ended(lane, how));
  }

  ScriptedEvents over() {
    return event(ScenarioView::over);
  }

  /** Passes all events to a view, from the start again if the audience goes back; to the end. */
  void on(ScenarioView show) {
    while (true) {
      try {
        events.forEach(event -> event.accept(show));
        return;
      } catch (ScenarioView.BackTo back) {
        // from the start
      } catch (ScenarioView.Left left) {
        return;
      }
    }
  }

  /** Two roles, everything that can happen to them, three chapters. */
  static ScriptedEvents datagrams() {
    return new ScriptedEvents()
        .event(show -> show.chapters(3))
        .title("Datagrams over a named UNIX socket")
        .roles("server", "client")
        .chapter("A name in the file system")
        .say("The server makes a socket and gives it a name. Who knows the name can send to it.")
        .enter("server", "s = socket AF_UNIX, SOCK_DGRAM", "fd 3  unix dgram")
        .enter("server", "bind s, 'serv-dom-sock'", "0")
        .enter("client", "c = socket AF_UNIX, SOCK_DGRAM", "fd 3  unix dgram")
        .enter("client", "bind c, \"clnt-dom-sock.${getpid()}\"", "0")
        .chapter("Three bytes of five")
        .say(
            "The server waits for three bytes, and the client sends five. What does not fit into the"
                + " buffer is gone: a datagram is taken whole or cut, never kept for the next call.")
        .start("server", "m = recvfrom s, 3  // waits")
        .blocked("server", "recvfrom(3, ..., 3, 0)")
        .enter("client", "sendto c, 'ABCDE', 'serv-dom-sock'", "5")
        .gave("server", "3 bytes \"ABC\" from clnt-dom-sock.4711  MSG_TRUNC")
        .enter(
            "server",
            "[1, 2].each {\n    sendto s, \"[${it}](${m.text})\", m.from\n    println \"sent $it\"\n}",
            "[1, 2]")
        .prints("server", "sent 1")
        .prints("server", "sent 2")
        .enter("client", "recv(c, 100).text", "[1](ABC)")
        .chapter("Nobody is there")
        .say("A name outlives its socket.")
        .enter("server", "close s", "0")
        .start("client", "sendto c, 'anybody?', 'serv-dom-sock'")
        .failed(
            "client",
            "sendto(3, \"anybody?\", 8, 0, {sa_family=AF_UNIX, sun_path=\"serv-dom-sock\"}, 16) = -1"
                + " ECONNREFUSED (Connection refused)",
            "nobody has bound this name, or who did has closed the socket; the file stays")
        .start("server", "exit 0")
        .ended("server", "exit 0")
        .event(show -> show.pause(Duration.ofSeconds(1)))
        .over();
  }

  /** This many roles with much output. */
  static ScriptedEvents crowd(int count) {
    ScriptedEvents play = new ScriptedEvents().title("A crowd").chapter("Everybody talks");
    String[] names = {
      "server",
      "client",
      "logger",
      "first",
      "second",
      "a-very-long-role-name-that-nobody-needs",
      "日本",
      "last"
    };
    for (int i = 0; i < count; i++) {
      play.roles(names[i]);
    }
    for (int i = 0; i < count; i++) {
      play.enter(names[i], "x = " + i, String.valueOf(i));
    }
    play.enter(
        names[0],
        "write w, '日本語テキスト — naïve café 😀 and something that is longer than the column is wide'",
        "84");
    play.prints(names[0], "\u001b[32mgreen\u001b[0m\tbehind a tab, and a bell \u0007");
    play.start(names[count - 1], "recv s, 100");
    play.blocked(names[count - 1], "recvfrom(3, 0x7f1200003040, 65536, MSG_PEEK|MSG_TRUNC, NULL)");
    if (count > 2) {
      play.start(names[1], "kill getpid(), SIGKILL").ended(names[1], "killed by SIGKILL");
    }
    return play;
  }
}
