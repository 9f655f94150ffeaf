package ipcsh.language;

import groovy.lang.GroovyClassLoader;
import ipcsh.command.Context;
import ipcsh.command.Registry;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.codehaus.groovy.control.CompilationUnit;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.codehaus.groovy.control.Phases;
import org.codehaus.groovy.control.SourceUnit;

/**
 * Compiles and loads the texts of one session. Classes that a text defines are there for the next
 * one; the text's own class goes when nobody uses it any more.
 */
final class SessionLoader extends GroovyClassLoader {
  private final Context context;
  private final Set<String> absentClasses = ClassLookup.newMemory();

  SessionLoader(ClassLoader parent, CompilerConfiguration configuration, Context context) {
    super(parent, configuration);
    this.context = context;
  }

  /** The session's commands, for the call sites of its classes. */
  static Registry registryOf(ClassLoader loader) {
    for (ClassLoader at = loader; at != null; at = at.getParent()) {
      if (at instanceof SessionLoader session) {
        return session.context.registry();
      }
    }
    throw new IllegalStateException("no session loaded this class");
  }

  /** All classes of a text; that of its statements, if it has any, is called {@code className}. */
  List<Class<?>> compile(String className, String text, CompilerConfiguration configuration) {
    CompilationUnit unit = createCompilationUnit(configuration, null);
    unit.setClassNodeResolver(ClassLookup.of(context, absentClasses));
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
