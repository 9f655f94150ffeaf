package ipcsh.language;

import groovy.lang.Closure;
import ipcsh.command.Context;
import ipcsh.handle.CompiledClass;
import ipcsh.handle.CompiledEntry;
import ipcsh.handle.EntryCompiler;
import ipcsh.handle.TextBasis;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.codehaus.groovy.control.CompilationFailedException;
import org.codehaus.groovy.control.CompilerConfiguration;

/**
 * Compiles the entries of a session's roles, each of which is a process of its own: they need not
 * load Groovy's compiler, and roles that run the same text share its classes. What is unusual, an
 * import, a class, an error, is left to the role.
 */
final class RoleTexts implements EntryCompiler {
  /** More entries are not kept. */
  private static final int MOST = 1000;

  /** The first entry of a role is its first text, and sees the words of its command line. */
  private static final String FIRST_CLASS = "Script1";

  private static final Set<String> FIRST_NAMES = Set.of(ShellBinding.valued("args"));

  /** An entry as it was asked for. */
  record Asked(String text, TextBasis basis) {
    // see TextBasis

    @Override
    public boolean equals(Object other) {
      return other instanceof Asked its && text.equals(its.text) && basis.equals(its.basis);
    }

    @Override
    public int hashCode() {
      return 31 * text.hashCode() + basis.hashCode();
    }
  }

  private final Context context;
  private final ClassLoader parent;
  private final String program;
  private final Set<String> absentClasses = ClassLookup.newMemory();
  private final Map<Asked, CompiledEntry> known = new ConcurrentHashMap<>();
  private volatile boolean hasNew;

  /**
   * A compiler for roles.
   *
   * @param program what identifies the program; null if it is not known
   * @param before entries that were compiled by an earlier process
   */
  RoleTexts(Context context, ClassLoader parent, String program, Map<Asked, CompiledEntry> before) {
    this.context = context;
    this.parent = parent;
    this.program = program;
    known.putAll(before);
  }

  @Override
  public TextBasis first() {
    return program == null ? null : new TextBasis(program, FIRST_CLASS, FIRST_NAMES);
  }

  @Override
  public CompiledEntry compiled(String text, TextBasis basis) {
    if (!basis.program().equals(program) || !Session.isClassName(basis.className())) {
      return null;
    }
    Asked asked = new Asked(text, basis);
    CompiledEntry entry = known.get(asked);
    if (entry == null) {
      List<CompiledClass> classes = classes(text, basis);
      if (classes == null) {
        return null;
      }
      entry = new CompiledEntry(basis, classes);
      if (known.size() < MOST) {
        known.put(asked, entry);
        hasNew = true;
      }
    }
    return entry;
  }

  /** Whether it has compiled entries that no earlier process has. */
  boolean hasNew() {
    return hasNew;
  }

  /** What it has compiled. */
  Map<Asked, CompiledEntry> all() {
    return Map.copyOf(known);
  }

  private List<CompiledClass> classes(String text, TextBasis basis) {
    ShellBinding names = new ShellBinding(context);
    for (String each : basis.names()) {
      names.setVariable(
          ShellBinding.nameOf(each), ShellBinding.isCallable(each) ? Closure.IDENTITY : null);
    }
    CompilerConfiguration configuration = Session.entries(names);
    try (SessionLoader loader = new SessionLoader(parent, configuration, names, absentClasses)) {
      return loader.statements(basis.className(), text, configuration);
    } catch (CompilationFailedException | java.io.IOException saidByTheRole) {
      return null;
    }
  }
}
