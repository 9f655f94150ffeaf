package ipcsh.scenario;

import ipcsh.command.AbstractHost;
import ipcsh.command.Context;
import ipcsh.command.ExitRequest;
import ipcsh.handle.Block;
import ipcsh.handle.Child;
import ipcsh.handle.Pending;
import ipcsh.handle.Role;
import ipcsh.language.Entries;
import ipcsh.language.EntryKind;
import ipcsh.language.ErrorStream;
import ipcsh.language.Interrupter;
import ipcsh.language.IsolatedScript;
import ipcsh.language.Problem;
import ipcsh.language.Problems;
import ipcsh.language.Rendering;
import ipcsh.language.Session;
import ipcsh.language.Source;
import ipcsh.peer.RoleShell;
import ipcsh.scenario.Participant.Turn;
import ipcsh.scenario.ScenarioView.Lane;
import ipcsh.sys.abi.WaitStatus;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/**
 * Runs a scenario entry by entry and shows it, in an order that is the same in each run.
 *
 * <p>A participant that wants to continue (a role before an entry of its block, the scenario before
 * its next entry) waits for its turn. Before each turn everything settles ({@link
 * QuiescenceDetector}): no participant can do anything more without another. Then the events are
 * shown, first those of the participant that had the last turn, then lane by lane; and the next
 * turn is given to the waiting block that was started first. An entry of the scenario counts as
 * started when it is reached, so what was started continues until it is blocked or has ended.
 */
public final class ScenarioRunner extends AbstractHost {
  /** The comment at the end of an entry whose output differs from run to run. */
  static final String VARIES = "// varies";

  /** The exit status after Ctrl-C. */
  private static final int INTERRUPTED = 130;

  /** How long an abandoned entry may take to end, in nanoseconds. */
  private static final long TO_END = 2_000_000_000;

  private static final long PAUSE = 20;

  private final ScenarioView show;
  private final Participants participants;
  private final Participant own;
  private final Set<Throwable> shownErrors =
      Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));
  private final ThreadLines printing = new ThreadLines(this::printed);
  private final List<String> typed = new ArrayList<>();
  private Participant lastTurn;
  private long lastOwn;
  private FactListener facts = FactListener.NONE;
  private Consumer<List<String>> saysWhy = lines -> {};
  private Consumer<Object> values = value -> {};
  private HangWatch hanging;
  private Session session;
  private BackgroundActivity surroundings;
  private QuiescenceDetector settling;

  /** The thread that runs the scenario, or null before it begins. */
  private volatile Thread conductor;

  private Thread evaluator;
  private volatile boolean done;
  private volatile boolean failed;
  private volatile boolean stopped;
  private volatile int status;

  /** A runner that shows the scenario in this view. */
  public ScenarioRunner(ScenarioView show) {
    this.show = show;
    participants = new Participants(show);
    own = participants.own();
    lastTurn = own;
  }

  /** Also passes on the facts of the run. */
  public ScenarioRunner reportingTo(FactListener listener) {
    facts = listener;
    return this;
  }

  /** Also reports why no thread moves, if none can end that: not part of the transcript. */
  public ScenarioRunner reportingHangs(Consumer<List<String>> says) {
    saysWhy = says;
    return this;
  }

  /** Also passes on the value of each of the scenario's own entries, on the thread that has it. */
  public ScenarioRunner reportingValues(Consumer<Object> receiver) {
    values = receiver;
    return this;
  }

  /** Runs a scenario on the calling thread; returns the exit status. */
  public int run(Session itsSession, Source scenario) {
    session = itsSession;
    conductor = Thread.currentThread();
    if (stopped) {
      return INTERRUPTED;
    }
    Context context = session.context();
    surroundings = new BackgroundActivity(context);
    settling = new QuiescenceDetector(surroundings);
    PrintStream out = System.out;
    PrintStream err = System.err;
    PrintStream lines = new PrintStream(printing, false, StandardCharsets.UTF_8);
    System.setOut(lines);
    System.setErr(new ErrorStream(lines, StandardCharsets.UTF_8));
    evaluator = new Thread(() -> evaluate(scenario), "scenario");
    evaluator.setDaemon(true);
    participants.begin(session.names(), evaluator);
    hanging = new HangWatch(context, evaluator, saysWhy);
    try {
      evaluator.start();
      runEntries();
      show.over();
    } catch (InterruptedException ctrlC) {
      show.over();
    } catch (ScenarioView.Left left) {
      stopped = true;
    } catch (ScenarioView.BackTo back) {
      abandon();
      throw back;
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
    return stopped ? INTERRUPTED : status;
  }

  /** Ends everything that the scenario has started, so that it can be run again. */
  private void abandon() {
    stopped = true;
    Context context = session.context();
    Interrupter interrupter = new Interrupter(context.kernel(), evaluator);
    long end = System.nanoTime() + TO_END;
    while (evaluator.isAlive() && System.nanoTime() < end) {
      participants.all().forEach(Participant::giveUp);
      interrupter.interrupt();
      try {
        evaluator.join(PAUSE);
      } catch (InterruptedException again) {
        // it is ending already
      }
    }
    context.abandon();
  }

  /** Ends it, or prevents it from beginning: Ctrl-C. */
  public void stop() {
    stopped = true;
    Thread begun = conductor;
    if (begun != null) {
      begun.interrupt();
    }
  }

  private void runEntries() throws InterruptedException {
    Participant last = own;
    while (true) {
      Participant turn = last;
      List<Participant> all = participants.all();
      // read before settling: what the last entry has started must have settled as well
      boolean over = done;
      settling.await(all, over ? null : evaluator, own, () -> meanwhile(turn));
      showAll(last);
      if (failed) {
        return;
      }
      Participant next = next();
      if (next != null) {
        hanging.moved();
        List<Participant> together = together(next);
        marks(together);
        together.forEach(this::type);
        together.forEach(Participant::go);
        last = next;
      } else if (over && session.context().jobs().all().stream().noneMatch(Pending::isWaiting)) {
        unasked();
        return;
      } else {
        hanging.look();
        settling.rest();
      }
    }
  }

  private void meanwhile(Participant turn) {
    show.checkRequest();
    turn.showSoFar(show);
  }

  /** Shows the events: first those of the role that had the turn, then by lane. */
  private void showAll(Participant last) throws InterruptedException {
    for (Role role : settling.seen()) {
      // one that has worked only where nobody looked does not take room from the others
      if (role instanceof RoleShell && end(role) == null) {
        participants.appear(participants.of(role));
      }
    }
    if (facts != FactListener.NONE) {
      facts.known(Participants.OWN, new VaryingFacts(session.context(), evaluator).now());
      participants.report(facts);
    }
    last.show(show);
    lastTurn = last;
    List<Participant> others = participants.all();
    for (Participant other : others) {
      if (!isHeld(other)) {
        other.show(show);
      }
    }
    for (Participant other : others) {
      WaitStatus end = end(other.role());
      if (end != null && other.lane() != null && other.wanted() == null && other.ends()) {
        show.ended(other.lane(), end.toString());
      }
    }
  }

  /**
   * The events of a participant that continued because of a timeout are shown when all others wait
   * too, or when its result is requested: otherwise the output would depend on the moment of the
   * timeout.
   */
  private boolean isHeld(Participant participant) {
    return participant != lastTurn
        && participant.wentOnByItself()
        && participants.all().stream()
            .anyMatch(other -> other.wanted() != null && !other.wentOnByItself());
  }

  private static WaitStatus end(Role role) {
    if (role instanceof RoleShell shell) {
      return shell.end();
    }
    return role instanceof Child child ? child.end() : null;
  }

  private Participant next() {
    return participants.all().stream()
        .filter(participant -> participant.wanted() != null && !isHeld(participant))
        .min(Comparator.comparingLong(participant -> participant.wanted().order()))
        .orElse(null);
  }

  /** Shows which participants are blocked while others continue. */
  private void marks(List<Participant> next) {
    for (Participant other : participants.all()) {
      if (!next.contains(other) && other.wanted() == null && other.isNews(settling.callOf(other))) {
        show.blocked(other.lane(), settling.callOf(other));
      }
    }
  }

  /**
   * Threads and children to which one entry of the scenario has given blocks start together, which
   * is intended: a race, for instance.
   */
  private List<Participant> together(Participant next) {
    if (next == own) {
      lastOwn = next.wanted().order();
    }
    if (!isStartedNow(next)) {
      return List.of(next);
    }
    return participants.all().stream()
        .filter(this::isStartedNow)
        .sorted(Comparator.comparingLong(participant -> participant.wanted().order()))
        .toList();
  }

  private boolean isStartedNow(Participant participant) {
    return participant.wanted() != null
        && participant.wanted().order() > lastOwn
        && participant != own
        && !(participant.role() instanceof RoleShell);
  }

  private void type(Participant next) {
    Turn turn = next.wanted();
    if (turn.text() != null) {
      Lane lane = participants.appear(next);
      show.types(lane, turn.text());
      show.runs(lane);
    }
  }

  /** Reports failures that were never requested. */
  private void unasked() {
    for (Pending job : session.context().jobs().failures()) {
      status = status == 0 ? 1 : status;
      if (shownErrors.add(job.getFailure())) {
        Problem problem = new Problems(session).explain(job.getFailure());
        show.failed(participants.appear(own), problem);
      }
    }
  }

  // --- the scenario's own entries ---

  private void evaluate(Source scenario) {
    try {
      List<Source> entries = entries(scenario);
      EntryPlan plan = new EntryPlan(entries, session.names());
      for (Source entry : entries) {
        if (stopped || !run(entry, plan)) {
          return;
        }
      }
    } catch (InterruptedException stop) {
      // reported by the runner's thread
    } finally {
      done = true;
      session.context().kernel().leaveThread();
    }
  }

  private static List<Source> entries(Source scenario) {
    Entries entries = new Entries(scenario.name(), scenario.text());
    List<Source> all = new ArrayList<>();
    for (Source next = entries.next(); next != null; next = entries.next()) {
      all.add(next);
    }
    return all;
  }

  /** Runs an entry at its turn; false if it was the last one. */
  private boolean run(Source entry, EntryPlan plan) throws InterruptedException {
    EntryKind kind = plan.of(entry);
    boolean isTyped = plan.isTyped(kind);
    String text = entry.text().strip();
    boolean varies = text.endsWith(VARIES);
    own.await(session.context().jobs().nextNumber(), isTyped ? text : null);
    typed.add(text);
    if (kind == EntryKind.COMMENT) {
      finished(isTyped, null);
      return true;
    }
    if (varies && !isTyped) {
      own.does(audience -> audience.varies(true));
    }
    try {
      Object value = session.runEntry(entry);
      if (value != null) {
        session.names().setVariable("_", value);
      }
      values.accept(value);
      finished(isTyped, value);
      return true;
    } catch (ExitRequest exit) {
      status = exit.status();
      failed = true;
    } catch (Throwable error) {
      fails(isTyped, error);
    } finally {
      if (varies && !isTyped) {
        own.does(audience -> audience.varies(false));
      }
    }
    return false;
  }

  /**
   * Reports a value after everything has settled, since its text may change until then: whether a
   * job is blocked.
   */
  private void finished(boolean isTyped, Object value) {
    printing.end();
    if (isTyped) {
      own.doesLate(
          audience -> {
            audience.gave(own.lane(), Rendering.of(value));
            own.over();
          });
    }
  }

  private void fails(boolean isTyped, Throwable error) {
    printing.end();
    failed(error);
    if (shownErrors.add(error) || isTyped) {
      Problem problem = new Problems(session).explain(error);
      own.does(audience -> audience.failed(participants.appear(own), problem));
    }
    status = 1;
    failed = true;
  }

  // --- what roles do ---

  @Override
  public void begins(Role role, Block.Entry entry) throws InterruptedException {
    if (BackgroundActivity.isUnseen(role)) {
      return;
    }
    Participant participant = participants.of(role);
    participants.current(participant);
    participant.await(Objects.requireNonNull(role.getCurrent()).getNumber(), entry.typed());
    participant.begins(role.expired());
    if (entry.isComment()) {
      ends(role, lane -> show.gave(lane, null));
    }
  }

  @Override
  public void printed(Role role, String line) {
    if (!BackgroundActivity.isUnseen(role)) {
      prints(participants.of(role), line);
    }
  }

  @Override
  public void gave(Role role, Block.Entry entry, String shown) {
    if (!BackgroundActivity.isUnseen(role)) {
      ends(role, lane -> show.gave(lane, shown));
    }
  }

  @Override
  public void returned(Role role, Block.Entry entry, Object value) {
    gave(role, entry, Rendering.of(value));
  }

  @Override
  public void failed(Role role, Block.Entry entry, Throwable error) {
    if (error instanceof ExitRequest) {
      gave(role, entry, null);
    } else if (!BackgroundActivity.isUnseen(role)) {
      shownErrors.add(error);
      Problem problem = new Problems(session).withoutRole(error);
      ends(role, lane -> show.failed(lane, problem));
    }
  }

  private void ends(Role role, Consumer<Lane> how) {
    printing.end();
    Participant participant = participants.of(role);
    participant.ends(role.expired(), role.getCurrent());
    participant.does(
        audience -> {
          how.accept(participant.lane());
          participant.over();
        });
  }

  private void prints(Participant participant, String line) {
    participant.does(audience -> audience.prints(participants.appear(participant), line));
  }

  private void printed(String line) {
    if (!session.context().jobs().waits().isUnseen()) {
      prints(participants.current(), line);
    }
  }

  // --- requests of commands ---

  private void own(Consumer<ScenarioView> event) {
    if (!session.context().jobs().waits().isUnseen()) {
      participants.current().does(event);
    }
  }

  @Override
  public void title(String text) {
    own(audience -> audience.title(text));
  }

  @Override
  public void chapter(String name) {
    own(audience -> audience.chapter(name));
  }

  @Override
  public void say(String text) {
    own(audience -> audience.say(text));
  }

  @Override
  public void pause(Duration time) {
    own(audience -> audience.pause(time));
  }

  @Override
  public void narrate(String line) {
    say(line);
  }

  @Override
  public void report(String line) {
    printed(line);
  }

  @Override
  public void programPrinted(String line) {
    printed(line);
  }

  @Override
  public Object hide(Callable<?> block) throws Exception {
    return session.context().jobs().waits().unseen(block);
  }

  @Override
  public List<String> history() {
    return typed.isEmpty() ? List.of() : List.copyOf(typed.subList(0, typed.size() - 1));
  }

  @Override
  public void play(Path script, Context context) {
    IsolatedScript.run(script, context);
  }
}
