package ipcsh.language.saving;

import ipcsh.command.model.CommandModel;
import ipcsh.handle.Message;
import ipcsh.language.JournalEntry;
import ipcsh.language.ValueFact;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.codehaus.groovy.ast.CodeVisitorSupport;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.ListExpression;
import org.codehaus.groovy.ast.expr.MapEntryExpression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;

/** Replaces the numbers of descriptors, and {@code _}, by names, and names results. */
final class NameReplacement {
  private final SessionState known;
  private final HandleNames names;
  private final OmittedEntries omitted;
  private final Map<Object, ValueFact> facts = new HashMap<>();
  private SavedLine lastValue;

  NameReplacement(SessionState known, HandleNames names, OmittedEntries omitted) {
    this.known = known;
    this.names = names;
    this.omitted = omitted;
  }

  /** Replaces numbers and {@code _} by names. */
  void replace(SavedLine line) {
    CodeVisitorSupport visitor =
        new CodeVisitorSupport() {
          @Override
          public void visitMethodCallExpression(MethodCallExpression call) {
            String name = call.getMethodAsString();
            CommandModel command = known.visibleCommand(name);
            if (command != null) {
              CallParts.of(call, command).forEach(part -> named(line, part));
            }
            if (command != null && isWhole(line.tree, call)) {
              arrival(line, call, command);
            }
            super.visitMethodCallExpression(call);
          }

          @Override
          public void visitVariableExpression(VariableExpression variable) {
            if (variable.getName().equals("_") && known.variable("_") == null) {
              last(line, variable);
            }
          }
        };
    line.tree.statements().forEach(statement -> statement.visit(visitor));
    line.tree.functions().forEach(function -> function.getCode().visit(visitor));
  }

  /** Whether the entry consists only of the call, apart from an assignment and a member. */
  private static boolean isWhole(EntryTree tree, MethodCallExpression call) {
    Expression result = tree.statements().size() == 1 ? tree.result() : null;
    BinaryExpression assignment = result == null ? null : EntryTree.assignment(result);
    return call == (assignment == null ? result : assignment.getRightExpression());
  }

  private void named(SavedLine line, CallParts.Part part) {
    if (part.parameter() == null) {
      return;
    }
    boolean many = part.parameter().name().equals("fds");
    if (!many && !part.parameter().isDescriptor()) {
      return;
    }
    if (part.given() instanceof ListExpression list) {
      list.getExpressions().forEach(each -> descriptor(line, each));
    } else if (part.given() instanceof MapExpression map) {
      for (MapEntryExpression entry : map.getMapEntryExpressions()) {
        descriptor(line, entry.getValueExpression());
      }
    } else {
      descriptor(line, part.given());
    }
  }

  private void descriptor(SavedLine line, Expression given) {
    if (given instanceof ConstantExpression constant
        && constant.getValue() instanceof Integer number
        && line.tree.slice(given).equals(number.toString())) {
      String name = names.of(ValueFact.Kind.DESCRIPTOR, number);
      if (name != null) {
        line.edits.replace(line.tree.start(given), line.tree.end(given), name);
      }
    }
  }

  private void last(SavedLine line, VariableExpression variable) {
    String name = lastValue == null ? null : nameOf(lastValue, "");
    if (name == null) {
      omitted.leave(line, "use a value that has no variable");
    } else if (line.tree.slice(variable).equals("_")) {
      line.edits.replace(line.tree.start(variable), line.tree.end(variable), name);
    }
  }

  /** The name of a line's value, or of a path in it; null if it cannot have one. */
  private String nameOf(SavedLine line, String path) {
    Expression result = line.tree.result();
    if (result == null) {
      return null;
    }
    boolean assigns = EntryTree.assignment(result) != null;
    List<String> targets = assigns ? EntryTree.targets(result) : List.of();
    if (targets.size() == 1) {
      return targets.get(0) + path;
    }
    if (assigns) {
      return targets.isEmpty() ? null : "[" + String.join(", ", targets) + "]" + path;
    }
    if (result instanceof VariableExpression variable
        && known.variable(variable.getName()) != null) {
      return variable.getName() + path;
    }
    line.wanted = true;
    if (isListOfDescriptors(line.entry.value())) {
      if (line.elements == null) {
        line.elements = line.entry.value().list().stream().map(names::forResult).toList();
      }
      return path.matches("\\[\\d+\\]")
          ? line.elements.get(Integer.parseInt(path.substring(1, path.length() - 1)))
          : "[" + String.join(", ", line.elements) + "]" + path;
    }
    if (line.name == null) {
      line.name = names.forResult(line.entry.value());
    }
    return line.name + path;
  }

  private static boolean isListOfDescriptors(ValueFact fact) {
    return !fact.list().isEmpty()
        && fact.list().stream().allMatch(each -> each.kind() == ValueFact.Kind.DESCRIPTOR);
  }

  /**
   * Waits for all data: TCP may deliver in several segments what arrived at once in the session.
   */
  private void arrival(SavedLine line, MethodCallExpression call, CommandModel command) {
    ValueFact value = line.entry.value();
    boolean whole = command.result() == Message.class && value.kind() == ValueFact.Kind.MESSAGE;
    List<CallParts.Part> parts = whole ? CallParts.of(call, command) : List.of();
    if (parts.isEmpty() || !line.entry.isWell() || value.member("size").equals(0)) {
      return;
    }
    Expression from = parts.get(0).given();
    Object number = from instanceof ConstantExpression given ? given.getValue() : null;
    String name =
        from instanceof VariableExpression variable
            ? variable.getName()
            : number == null ? null : names.of(ValueFact.Kind.DESCRIPTOR, number);
    ValueFact fact = name == null ? null : facts.get(number == null ? name : number);
    if (fact != null && fact.type().equals(ValueFact.TCP)) {
      line.before.add(
          "eventually { ioctl(" + name + ", FIONREAD) >= " + value.member("size") + " }");
    }
  }

  /** Records what later entries can use of this one: its variables and its result. */
  void learn(SavedLine line) {
    JournalEntry entry = line.entry;
    entry.assigned().forEach((name, fact) -> assigned(name, fact));
    numbers(entry.value());
    entry.assigned().values().forEach(this::numbers);
    if (entry.isWell() && entry.value().kind() != ValueFact.Kind.NOTHING) {
      boolean assigns =
          line.tree.result() != null && EntryTree.assignment(line.tree.result()) != null;
      if (!assigns && line.kept) {
        names.result(entry.value(), path -> nameOf(line, path));
      }
      lastValue = line;
    }
  }

  private void assigned(String name, ValueFact fact) {
    if (!name.equals("_")) {
      names.variable(name, fact);
      facts.put(name, fact);
    }
  }

  private void numbers(ValueFact fact) {
    if (fact.kind() == ValueFact.Kind.DESCRIPTOR) {
      facts.put(fact.value(), fact);
    }
    fact.list().forEach(this::numbers);
  }
}
