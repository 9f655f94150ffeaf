package ipcsh.language;

import groovy.lang.Script;
import ipcsh.command.Context;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.codehaus.groovy.ast.ModuleNode;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.codehaus.groovy.runtime.InvokerHelper;
import org.codehaus.groovy.runtime.MethodClosure;

/**
 * A session of the language: its names, and the evaluation of texts one after the other. What a
 * text defines, the next one finds. Used by one thread at a time.
 */
public final class Session {
  private final Context context;
  private final String classPrefix;
  private final ShellBinding names;
  private final Journal journal;
  private final SessionLoader loader;
  private final CompilerConfiguration whole;
  private final CompilerConfiguration entry;
  private final Map<String, Source> sources = new ConcurrentHashMap<>();
  private volatile int last;

  /** The session of a context: whose handles and commands speak this language from now on. */
  public Session(Context context) {
    this(context, "Script");
    context
        .methods()
        .calledBy(
            (handle, name, arguments) ->
                HandleMethods.call(context.registry(), handle, name, arguments));
    context.inC(SayingC::program);
    context.children().onMethod(InvokerHelper::invokeMethod);
  }

  private Session(Context context, String classPrefix) {
    this.context = context;
    this.classPrefix = classPrefix;
    this.names = new ShellBinding(context);
    this.journal = new Journal(context.jobs(), names);
    whole = configuration();
    entry = configuration();
    entry.addCompilationCustomizers(new KeepDefinitions(), new KeepImports());
    loader = new SessionLoader(Session.class.getClassLoader(), whole, names);
  }

  /**
   * A session beside that of the context, with variables of its own: it leaves the context as it
   * is, and stack frames do not take its texts for the other's.
   */
  public static Session beside(Context context) {
    return new Session(context, "Beside");
  }

  /** A first entry, whose compiling and running loads what the first real one needs then. */
  public static void rehearse(Context context) throws Exception {
    Rendering.of(beside(context).runEntry(Source.of("", "x = [1, 'a']; x.size() + AF_UNIX")));
  }

  private CompilerConfiguration configuration() {
    CompilerConfiguration configuration = new CompilerConfiguration();
    configuration.setScriptBaseClass(ShellScript.class.getName());
    configuration.setParameters(true);
    configuration.addCompilationCustomizers(new CommandCustomizer(names));
    return configuration;
  }

  /** The commands and what they use. */
  public Context context() {
    return context;
  }

  /** The names and their values. */
  public ShellBinding names() {
    return names;
  }

  /** What was entered, and what came of it. */
  public Journal journal() {
    return journal;
  }

  /** Runs a whole text, a file: its {@code def}s are its own. */
  public Object run(Source source) throws Exception {
    return evaluate(source, whole);
  }

  /** Runs one entry of a prompt: what it defines stays. */
  public Object runEntry(Source source) throws Exception {
    return journal.keep(source.text(), () -> evaluate(source, entry));
  }

  private Object evaluate(Source source, CompilerConfiguration configuration) throws Exception {
    last = last + 1;
    String className = classPrefix + last;
    sources.put(className + ".groovy", source);
    List<Class<?>> classes = loader.compile(className, source.text(), configuration);
    for (Class<?> type : classes) {
      if (type.getName().equals(className) && Script.class.isAssignableFrom(type)) {
        return run(type.asSubclass(Script.class));
      }
    }
    return null;
  }

  /** A text as the compiler reads it, before anybody has looked up a name; nothing runs. */
  public ModuleNode parse(String text) {
    return loader.parse(text, new CompilerConfiguration());
  }

  private Object run(Class<? extends Script> type) throws Exception {
    Script script = type.getDeclaredConstructor().newInstance();
    script.setBinding(names);
    keepFunctions(script);
    return script.run();
  }

  /** A function that a text defines becomes a variable, so that the next text finds it. */
  private void keepFunctions(Script script) {
    for (Method method : script.getClass().getDeclaredMethods()) {
      boolean own = !method.isSynthetic() && !method.getName().contains("$");
      if (own && !Modifier.isStatic(method.getModifiers()) && !method.getName().equals("run")) {
        names.setVariable(method.getName(), new MethodClosure(script, method.getName()));
      }
    }
  }

  /** What stack frames will call the text that is evaluated next. */
  public String nextFile() {
    return classPrefix + (last + 1) + ".groovy";
  }

  /** A line in C, with what the variables are now; null where there is none. */
  public String inC(String line) {
    return SayingC.line(line, names);
  }

  /** The text that a stack frame's file name stands for, or null. */
  Source sourceOf(String fileName) {
    return sources.get(fileName);
  }

  /** The text that was compiled last. */
  Source lastSource() {
    return sources.get(classPrefix + last + ".groovy");
  }

  /** The names that somebody may have meant: variables, commands and constants. */
  Collection<String> knownNames() {
    Collection<String> all = new ArrayList<>(names.assigned());
    context.registry().all().forEach(command -> all.add(command.name()));
    all.addAll(context.constants().all().keySet());
    return all;
  }
}
