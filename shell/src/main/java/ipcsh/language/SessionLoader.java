package ipcsh.language;

import groovy.lang.GroovyClassLoader;
import java.io.IOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Set;
import org.codehaus.groovy.ast.ModuleNode;
import org.codehaus.groovy.control.CompilationUnit;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.codehaus.groovy.control.Phases;
import org.codehaus.groovy.control.SourceUnit;

/**
 * Compiles and loads the texts of one session. Classes that a text defines are there for the next
 * one; the text's own class goes when nobody uses it any more.
 */
final class SessionLoader extends GroovyClassLoader {
  private static final String GLOBAL_TRANSFORMATIONS =
      "META-INF/services/org.codehaus.groovy.transform.ASTTransformation";

  private final ShellBinding names;
  private final Set<String> absentClasses = ClassLookup.newMemory();

  SessionLoader(ClassLoader parent, CompilerConfiguration configuration, ShellBinding names) {
    super(parent, configuration);
    this.names = names;
  }

  /** The session that a class belongs to, for the call sites of its code. */
  static SessionLoader of(ClassLoader loader) {
    for (ClassLoader at = loader; at != null; at = at.getParent()) {
      if (at instanceof SessionLoader session) {
        return session;
      }
    }
    throw new IllegalStateException("no session loaded this class");
  }

  ShellBinding names() {
    return names;
  }

  /** No transformations but ours: Groovy would look for them in every jar at each line. */
  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    return name.equals(GLOBAL_TRANSFORMATIONS)
        ? Collections.emptyEnumeration()
        : super.getResources(name);
  }

  /** The tree of a text, of which nothing is loaded. */
  ModuleNode parse(String text, CompilerConfiguration configuration) {
    CompilationUnit unit = createCompilationUnit(configuration, null);
    SourceUnit source = unit.addSource("Entry.groovy", text);
    unit.compile(Phases.CONVERSION);
    return source.getAST();
  }

  /** All classes of a text; that of its statements, if it has any, is called {@code className}. */
  List<Class<?>> compile(String className, String text, CompilerConfiguration configuration) {
    CompilationUnit unit = createCompilationUnit(configuration, null);
    unit.setClassNodeResolver(ClassLookup.of(names.context(), absentClasses));
    SourceUnit source = unit.addSource(className + ".groovy", text);
    ClassCollector collector = createCollector(unit, source);
    unit.setClassgenCallback(collector);
    unit.compile(Phases.CLASS_GENERATION);
    List<Class<?>> classes = new ArrayList<>();
    for (Object loaded : collector.getLoadedClasses()) {
      Class<?> type = (Class<?>) loaded;
      classes.add(type);
      if (!type.getName().startsWith(className)) {
        setClassCacheEntry(type);
      }
    }
    return classes;
  }
}
