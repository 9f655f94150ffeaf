package ipcsh.language;

import groovy.lang.MissingMethodException;
import groovy.lang.MissingPropertyException;
import ipcsh.command.Meanings;
import ipcsh.command.Nearest;
import ipcsh.handle.Descriptor;
import ipcsh.handle.Handle;
import ipcsh.handle.RoleFailure;
import ipcsh.handle.UsageException;
import ipcsh.peer.Errors;
import ipcsh.sys.SysException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.codehaus.groovy.control.CompilationFailedException;
import org.codehaus.groovy.control.MultipleCompilationErrorsException;
import org.codehaus.groovy.control.messages.Message;
import org.codehaus.groovy.control.messages.SyntaxErrorMessage;
import org.codehaus.groovy.syntax.SyntaxException;

/** Says of an error what people can use: where it is, what is wrong, what may have been meant. */
public final class Problems {
  private static final String NESTED = "is nested too deeply, or too long, for the compiler";

  private final Session session;

  /** For the errors of one session. */
  public Problems(Session session) {
    this.session = session;
  }

  /** The error in people's words. */
  public Problem explain(Throwable error) {
    Problem problem = withoutRole(error);
    for (StackTraceElement frame : error.getStackTrace()) {
      if (frame.getClassName().equals(Errors.FRAME)) {
        return problem.in(frame.getMethodName());
      }
    }
    return problem;
  }

  /** The same where it is seen in which role it happened. */
  public Problem withoutRole(Throwable error) {
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
    if (error instanceof CompilationFailedException && place.source == null) {
      Source source = session.lastSource();
      return at(new Place(source, Deepest.line(source)), NESTED, List.of());
    }
    return at(place, words(error), List.of());
  }

  private List<String> advice(SysException failed) {
    String meaning = Meanings.of(failed, session.context());
    return meaning == null ? List.of() : List.of(meaning);
  }

  /** Where in which text. */
  private record Place(Source source, int line) {}

  private Place place(Throwable error) {
    for (Throwable at = error; at != null; at = at.getCause()) {
      for (StackTraceElement frame : at.getStackTrace()) {
        Source source = frame.getFileName() == null ? null : session.sourceOf(frame.getFileName());
        if (source != null && frame.getLineNumber() > 0) {
          return new Place(source, frame.getLineNumber() + source.firstLine() - 1);
        }
      }
    }
    return new Place(null, 0);
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
        Source where = named == null ? session.lastSource() : named;
        int line = cause.getStartLine() + where.firstLine() - 1;
        return new Problem(
            SyntaxWords.of(cause, where.line(line), session.names()),
            where,
            line,
            Math.max(0, cause.getStartColumn()),
            List.of());
      }
    }
    return new Problem(words(many), session.lastSource(), 0, 0, List.of());
  }

  private Problem property(Place place, MissingPropertyException missing) {
    String name = missing.getProperty();
    if (isScript(missing.getType())) {
      String habit = habit(place, name);
      String near = Nearest.say(name, session.knownNames());
      String message = "there is no variable or command '" + name + "'" + near;
      return at(place, name, habit == null ? message : habit, List.of());
    }
    return at(
        place,
        name,
        kind(missing.getType())
            + " has no member '"
            + name
            + "'"
            + nearMember(missing.getType(), name),
        List.of());
  }

  private Problem method(Place place, MissingMethodException missing) {
    String name = missing.getMethod();
    Class<?> type = missing.getType();
    if (isScript(type)) {
      String habit = habit(place, name);
      if (habit != null) {
        return at(place, name, habit, List.of());
      }
      String near = Nearest.say(name, session.knownNames());
      return at(
          place,
          name,
          "there is no command or function '"
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
              : "a number has no methods of a handle: write " + name + "(fd, ...)";
      return at(place, name, how, List.of());
    }
    String arguments =
        String.join(
            ", ",
            Arrays.stream(missing.getArguments() == null ? new Object[0] : missing.getArguments())
                .map(a -> a == null ? "null" : kind(a.getClass()))
                .toList());
    return at(
        place,
        name,
        kind(type) + " has no method " + name + "(" + arguments + ")" + nearMember(type, name),
        List.of());
  }

  /** What there is for a name that somebody is used to from elsewhere, or null. */
  private static String habit(Place place, String name) {
    String ofLine = place.source == null ? null : Habits.ofLine(place.source.line(place.line));
    return ofLine == null ? Habits.ofName(name) : ofLine;
  }

  private static boolean isScript(Class<?> type) {
    return type != null && ShellScript.class.isAssignableFrom(type);
  }

  private String nearMember(Class<?> type, String name) {
    Collection<String> members = new ArrayList<>(Members.of(type));
    if (type != null && Handle.class.isAssignableFrom(type)) {
      session.context().registry().all().stream()
          .filter(c -> c.isMethodOf(type))
          .forEach(c -> members.add(c.name()));
    }
    return Nearest.say(name, members);
  }

  private static String kind(Class<?> type) {
    if (type == null) {
      return "null";
    }
    return Descriptor.class.isAssignableFrom(type) ? "a descriptor" : "a " + type.getSimpleName();
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
    String message = error.getMessage();
    if (error instanceof AssertionError || error instanceof IllegalStateException) {
      return message == null ? "assertion failed" : message.stripTrailing();
    }
    return error.getClass().getSimpleName() + (message == null ? "" : ": " + message);
  }
}
