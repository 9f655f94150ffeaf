package ipcsh.language;

import groovy.lang.Closure;
import groovy.lang.MissingMethodException;
import groovy.lang.MissingPropertyException;
import groovy.lang.Range;
import groovy.lang.Script;
import ipcsh.command.ErrnoMeanings;
import ipcsh.command.SpellingSuggestion;
import ipcsh.command.model.TypeWords;
import ipcsh.handle.Handle;
import ipcsh.handle.RoleFailure;
import ipcsh.handle.RoleHost;
import ipcsh.handle.UsageException;
import ipcsh.peer.ErrorReport;
import ipcsh.sys.abi.SysException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.codehaus.groovy.GroovyBugError;
import org.codehaus.groovy.control.CompilationFailedException;
import org.codehaus.groovy.control.MultipleCompilationErrorsException;
import org.codehaus.groovy.control.messages.Message;
import org.codehaus.groovy.control.messages.SyntaxErrorMessage;
import org.codehaus.groovy.syntax.SyntaxException;

/** Explains errors to users: where the error is, what is wrong, and suggestions. */
public final class Problems {
  private static final String NESTED = "is nested too deeply, or too long, for the compiler";
  private static final String UNREADABLE = "the parser does not understand this";
  private static final int DEEPEST = 100;

  /** A longer name is not a typing error. */
  private static final int LONGEST_NAME = 100;

  /** Groovy's method names of operators, which the user has not written. */
  private static final Map<String, String> OPERATORS =
      Map.ofEntries(
          Map.entry("negative", "-"),
          Map.entry("positive", "+"),
          Map.entry("bitwiseNegate", "~"),
          Map.entry("plus", "+"),
          Map.entry("minus", "-"),
          Map.entry("multiply", "*"),
          Map.entry("div", "/"),
          Map.entry("remainder", "%"),
          Map.entry("power", "**"),
          Map.entry("next", "++"),
          Map.entry("previous", "--"),
          Map.entry("leftShift", "<<"),
          Map.entry("rightShift", ">>"),
          Map.entry("and", "&"),
          Map.entry("or", "|"),
          Map.entry("xor", "^"));

  private final Session session;

  /** Explains the errors of a session. */
  public Problems(Session session) {
    this.session = session;
  }

  /** The explanation of an error. Never fails: an error that cannot be explained is named. */
  public Problem explain(Throwable error) {
    return explained(error, true);
  }

  /** The same without the role's name, if that is visible otherwise. */
  public Problem withoutRole(Throwable error) {
    return explained(error, false);
  }

  /** Even if the error's own message or stack trace fails, the session continues. */
  private Problem explained(Throwable error, boolean withRole) {
    try {
      Problem problem = said(error);
      String role = withRole ? role(error) : null;
      return role == null ? problem : problem.in(role);
    } catch (Throwable whileExplaining) {
      return at(placeOrNone(error), plainly(error), List.of());
    }
  }

  private Place placeOrNone(Throwable error) {
    try {
      return place(error);
    } catch (Throwable itsStackFails) {
      return NOWHERE;
    }
  }

  /** A short description of an error, without a session; never fails. */
  public static String plainly(Throwable error) {
    try {
      return words(error);
    } catch (Throwable itsMessageFails) {
      return error.getClass().getName() + ", and cannot say what is wrong";
    }
  }

  private static String role(Throwable error) {
    for (StackTraceElement frame : error.getStackTrace()) {
      if (frame.getClassName().equals(ErrorReport.FRAME)) {
        return frame.getMethodName();
      }
    }
    return null;
  }

  private Problem said(Throwable error) {
    if (error instanceof MultipleCompilationErrorsException many) {
      return syntax(many);
    }
    Place place = place(error);
    if (error instanceof SysException failed) {
      return at(place, failed.getMessage(), advice(failed));
    }
    if (error instanceof UsageException wrong) {
      String example = wrong.getExample();
      return at(
          place,
          wrong.getMessage(),
          example == null ? List.of() : List.of("for example: " + example));
    }
    if (error instanceof RoleFailure failure) {
      return at(place, failure.getMessage(), failure.getHints());
    }
    if (error instanceof MissingPropertyException missing) {
      return property(place, missing);
    }
    if (error instanceof MissingMethodException missing) {
      return method(place, missing);
    }
    if (error instanceof CompilationFailedException unread && place.source == null) {
      Source source = session.lastSource();
      return unread.getCause() instanceof GroovyBugError
          ? at(new Place(source, source.firstLine()), UNREADABLE, List.of())
          : at(new Place(source, DeepestNode.line(source)), NESTED, List.of());
    }
    return at(place, words(error), List.of());
  }

  private List<String> advice(SysException failed) {
    String meaning = ErrnoMeanings.of(failed, session.context());
    return meaning == null ? List.of() : List.of(meaning);
  }

  /** A line in a text. */
  private record Place(Source source, int line) {}

  private static final Place NOWHERE = new Place(null, 0);

  private Place place(Throwable error) {
    Throwable at = error;
    Source unnumbered = null;
    // the causes may be cyclic
    for (int depth = 0; at != null && depth < DEEPEST; depth++, at = at.getCause()) {
      for (StackTraceElement frame : at.getStackTrace()) {
        Source source = frame.getFileName() == null ? null : session.sourceOf(frame.getFileName());
        if (source != null && frame.getLineNumber() > 0) {
          return new Place(source, frame.getLineNumber() + source.firstLine() - 1);
        }
        unnumbered = unnumbered == null ? source : unnumbered;
      }
    }
    // the compiler gives some expressions no line number
    return unnumbered == null ? NOWHERE : new Place(unnumbered, unnumbered.firstLine());
  }

  private static Problem at(Place place, String message, List<String> hints) {
    return new Problem(message, place.source, place.line, 0, hints);
  }

  private static Problem at(Place place, String name, String message, List<String> hints) {
    int column = 0;
    if (place.source != null) {
      Matcher found =
          Pattern.compile("(?<![\\w$])" + Pattern.quote(name) + "(?![\\w$])")
              .matcher(place.source.line(place.line));
      column = found.find() ? found.start() + 1 : 0;
    }
    return new Problem(message, place.source, place.line, column, hints);
  }

  private Problem syntax(MultipleCompilationErrorsException many) {
    for (Message message : many.getErrorCollector().getErrors()) {
      if (message instanceof SyntaxErrorMessage wrong) {
        SyntaxException cause = wrong.getCause();
        Source named = session.sourceOf(cause.getSourceLocator());
        Place evaluated = named == null ? place(many) : NOWHERE;
        if (evaluated.source != null) {
          // a text that the program compiled itself, with evaluate(...)
          return at(evaluated, SyntaxWords.plain(cause), List.of());
        }
        Source where = named == null ? session.lastSource() : named;
        int line = Math.max(1, cause.getStartLine()) + where.firstLine() - 1;
        return new Problem(
            SyntaxWords.of(cause, where.line(line), session.names()),
            where,
            line,
            Math.max(0, cause.getStartColumn()),
            List.of());
      }
    }
    // the parser itself has failed; its message is its own stack trace
    Source where = session.lastSource();
    return new Problem(UNREADABLE, where, where.firstLine(), 0, List.of());
  }

  private Problem property(Place place, MissingPropertyException missing) {
    String name = missing.getProperty();
    Class<?> type = missing.getType();
    if (isScript(type)) {
      String habit = habit(place, name);
      String message = "no such variable or command: '" + name + "'" + nearName(name);
      return at(place, name, habit == null ? message : habit, List.of());
    }
    if (type != null) {
      return at(
          place,
          name,
          kind(type) + " has no member '" + name + "'" + nearMember(name, type),
          List.of());
    }
    InList in = InList.of(missing, session.classes());
    if (in == null) {
      return at(place, words(missing), List.of());
    }
    String element = kind(in.element);
    String message = "a list has no member '" + in.name + "', nor has " + element + " in it";
    boolean ofElement =
        !members(List.class).contains(in.name) && members(in.element).contains(in.name);
    String near =
        ofElement
            ? "; it is a method of " + element + ": ...[0]." + in.name + "()"
            : nearMember(in.name, List.class, in.element);
    return at(place, in.name, message + near, List.of());
  }

  /**
   * A missing property of a list's elements: such a failure of Groovy consists of a message only.
   */
  private record InList(String name, Class<?> element) {
    private static final Pattern WORDS =
        Pattern.compile("No such property: (.+?) for class: ([\\w.$]+)");

    /** Parses the failure; null if it is another one. */
    static InList of(MissingPropertyException missing, ClassLoader classes) {
      String words = String.valueOf(missing.getMessage());
      Matcher last = WORDS.matcher(words.substring(words.lastIndexOf("Reason:") + 1));
      if (!words.startsWith("Exception evaluating property") || !last.find()) {
        return null;
      }
      try {
        return new InList(last.group(1), Class.forName(last.group(2), false, classes));
      } catch (ClassNotFoundException | LinkageError ofAnEntryBefore) {
        return new InList(last.group(1), Object.class);
      }
    }
  }

  private Problem method(Place place, MissingMethodException missing) {
    String name = missing.getMethod();
    Class<?> type = missing.getType();
    if (isScript(type)) {
      String habit = habit(place, name);
      if (habit != null) {
        return at(place, name, habit, List.of());
      }
      String near = nearName(name);
      return at(
          place,
          name,
          "no such command or function: '"
              + name
              + "'"
              + (near.isEmpty() ? "; help lists the commands" : near),
          List.of());
    }
    if (session.context().registry().find(name) != null
        && (type == String.class || Number.class.isAssignableFrom(type))) {
      String how =
          type == String.class
              ? name + " is a command on a handle, given " + kind(type)
              : "a number does not have the methods of a handle: write " + name + "(fd, ...)";
      return at(place, name, how, List.of());
    }
    String operator = name == null ? null : OPERATORS.get(name);
    if (operator != null) {
      String others = kinds(missing);
      String with = others.isEmpty() ? "" : " with " + others;
      return at(place, kind(type) + " has no operator " + operator + with, List.of());
    }
    boolean isBlock = missing.getArguments() != null && missing.getArguments().length == 1;
    if (type != null && RoleHost.class.isAssignableFrom(type) && isBlock && isRunning(name)) {
      return at(
          place,
          name,
          "a host runs no blocks itself: r = shell('r', on: a) or r = fork(on: a) starts a role on the host a, then r { ... }",
          List.of());
    }
    return at(
        place,
        name,
        kind(type) + " has no method " + name + "(" + kinds(missing) + ")" + nearMethod(name, type),
        List.of());
  }

  /** Whether a role would run a block by this method. */
  private static boolean isRunning(String name) {
    return "call".equals(name) || "start".equals(name);
  }

  private static String kinds(MissingMethodException missing) {
    return String.join(
        ", ",
        Arrays.stream(missing.getArguments() == null ? new Object[0] : missing.getArguments())
            .map(a -> a == null ? "null" : kind(a.getClass()))
            .toList());
  }

  /** The answer for a name known from another language, or null. */
  private static String habit(Place place, String name) {
    String ofLine = place.source == null ? null : Habits.ofLine(place.source.line(place.line));
    return ofLine == null ? Habits.ofName(name) : ofLine;
  }

  private static boolean isScript(Class<?> type) {
    // evaluate(...) compiles a text to another kind of script
    return type != null && Script.class.isAssignableFrom(type);
  }

  private String nearName(String name) {
    return near(name, session.knownNames());
  }

  private String nearMethod(String name, Class<?> type) {
    if (!members(type).contains(name)) {
      return nearMember(name, type);
    }
    List<Method> methods =
        Arrays.stream(type.getMethods())
            .filter(each -> each.getName().equals(name) && !each.isSynthetic())
            .toList();
    if (!methods.isEmpty() && type.getName().startsWith(JavaErrorText.OURS)) {
      return "; expected "
          + methods.stream().map(Problems::form).sorted().collect(Collectors.joining(" or "));
    }
    boolean method = session.context().registry().find(name) != null || !methods.isEmpty();
    return method ? "; it takes different arguments" : "; it is a member: ." + name;
  }

  /** How a method of our own is called: {@code put(String name, Fd fd)}. */
  private static String form(Method method) {
    return method.getName()
        + Arrays.stream(method.getParameters())
            .map(each -> each.getType().getSimpleName() + " " + each.getName())
            .collect(Collectors.joining(", ", "(", ")"));
  }

  private String nearMember(String name, Class<?>... types) {
    Set<String> members = new LinkedHashSet<>();
    for (Class<?> type : types) {
      members.addAll(members(type));
    }
    return members.contains(name) ? "; it is a method: " + name + "()" : near(name, members);
  }

  /** The names allowed after the dot, empty for the type of null. */
  private Set<String> members(Class<?> type) {
    if (type == null) {
      return Set.of();
    }
    Set<String> members = MemberNames.of(type);
    if (Handle.class.isAssignableFrom(type)) {
      session.context().registry().all().stream()
          .filter(c -> c.isMethodOf(type))
          .forEach(c -> members.add(c.name()));
    }
    return members;
  }

  private static String near(String name, Collection<String> names) {
    return name == null || name.length() > LONGEST_NAME ? "" : SpellingSuggestion.say(name, names);
  }

  private static String kind(Class<?> type) {
    if (type == null) {
      return "null";
    }
    if (Range.class.isAssignableFrom(type)) {
      return "a range";
    }
    return Closure.class.isAssignableFrom(type) ? "a block" : TypeWords.of(type);
  }

  private static String words(Throwable error) {
    if (error instanceof StackOverflowError) {
      return "the calls are nested too deeply (stack overflow)";
    }
    if (error instanceof OutOfMemoryError) {
      return "not enough memory: " + error.getMessage();
    }
    if (error instanceof Interruption) {
      return "interrupted";
    }
    if (error instanceof UncheckedIOException unchecked) {
      return words(unchecked.getCause());
    }
    if (error instanceof ExceptionInInitializerError && error.getCause() != null) {
      return "a class cannot be initialized: " + words(error.getCause());
    }
    String ofJava = JavaErrorText.of(error);
    if (ofJava != null) {
      return ofJava;
    }
    String message = error.getMessage();
    if (error instanceof AssertionError || error instanceof IllegalStateException) {
      return message == null ? "assertion failed" : message.stripTrailing();
    }
    return error.getClass().getSimpleName() + (message == null ? "" : ": " + message);
  }
}
