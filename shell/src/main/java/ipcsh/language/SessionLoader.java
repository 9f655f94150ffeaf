package ipcsh.language;

import groovy.lang.GroovyClassLoader;
import ipcsh.command.Registry;
import java.util.ArrayList;
import java.util.List;
import org.codehaus.groovy.control.CompilationUnit;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.codehaus.groovy.control.Phases;
import org.codehaus.groovy.control.SourceUnit;

/**
 * Compiles and loads the texts of one session. Classes that a text defines are there for the next
 * one; the text's own class goes when nobody uses it any more.
 */
final class SessionLoader extends GroovyClassLoader {
  private final Registry registry;

  SessionLoader(ClassLoader parent, CompilerConfiguration configuration, Registry registry) {
    super(parent, configuration);
    this.registry = registry;
  }

  /** The session's commands, for the call sites of its classes. */
  static Registry registryOf(ClassLoader loader) {
    for (ClassLoader at = loader; at != null; at = at.getParent()) {
      if (at instanceof SessionLoader session) {
        return session.registry;
      }
    }
    throw new IllegalStateException("no session loaded this class");
  }

  /** All classes of a text; that of its statements, if it has any, is called {@code className}. */
  List<Class<?>> compile(String className, String text, CompilerConfiguration configuration) {
    CompilationUnit unit = createCompilationUnit(configuration, null);
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
