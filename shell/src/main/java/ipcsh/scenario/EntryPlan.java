package ipcsh.scenario;

import ipcsh.handle.Role;
import ipcsh.language.EntryKind;
import ipcsh.language.ShellBinding;
import ipcsh.language.Source;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Decides which of the scenario's own entries are shown. */
final class EntryPlan {
  private final ShellBinding names;
  private final Set<String> made = new HashSet<>();
  private boolean hasLines;
  private boolean begun;

  EntryPlan(List<Source> entries, ShellBinding names) {
    this.names = names;
    hasLines =
        entries.stream()
                .map(entry -> EntryKind.of(entry.text(), made::contains, made::add))
                .filter(kind -> kind == EntryKind.LINE)
                .count()
            > 0;
    made.clear();
  }

  private boolean isRole(String name) {
    return made.contains(name) || names.isAssigned(name) && names.getVariable(name) instanceof Role;
  }

  EntryKind of(Source entry) {
    EntryKind kind = EntryKind.of(entry.text(), this::isRole, made::add);
    begun |= kind != EntryKind.COMMENT;
    return kind;
  }

  /** A comment is typed like other lines, except for one about the whole file. */
  boolean isTyped(EntryKind kind) {
    return kind == EntryKind.LINE || kind == EntryKind.COMMENT && hasLines && begun;
  }
}
