package ipcsh.language;

import groovy.lang.GroovyClassLoader;
import ipcsh.handle.CompiledClass;
import java.io.IOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.codehaus.groovy.ast.ModuleNode;
import org.codehaus.groovy.control.CompilationUnit;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.codehaus.groovy.control.Phases;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.tools.GroovyClass;

/**
 * Compiles and loads the texts of one session. Classes defined by a text are available to the next
 * one; the text's own class is unloaded when it is no longer used.
 */
final class SessionLoader extends GroovyClassLoader {
  private static final String GLOBAL_TRANSFORMATIONS =
      "META-INF/services/org.codehaus.groovy.transform.ASTTransformation";

  private final ShellBinding names;
  private final Set<String> absentClasses;

  /** The previous class of a name that the session has redefined. */
  private final Map<Class<?>, Class<?>> replaced = new WeakHashMap<>();

  SessionLoader(ClassLoader parent, CompilerConfiguration configuration, ShellBinding names) {
    // not by ClassLookup, which loads the compiler
    this(parent, configuration, names, ConcurrentHashMap.newKeySet());
  }

  /** The same with a cache of the names of absent library classes. */
  SessionLoader(
      ClassLoader parent,
      CompilerConfiguration configuration,
      ShellBinding names,
      Set<String> absentClasses) {
    super(parent, configuration);
    // no class is a text on the class path: Groovy would search it for each class that is absent
    setResourceLoader(name -> null);
    this.names = names;
    this.absentClasses = absentClasses;
  }

  /** The loader of the session that a class belongs to, for the call sites of its code. */
  static SessionLoader of(ClassLoader loader) {
    for (ClassLoader at = loader; at != null; at = at.getParent()) {
      if (at instanceof SessionLoader session) {
        return session;
      }
    }
    throw new IllegalStateException("this class was not loaded by a session");
  }

  ShellBinding names() {
    return names;
  }

  /** Whether a class of this name would have to be in the program: no text has defined one. */
  boolean hasOnlyOwn(String name) {
    return getClassCacheEntry(name) == null && getURLs().length == 0;
  }

  /** No transformations except ours: Groovy would search every jar for them at each line. */
  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    return name.equals(GLOBAL_TRANSFORMATIONS)
        ? Collections.emptyEnumeration()
        : super.getResources(name);
  }

  /** The syntax tree of a text; nothing is loaded. */
  ModuleNode parse(String text, CompilerConfiguration configuration) {
    CompilationUnit unit = createCompilationUnit(configuration, null);
    SourceUnit source = unit.addSource("Entry.groovy", text);
    unit.compile(Phases.CONVERSION);
    return source.getAST();
  }

  /**
   * Compiles all classes of a text; that of its statements, if there are any, is called {@code
   * className}.
   */
  List<Class<?>> compile(String className, String text, CompilerConfiguration configuration) {
    return compile(className, text, configuration, compiled -> {});
  }

  /**
   * The same; {@code whenCompiled} receives the classes, from which {@link #define} makes the same
   * in another process.
   */
  List<Class<?>> compile(
      String className,
      String text,
      CompilerConfiguration configuration,
      Consumer<List<CompiledClass>> whenCompiled) {
    CompilationUnit unit = createCompilationUnit(configuration, null);
    unit.setClassNodeResolver(ClassLookup.of(names.context(), absentClasses));
    SourceUnit source = unit.addSource(className + ".groovy", text);
    ClassCollector collector = createCollector(unit, source);
    unit.setClassgenCallback(collector);
    unit.compile(Phases.CLASS_GENERATION);
    whenCompiled.accept(compiled(unit));
    List<Class<?>> classes = new ArrayList<>();
    for (Object loaded : collector.getLoadedClasses()) {
      classes.add((Class<?>) loaded);
    }
    keep(className, classes);
    return classes;
  }

  /**
   * Compiles a text that consists of statements and functions, without imports, packages and
   * classes of its own; null if it does not. Nothing is loaded.
   */
  List<CompiledClass> statements(
      String className, String text, CompilerConfiguration configuration) {
    CompilationUnit unit = createCompilationUnit(configuration, null);
    unit.setClassNodeResolver(ClassLookup.of(names.context(), absentClasses));
    SourceUnit source = unit.addSource(className + ".groovy", text);
    unit.compile(Phases.CONVERSION);
    ModuleNode module = source.getAST();
    boolean plain =
        module.getPackage() == null
            && module.getImports().isEmpty()
            && module.getStarImports().isEmpty()
            && module.getStaticImports().isEmpty()
            && module.getStaticStarImports().isEmpty()
            && module.getClasses().stream()
                .allMatch(type -> type.isScript() || type.getOuterClass() != null);
    if (!plain) {
      return null;
    }
    unit.compile(Phases.CLASS_GENERATION);
    return compiled(unit);
  }

  private static List<CompiledClass> compiled(CompilationUnit unit) {
    List<CompiledClass> classes = new ArrayList<>();
    for (GroovyClass each : unit.getClasses()) {
      classes.add(new CompiledClass(each.getName(), each.getBytes()));
    }
    return classes;
  }

  /** Loads the classes of a text that was compiled before. */
  List<Class<?>> define(String className, List<CompiledClass> compiled) {
    InnerLoader loader = new InnerLoader(this);
    List<Class<?>> classes = new ArrayList<>();
    for (CompiledClass each : compiled) {
      classes.add(loader.defineClass(each.name(), each.bytes()));
    }
    keep(className, classes);
    return classes;
  }

  private void keep(String className, List<Class<?>> classes) {
    for (Class<?> type : classes) {
      if (!type.getName().startsWith(className)) {
        replace(type);
      }
    }
  }

  private void replace(Class<?> type) {
    Class<?> before = getClassCacheEntry(type.getName());
    if (before != null) {
      replaced.put(type, before);
    }
    setClassCacheEntry(type);
  }

  /**
   * Undoes the definitions of classes that cannot be initialized according to this failure: the
   * previous class of the name is restored.
   *
   * @return the names without a previous class
   */
  List<String> unusable(LinkageError failure) {
    List<String> gone = new ArrayList<>();
    for (Class<?> type : getLoadedClasses()) {
      if (isNamed(type, failure) && !restored(type)) {
        removeClassCacheEntry(type.getName());
        gone.add(type.getName());
      }
    }
    return gone;
  }

  private boolean restored(Class<?> type) {
    Class<?> before = replaced.remove(type);
    if (before != null) {
      setClassCacheEntry(before);
    }
    return before != null;
  }

  /** Whether the failure is that of a class's initialization, now or at an earlier time. */
  private static boolean isNamed(Class<?> type, LinkageError failure) {
    String message = String.valueOf(failure.getMessage());
    Throwable cause = failure.getCause();
    return message.endsWith("Could not initialize class " + type.getName())
        || cause != null
            && Arrays.stream(cause.getStackTrace())
                .anyMatch(
                    frame ->
                        frame.getMethodName().equals("<clinit>")
                            && frame.getClassName().equals(type.getName()));
  }
}
