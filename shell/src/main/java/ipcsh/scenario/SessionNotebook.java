package ipcsh.scenario;

import ipcsh.command.ExitRequest;
import ipcsh.command.SessionRecord;
import ipcsh.handle.UsageException;
import ipcsh.language.Entries;
import ipcsh.language.IsolatedScript;
import ipcsh.language.Session;
import ipcsh.language.Source;
import ipcsh.language.saving.SavedEntry;
import ipcsh.language.saving.SavedSession;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The record of a session, and of the other shells of its user. */
public final class SessionNotebook implements SessionRecord {
  private final Session session;
  private final Supplier<String> name;
  private final Supplier<List<ShellJournal>> others;

  /**
   * The record of a session.
   *
   * @param name the name of this shell
   * @param others the entries of the other shells
   */
  public SessionNotebook(
      Session session, Supplier<String> name, Supplier<List<ShellJournal>> others) {
    this.session = session;
    this.name = name;
    this.others = others;
  }

  @Override
  public Saved script(String title, boolean failures) {
    ShellJournal own = own();
    SavedSession saved = SavedSession.of(session, own.entries(), own.pid(), failures, false);
    List<SavedEntry> pieces = saved.pieces();
    return result(Script.of(title, pieces), pieces.size(), saved.asserted(), saved.leftOut());
  }

  private ShellJournal own() {
    int pid = session.context().kernel().quiet().processes().getpid();
    return new ShellJournal(name.get(), pid, session.journal().entries());
  }

  /** The selected shells, in the requested order. */
  private List<ShellJournal> wanted(Collection<String> names) {
    List<ShellJournal> all = new ArrayList<>();
    all.add(own());
    all.addAll(others.get());
    if (names.isEmpty()) {
      return all;
    }
    List<String> known = all.stream().map(ShellJournal::name).toList();
    List<ShellJournal> wanted = new ArrayList<>();
    for (String each : new LinkedHashSet<>(names)) {
      int at = known.indexOf(each);
      if (at < 0) {
        throw new UsageException(
            "save: all: there is no shell '" + each + "', only " + String.join(", ", known));
      }
      wanted.add(all.get(at));
    }
    return wanted;
  }

  @Override
  public Saved script(String title, boolean failures, Collection<String> wanted) {
    Map<String, List<SavedEntry>> roles = new LinkedHashMap<>();
    Map<String, Integer> leftOut = new LinkedHashMap<>();
    int asserts = 0;
    int lines = 0;
    for (ShellJournal shell : wanted(wanted)) {
      SavedSession saved = SavedSession.of(session, shell.entries(), shell.pid(), failures, true);
      saved.leftOut().forEach((why, count) -> leftOut.merge(why, count, Integer::sum));
      if (!saved.pieces().isEmpty()) {
        roles.put(shell.name(), saved.pieces());
        asserts += saved.asserted();
        lines += saved.pieces().size();
      }
    }
    return result(JournalMerge.of(title, roles), lines, asserts, leftOut);
  }

  private Saved result(String text, int lines, int asserts, Map<String, Integer> leftOut) {
    if (lines == 0) {
      throw new UsageException(
          "save: there is nothing to save; what is entered at the prompt or on standard input is"
              + " kept, and of that all was left out");
    }
    List<String> reasons = new ArrayList<>();
    leftOut.forEach((why, count) -> reasons.add(count + " " + why));
    int forgotten = session.journal().forgotten();
    if (forgotten > 0) {
      reasons.add("the oldest " + forgotten);
    }
    return new Saved(text, lines, asserts, String.join(", ", reasons));
  }

  @Override
  public void load(Path script) {
    Source source = IsolatedScript.source(script, session.context());
    try {
      Entries entries = new Entries(source.name(), source.text());
      for (Source entry = entries.next(); entry != null; entry = entries.next()) {
        session.runEntry(entry);
      }
    } catch (ExitRequest exit) {
      throw exit;
    } catch (Exception e) {
      throw SessionNotebook.<RuntimeException>uncheckedThrow(e);
    }
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> T uncheckedThrow(Throwable e) throws T {
    throw (T) e;
  }
}
