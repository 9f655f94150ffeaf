package ipcsh.command.model;

import ipcsh.command.Context;
import ipcsh.handle.Fd;
import ipcsh.handle.HasPid;
import ipcsh.handle.Timeouts;
import ipcsh.handle.UsageException;
import ipcsh.sys.abi.CallNotMade;
import ipcsh.sys.abi.SysException;
import ipcsh.sys.invoke.SignalTable;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.InvalidPathException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A command as the rest of the program sees it, read from its method: name, parameters, summary,
 * man page, examples, and the way to call it. What it says is read when it is first asked for,
 * since start-up needs nothing but the name.
 */
public final class CommandModel {
  /** A name that every command that waits takes. */
  public static final String TIMEOUT = "timeout";

  /** A name that every command on a descriptor takes: the shell's own are allowed. */
  public static final String FORCE = "force";

  private static final Pattern C_PAGE = Pattern.compile(".*\\([23]\\)");

  /** Several of them share a page; those that take an object of another process call nothing. */
  private static final Pattern PTHREADS = Pattern.compile("pthread_.*(?<!_at)");

  /** They never fail, or are more than one call, or none. */
  private static final Set<String> WITHIN =
      Set.of(
          "atexit",
          "errno",
          "execvp",
          "exit",
          "fork",
          "getegid",
          "geteuid",
          "getgid",
          "getpid",
          "getppid",
          "gettid",
          "getuid",
          "history",
          "pthread_join",
          "wait");

  private final CommandTopic topic;
  private final Method method;
  private final String name;
  private final Context context;
  private volatile Signature signature;

  private record Signature(
      Command command, Parameter[] all, Parameter[] positional, int required) {}

  CommandModel(CommandTopic topic, Method method, Context context) {
    this.topic = topic;
    this.method = method;
    this.name = name(method);
    this.context = context;
  }

  private Signature signature() {
    Signature known = signature;
    if (known == null) {
      known = read();
      signature = known;
    }
    return known;
  }

  private Signature read() {
    Parameter[] all =
        Arrays.stream(method.getParameters())
            .map(p -> new Parameter(p, context))
            .toArray(Parameter[]::new);
    Parameter[] positional =
        Arrays.stream(all).filter(p -> !p.isOption()).toArray(Parameter[]::new);
    int required = (int) Arrays.stream(positional).filter(Parameter::isRequired).count();
    return new Signature(method.getAnnotation(Command.class), all, positional, required);
  }

  /** The name of the command that a method is. */
  static String name(Method method) {
    String said = method.getAnnotation(Command.class).name();
    return said.isEmpty() ? method.getName() : said;
  }

  /** The command's name. */
  public String name() {
    return name;
  }

  /** The topic that it belongs to. */
  public CommandTopic topic() {
    return topic;
  }

  /** What it does, in a line. */
  public String summary() {
    return signature().command.summary();
  }

  /** Its man page, {@code recv(2)}. */
  public String man() {
    return signature().command.man();
  }

  /** More to know, may be empty. */
  public String details() {
    return signature().command.details();
  }

  /** Its examples, lines of the language. */
  public List<String> examples() {
    return signature().command.examples().stripIndent().strip().lines().toList();
  }

  /** Whether it can wait. */
  public boolean blocks() {
    return signature().command.blocks();
  }

  /** Whether it is C's function of this name, which goes to the kernel and can fail there. */
  public boolean isCall() {
    return C_PAGE.matcher(man()).matches()
        && (man().startsWith(name() + "(") || PTHREADS.matcher(name()).matches())
        && !WITHIN.contains(name());
  }

  /** What a saved session makes of a line with it. */
  public SavedAs saves() {
    return signature().command.saves();
  }

  /** What it returns. */
  public Class<?> result() {
    return method.getReturnType();
  }

  /** The method, for whoever calls it without going through {@link #call}. */
  public Method method() {
    return method;
  }

  /** The parameters that are given by place. */
  public List<Parameter> positional() {
    return List.of(signature().positional);
  }

  /**
   * For which parameter each of so many arguments by place is: those that can be left out take what
   * is more than the others need, from left to right. Arguments for which there is none are not in
   * the list.
   */
  public List<Parameter> placed(int count) {
    List<Parameter> placed = new ArrayList<>();
    int spare = count - signature().required;
    for (Parameter parameter : signature().positional) {
      boolean taken = parameter.isRequired() || parameter.isRest() || spare > 0;
      spare -= taken && !parameter.isRequired() ? 1 : 0;
      while (taken && placed.size() < count) {
        placed.add(parameter);
        taken = parameter.isRest();
      }
    }
    return placed;
  }

  /** The parameter that is given by this name, or null. */
  public Parameter option(String name) {
    for (Parameter parameter : signature().all) {
      if (parameter.isOption() && parameter.name().equals(name)) {
        return parameter;
      }
    }
    return null;
  }

  /** The names that it takes, its own options first. */
  public List<String> optionNames() {
    List<String> names = new ArrayList<>();
    for (Parameter parameter : signature().all) {
      if (parameter.isOption()) {
        names.add(parameter.name());
      }
    }
    if (blocks()) {
      names.add(TIMEOUT);
    }
    if (takesDescriptor()) {
      names.add(FORCE);
    }
    return names;
  }

  /**
   * Whether its first parameter is a handle of this type, which makes it a method of the handle.
   */
  public boolean isMethodOf(Class<?> handle) {
    Class<?>[] types = method.getParameterTypes();
    return types.length > 0
        && (types[0] != Object.class && types[0].isAssignableFrom(handle)
            || isProcess(handle) && method.getParameters()[0].isAnnotationPresent(Pid.class));
  }

  private static boolean isProcess(Class<?> handle) {
    return HasPid.class.isAssignableFrom(handle);
  }

  private boolean takesDescriptor() {
    return Arrays.asList(method.getParameterTypes()).contains(Fd.class);
  }

  /** The usage, {@code recv(fd, n = 65536, flags = 0, timeout:)}. */
  public String usage() {
    List<String> parts = new ArrayList<>();
    for (Parameter parameter : signature().positional) {
      parts.add(usage(parameter));
    }
    for (Parameter parameter : signature().all) {
      if (parameter.isOption()) {
        parts.add(parameter.name() + ":");
      }
    }
    if (blocks()) {
      parts.add(TIMEOUT + ":");
    }
    return name() + "(" + String.join(", ", parts) + ")";
  }

  private static String usage(Parameter parameter) {
    if (parameter.isRest()) {
      return parameter.name() + "...";
    }
    String fallback = parameter.defaultText();
    if (fallback == null) {
      return parameter.name();
    }
    return fallback.isEmpty() ? "[" + parameter.name() + "]" : parameter.name() + " = " + fallback;
  }

  /**
   * Runs the command.
   *
   * @param arguments by place; a map of named ones may come first, as Groovy passes it
   * @throws UsageException where they are not what the command takes
   */
  public Object call(Object... arguments) {
    Map<?, ?> named = Map.of();
    Object[] given = arguments;
    if (given.length > 0 && given[0] instanceof Map<?, ?> map) {
      named = map;
      given = Arrays.copyOfRange(given, 1, given.length);
    }
    Object[] values = bind(given, named);
    Object timeout = named.get(TIMEOUT);
    boolean limited = timeout != null && blocks();
    Duration limit = limited ? convertOption(TIMEOUT, () -> Conversion.duration(timeout)) : null;
    Object result;
    try {
      result =
          limited ? Timeouts.within(context.kernel(), limit, () -> invoke(values)) : invoke(values);
    } catch (SysException failure) {
      // a signal that has interrupted the call is handled before the call fails
      SignalTable.check();
      throw failure;
    }
    return SignalTable.checked(result);
  }

  /**
   * The command as a method handle of so many objects that returns an object: what {@link #call}
   * does with arguments by place, with nothing left to decide at each call. Null where the command
   * takes another number.
   */
  public MethodHandle direct(int count) {
    return new DirectCall(this, context).of(count);
  }

  /** The values of all parameters of the method; {@link DirectCall#bound} gives the same. */
  Object[] bind(Object[] given, Map<?, ?> named) {
    Signature known = signature();
    Parameter[] all = known.all;
    Object[] values = new Object[all.length];
    boolean force = false;
    if (!named.isEmpty()) {
      checkNames(named);
      force = Boolean.TRUE.equals(named.get(FORCE)) && takesDescriptor();
    }
    int spare = given.length - known.required;
    boolean rest = all.length > 0 && all[all.length - 1].isRest();
    if (spare < 0 || !rest && given.length > known.positional.length) {
      throw wrongCount(given);
    }
    int next = 0;
    for (int i = 0; i < all.length; i++) {
      Parameter parameter = all[i];
      if (parameter.isOption()) {
        Object value = named.get(parameter.name());
        values[i] =
            value == null ? parameter.defaultValue(context) : converted(parameter, value, false);
      } else if (parameter.isRest()) {
        values[i] = Arrays.copyOfRange(given, next, given.length);
        next = given.length;
      } else if (parameter.isRequired() || spare > 0) {
        spare -= parameter.isRequired() ? 0 : 1;
        values[i] = converted(parameter, given[next++], force);
      } else {
        values[i] = parameter.defaultValue(context);
      }
    }
    return values;
  }

  /** The parameters in the order of the method, for {@link DirectCall}. */
  Parameter[] parameters() {
    return signature().all;
  }

  int required() {
    return signature().required;
  }

  Object converted(Parameter parameter, Object given, boolean force) {
    boolean forced = force && (parameter.isDescriptor() || parameter.isDescriptorNumber());
    if (forced && given instanceof Integer number) {
      Fd fd = context.descriptors().named(number, true);
      if (parameter.isDescriptor()) {
        return parameter.convert(fd);
      }
    }
    if (forced && given instanceof Fd fd) {
      context.descriptors().named(fd.getNumber(), true);
    }
    if (given == null && "".equals(parameter.defaultText())) {
      return null;
    }
    try {
      return parameter.convert(given);
    } catch (IllegalArgumentException e) {
      throw usage(parameter.name() + ": " + e.getMessage());
    }
  }

  private <T> T convertOption(String name, java.util.function.Supplier<T> conversion) {
    try {
      return conversion.get();
    } catch (IllegalArgumentException e) {
      throw usage(name + ": " + e.getMessage());
    }
  }

  private void checkNames(Map<?, ?> named) {
    List<String> known = optionNames();
    for (Object name : named.keySet()) {
      if (!known.contains(String.valueOf(name))) {
        String choice = known.isEmpty() ? "none" : String.join(": ", known) + ":";
        throw usage("unknown option " + name + ":, only " + choice.replace(": ", ":, "));
      }
    }
  }

  private UsageException wrongCount(Object[] given) {
    // one argument more than there are, and one of them null: a pointer of C's
    boolean pointer =
        given.length > signature().positional.length && Arrays.asList(given).contains(null);
    return usage(
        "expected "
            + usage()
            + ", given "
            + shown(given)
            + (pointer
                ? "; omit C's NULL: what C returns through a pointer is the result here"
                : ""));
  }

  /** Arguments as an error message shows them. */
  public static String shown(Object... given) {
    List<String> shown = Arrays.stream(given).map(Conversion::describe).toList();
    return shown.isEmpty() ? "nothing" : String.join(", ", shown);
  }

  /** An error of usage of this command, with an example. */
  UsageException usage(String message) {
    String example = examples().isEmpty() ? null : example();
    return new UsageException(name() + ": " + message, example);
  }

  /** The line of the examples that uses the command, without what it prints. */
  private String example() {
    for (String line : examples()) {
      if (line.matches(".*\\b" + name() + "\\b.*")) {
        return line.replaceFirst("\\s*//=>.*", "");
      }
    }
    return examples().get(0);
  }

  private Object invoke(Object[] values) {
    try {
      return method.invoke(topic, values);
    } catch (InvocationTargetException e) {
      throw rethrown(e.getCause());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(method + " is not public", e);
    }
  }

  /** The same behind a call: what signals have arrived meanwhile is handled first. */
  RuntimeException failed(Throwable cause) {
    SignalTable.check();
    return rethrown(cause);
  }

  /**
   * The exception as it is; an argument that {@code sys} refuses is an error of usage, a call that
   * a child did not make is a failure.
   */
  RuntimeException rethrown(Throwable cause) {
    if (cause instanceof CallNotMade call) {
      return call.failure();
    }
    if (cause instanceof InvalidPathException) {
      return usage("expected the name of a file, without NUL characters");
    }
    if (cause instanceof IllegalArgumentException) {
      // where what was expected is shown already, an example may be of something else
      return String.valueOf(cause.getMessage()).matches("(?s).*expected [^,]*, '.*")
          ? new UsageException(name() + ": " + cause.getMessage())
          : usage(cause.getMessage());
    }
    return sneak(cause);
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> RuntimeException sneak(Throwable cause) throws T {
    throw (T) cause;
  }
}
