package ipcsh.language;

import groovy.lang.Script;
import ipcsh.command.Context;
import ipcsh.command.SessionRecord;
import ipcsh.handle.CompiledClass;
import ipcsh.handle.CompiledEntry;
import ipcsh.handle.EntryCompiler;
import ipcsh.handle.TextBasis;
import ipcsh.sys.abi.Errno;
import java.io.BufferedReader;
import java.io.StringReader;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.codehaus.groovy.ast.ModuleNode;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.codehaus.groovy.control.MultipleCompilationErrorsException;

/**
 * A session of the language: its names, and the evaluation of texts one after the other.
 * Definitions of a text are visible in the next one. Not thread-safe.
 */
public final class Session {
  /** The compiler's message for a method with more than 64 kB of code. */
  private static final String TOO_LONG = "Method too large";

  private static final String CLASS_PREFIX = "Script";

  /** The length of a text that is certain to compile to less code. */
  private static final int PART = 4000;

  private final Context context;
  private final String classPrefix;
  private final ShellBinding names;
  private final Journal journal;
  private final SessionLoader loader;
  private final CompilerConfiguration whole;
  private final CompilerConfiguration entry;
  private final KeepImports imports = new KeepImports();

  private String program;
  private String told;
  private RoleTexts roleTexts;
  private Map<RoleTexts.Asked, CompiledEntry> rolesBefore = Map.of();

  /** The script, if its classes are kept. */
  private List<CompiledClass> scriptClasses;

  private String scriptText;
  private Set<String> scriptNames;

  /** Methods that Groovy adds to a script. */
  private static final Set<String> MADE = Set.of("run", "main");

  private final Map<String, Source> sources = new ConcurrentHashMap<>();
  private volatile int last;
  private CompiledTexts compiled;

  /** The session of a context, whose handles and commands use this language from now on. */
  public Session(Context context) {
    this(context, session -> null);
  }

  /**
   * The same.
   *
   * @param record makes the record of this session
   */
  public Session(Context context, Function<Session, SessionRecord> record) {
    this(context, Session.class.getClassLoader(), CLASS_PREFIX);
    context.roleShells().compiledBy(this::forRoles);
    context.begin(new GroovyLanguage(this, record.apply(this)));
  }

  private Session(Context context, ClassLoader parent, String classPrefix) {
    this.context = context;
    this.classPrefix = classPrefix;
    this.names = new ShellBinding(context);
    this.journal = new Journal(context.jobs(), names);
    whole = configuration(names, false);
    entry = entries(names);
    entry.addCompilationCustomizers(imports);
    loader = new SessionLoader(parent, whole, names);
  }

  /**
   * A session besides that of the context, with variables of its own: it does not change the
   * context, and its file names in stack frames are different.
   */
  public static Session beside(Context context) {
    return new Session(context, Session.class.getClassLoader(), "Beside");
  }

  /** Compiles and runs an entry, to load what the first real one needs. */
  public static void rehearse(Context context) throws Exception {
    Rendering.of(beside(context).runEntry(Source.of("", "x = [1, 'a']; x.size() + AF_UNIX")));
  }

  private static CompilerConfiguration configuration(ShellBinding names, boolean linked) {
    CompilerConfiguration configuration = new CompilerConfiguration();
    configuration.setScriptBaseClass(ShellScript.class.getName());
    configuration.setParameters(true);
    configuration.addCompilationCustomizers(new CommandCustomizer(names, linked));
    return configuration;
  }

  /** How the entries of a session with these names are compiled; without imports of other ones. */
  static CompilerConfiguration entries(ShellBinding names) {
    CompilerConfiguration configuration = configuration(names, false);
    configuration.addCompilationCustomizers(new KeepDefinitions());
    return configuration;
  }

  /** Whether this may be the name of the class of a text. */
  static boolean isClassName(String name) {
    return name.matches("[A-Z][a-z]+[0-9]{1,9}");
  }

  /** Sets what identifies the program with its plugins and its Java; null if that is not known. */
  public void program(String itself) {
    program = itself;
    told = itself;
  }

  /**
   * Sets what identifies the program in what is told of the next entry, if a shell of another
   * machine compiles it: paths and times of files are different there.
   */
  public void programElsewhere(String itself) {
    told = itself;
  }

  /** What the classes of the next entry depend on; null if that cannot be told. */
  public TextBasis basis() {
    return told == null || !imports.isEmpty()
        ? null
        : new TextBasis(told, classPrefix + (last + 1), names.basis());
  }

  /** The compiler for the entries of its roles. */
  public synchronized EntryCompiler forRoles() {
    if (roleTexts == null) {
      roleTexts = new RoleTexts(context, Session.class.getClassLoader(), program, rolesBefore);
    }
    return roleTexts;
  }

  /** Keeps what was compiled for roles, together with the script; called when it has ended. */
  public synchronized void keepRoleTexts() {
    if (compiled != null && scriptClasses != null && roleTexts != null && roleTexts.hasNew()) {
      compiled.save(
          scriptText, scriptNames, new CompiledTexts.Known(scriptClasses, roleTexts.all()));
    }
  }

  /** Keeps the classes of the first text, if it is a script, and takes them from there. */
  public void compiledTexts(CompiledTexts known) {
    compiled = known;
  }

  /** The commands and their context. */
  public Context context() {
    return context;
  }

  /** The names and their values. */
  public ShellBinding names() {
    return names;
  }

  /** The entries and their outcomes. */
  public Journal journal() {
    return journal;
  }

  /** Runs a whole text, a file: its {@code def}s are local to it. */
  public Object run(Source source) throws Exception {
    try {
      return evaluate(source, whole);
    } catch (MultipleCompilationErrorsException e) {
      requireTooLong(e);
    }
    try {
      return evaluate(source, configuration(names, true));
    } catch (MultipleCompilationErrorsException e) {
      requireTooLong(e);
      return runInParts(source);
    }
  }

  private static void requireTooLong(MultipleCompilationErrorsException e) {
    if (!String.valueOf(e.getMessage()).contains(TOO_LONG)) {
      throw e;
    }
  }

  /**
   * Runs a text that is too long for one method of the Java virtual machine in parts, when nothing
   * of it has run yet. Its {@code def}s are kept, as at the prompt, so that a part can use those of
   * previous parts.
   */
  private Object runInParts(Source source) throws Exception {
    Entries entries =
        new Entries(source.name(), new BufferedReader(new StringReader(source.text())));
    Object value = null;
    List<Source> part = new ArrayList<>();
    int size = 0;
    for (Source next = entries.next(); next != null; next = entries.next()) {
      if (size + next.text().length() > PART && !part.isEmpty()) {
        value = evaluate(joined(part), entry);
        part.clear();
        size = 0;
      }
      part.add(next);
      size += next.text().length();
    }
    return part.isEmpty() ? value : evaluate(joined(part), entry);
  }

  /** Entries as one text, each in its own line. */
  private static Source joined(List<Source> entries) {
    Source first = entries.get(0);
    StringBuilder text = new StringBuilder();
    int line = first.firstLine();
    for (Source each : entries) {
      while (line < each.firstLine()) {
        text.append('\n');
        line++;
      }
      text.append(each.text());
      line += (int) each.text().chars().filter(c -> c == '\n').count();
    }
    return new Source(first.name(), text.toString(), first.firstLine());
  }

  /** Runs one entry of a prompt: its definitions are kept. */
  public Object runEntry(Source source) throws Exception {
    return runEntry(source, null);
  }

  /** The same for one that may have been compiled before; {@code given} may be null. */
  public Object runEntry(Source source, CompiledEntry given) throws Exception {
    return journal.keep(source.text(), () -> entered(source, given));
  }

  /**
   * Runs a text that is no entry of the user: it is not recorded.
   *
   * @param keep whether its definitions are kept, as those of an entry
   */
  Object runUnrecorded(Source source, boolean keep) throws Exception {
    return evaluate(source, keep ? entry : whole);
  }

  private Object entered(Source source, CompiledEntry given) throws Exception {
    try {
      return evaluate(source, entry, given);
    } catch (LinkageError e) {
      // a class that cannot be initialized fails at each use, and would block its name permanently
      loader.unusable(e).forEach(imports::forget);
      throw e;
    }
  }

  private Object evaluate(Source source, CompilerConfiguration configuration) throws Exception {
    return evaluate(source, configuration, null);
  }

  private Object evaluate(Source source, CompilerConfiguration configuration, CompiledEntry given)
      throws Exception {
    boolean fits = given != null && given.basis().equals(basis());
    last = last + 1;
    String className = classPrefix + last;
    sources.put(className + ".groovy", source);
    imports.begin();
    List<Class<?>> classes =
        fits
            ? loader.define(className, given.classes())
            : last == 1 && configuration == whole && compiled != null
                ? known(className, source.text())
                : loader.compile(className, source.text(), configuration);
    imports.keep();
    for (Class<?> type : classes) {
      // it may have declared a package
      if (type.getSimpleName().equals(className) && Script.class.isAssignableFrom(type)) {
        return run(type.asSubclass(Script.class));
      }
    }
    return null;
  }

  private List<Class<?>> known(String className, String text) {
    scriptText = text;
    scriptNames = names.assigned();
    CompiledTexts.Known found = compiled.load(text, scriptNames);
    if (found == null) {
      return loader.compile(className, text, whole, this::keepScript);
    }
    scriptClasses = found.classes();
    rolesBefore = found.ofRoles();
    return loader.define(className, scriptClasses);
  }

  private void keepScript(List<CompiledClass> classes) {
    scriptClasses = classes;
    compiled.save(scriptText, scriptNames, new CompiledTexts.Known(classes, Map.of()));
  }

  /** Parses a text, up to the syntax tree before names are resolved; nothing is executed. */
  public ModuleNode parse(String text) {
    return loader.parse(text, new CompilerConfiguration());
  }

  private Object run(Class<? extends Script> type) throws Exception {
    Script script = type.getDeclaredConstructor().newInstance();
    script.setBinding(names);
    keepFunctions(script);
    return script.run();
  }

  /** A function defined by a text becomes a variable, so that the next text can use it. */
  private void keepFunctions(Script script) {
    for (Method method : script.getClass().getDeclaredMethods()) {
      boolean own = !method.isSynthetic() && !method.getName().contains("$");
      if (own && !MADE.contains(method.getName())) {
        names.setVariable(method.getName(), new SessionFunction((ShellScript) script, method));
      }
    }
  }

  /** The file name of the next text in stack frames. */
  public String nextFile() {
    return classPrefix + (last + 1) + ".groovy";
  }

  /** A line in C, translated with the current variables; null if there is none. */
  public String inC(String line) {
    return LineInC.of(line, names);
  }

  /** The text for a file name in stack frames, or null. */
  Source sourceOf(String fileName) {
    return sources.get(fileName);
  }

  /** The text that was last compiled. */
  Source lastSource() {
    return sources.get(classPrefix + last + ".groovy");
  }

  /** The loader of the classes that its texts use. */
  ClassLoader classes() {
    return loader;
  }

  /** Names for suggestions: variables, commands and constants. */
  Collection<String> knownNames() {
    Collection<String> all = new ArrayList<>(names.assigned());
    all.addAll(context.registry().names());
    all.addAll(context.constants().all().keySet());
    Arrays.stream(Errno.values()).map(Errno::name).forEach(all::add);
    return all;
  }
}
