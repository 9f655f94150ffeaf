package ipcsh.language.saving;

import ipcsh.language.JournalEntry;
import ipcsh.language.Session;
import ipcsh.language.ValueFact;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.Statement;

/**
 * A journal as lines that can be replayed: descriptors by name, expected failures, assertions, and
 * waiting for background jobs. An entry that would do something else next time is left out; a
 * result that may differ is not asserted.
 */
public final class SavedSession {
  private final Session session;
  private final boolean failures;
  private final boolean inBlocks;
  private final SessionState known;
  private final Inspections inspections;
  private final NameReplacement names;
  private final JobWaits jobs;
  private final LeftNames left;
  private final LineWriter writer;
  private final List<JournalEntry> entries;
  private final List<SavedLine> lines = new ArrayList<>();
  private final OmittedEntries omitted = new OmittedEntries();
  private final Map<String, Integer> lastDefinition = new HashMap<>();

  private SavedSession(
      Session session, List<JournalEntry> entries, int pid, boolean failures, boolean inBlocks) {
    this.session = session;
    this.entries = entries;
    this.failures = failures;
    this.inBlocks = inBlocks;
    known = new SessionState(session.context());
    HandleNames handles = new HandleNames(entries);
    Asserts asserts = new Asserts(known, handles, pid, strings(entries));
    inspections = new Inspections(known);
    names = new NameReplacement(known, handles, omitted);
    jobs = new JobWaits(handles);
    left = new LeftNames(known);
    writer = new LineWriter(known, handles, asserts, omitted, lastDefinition, failures, inBlocks);
    for (int i = 0; i < entries.size(); i++) {
      EntryTree tree = EntryTree.of(session, entries.get(i).text());
      if (tree != null && entries.get(i).isWell()) {
        int at = i;
        tree.functions().forEach(function -> lastDefinition.put(function.getName(), at));
        tree.classes().forEach(type -> lastDefinition.put(type.getName(), at));
      }
    }
  }

  /**
   * The lines of a journal.
   *
   * @param session parses the texts; nothing is run in it
   * @param pid the process ID of the journal's shell
   * @param failures whether failed calls are kept as expected failures
   * @param inBlocks whether the lines will be placed in a block, which cannot contain definitions
   */
  public static SavedSession of(
      Session session, List<JournalEntry> entries, int pid, boolean failures, boolean inBlocks) {
    SavedSession saved = new SavedSession(session, entries, pid, failures, inBlocks);
    saved.read();
    saved.write();
    return saved;
  }

  /** The entries that are kept, in order. */
  public List<SavedEntry> pieces() {
    return lines.stream().filter(line -> line.kept).map(SavedLine::saved).toList();
  }

  /** The number of asserted results. */
  public int asserted() {
    return (int) lines.stream().filter(line -> line.kept && line.asserted).count();
  }

  /** The numbers of omitted entries, by reason. */
  public Map<String, Integer> leftOut() {
    return omitted.counts();
  }

  private static Set<String> strings(List<JournalEntry> entries) {
    Set<String> all = new HashSet<>();
    Pattern quoted = Pattern.compile("'([^'\\\\]*)'|\"([^\"$\\\\]*)\"");
    for (JournalEntry entry : entries) {
      quoted
          .matcher(entry.text())
          .results()
          .forEach(found -> all.add(found.group(1) == null ? found.group(2) : found.group(1)));
    }
    return all;
  }

  /** The first pass: analyses the entries in order. */
  private void read() {
    SavedLine previous = null;
    for (int i = 0; i < entries.size(); i++) {
      JournalEntry entry = entries.get(i);
      SavedLine line = new SavedLine(entry, EntryTree.of(session, entry.text()));
      lines.add(line);
      jobs.note(entry);
      if (line.tree == null) {
        omitted.leave(line, "not valid in the language");
        continue;
      }
      decide(line, i);
      if (line.kept) {
        names.replace(line);
        jobs.add(line, previous);
        line.sure = DeterminismAnalysis.entry(known, line.tree);
        left.note(line);
      }
      learn(line);
      previous = line.kept ? line : previous;
    }
    left.addRemovals();
  }

  private void decide(SavedLine line, int index) {
    JournalEntry entry = line.entry;
    EntryTree tree = line.tree;
    if (entry.interrupted()) {
      keepAssignments(line, "interrupted");
    } else if (inspections.isLook(tree)) {
      // omitted even if it failed: it has no effect
      omitted.leave(line, OmittedEntries.ONLY_LOOK);
    } else if (!entry.isWell() && entry.end() != 0) {
      if (entry.errno().isEmpty()) {
        keepAssignments(line, "mistaken");
      } else if (!failures) {
        keepAssignments(line, "failed");
      } else if (!tree.functions().isEmpty() || !tree.classes().isEmpty() || tree.hasImports()) {
        omitted.leave(line, "failed definitions");
      }
    } else if (inBlocks && (!tree.classes().isEmpty() || tree.hasImports())) {
      omitted.leave(line, "cannot be part of a role's block");
    } else if (tree.classes().stream().anyMatch(type -> isDefinedAgain(type, index))) {
      omitted.leave(line, "defined again later");
    }
  }

  private boolean isDefinedAgain(ClassNode type, int index) {
    return lastDefinition.get(type.getName()) != index;
  }

  /** Keeps the assignments that an omitted entry had made before it failed. */
  private void keepAssignments(SavedLine line, String why) {
    omitted.leave(line, why);
    Set<String> assigned = line.entry.assigned().keySet();
    Statement last = null;
    for (Statement statement : line.tree.statements()) {
      if (statement instanceof ExpressionStatement expression
          && EntryTree.assignment(expression.getExpression()) != null
          && EntryTree.targets(expression.getExpression()).stream().anyMatch(assigned::contains)) {
        last = statement;
      }
    }
    if (last != null) {
      line.kept = true;
      line.edits.replace(line.tree.end(last), line.tree.text().length(), "");
    }
  }

  /** Records what the following entries can use of this one. */
  private void learn(SavedLine line) {
    JournalEntry entry = line.entry;
    Set<String> judged = known.takeAssigned();
    entry
        .assigned()
        .forEach(
            (name, fact) -> {
              if (!name.equals("_")) {
                known.handle(name, fact.kind() != ValueFact.Kind.LITERAL);
                if (!judged.contains(name)) {
                  known.assign(name, Determinism.OTHER);
                }
              }
            });
    known.takeAssigned();
    names.learn(line);
    if (entry.isWell() && entry.value().kind() != ValueFact.Kind.NOTHING) {
      known.gave(line.sure);
    }
  }

  /** The second pass: writes the lines. */
  private void write() {
    for (int i = 0; i < lines.size(); i++) {
      SavedLine line = lines.get(i);
      if (line.wanted && !line.kept && line.entry.isWell()) {
        omitted.restore(line);
      }
      if (line.kept) {
        writer.write(line, i);
      }
    }
  }
}
