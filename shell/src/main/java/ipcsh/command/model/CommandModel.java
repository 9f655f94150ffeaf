package ipcsh.command.model;

import ipcsh.command.Context;
import ipcsh.handle.Fd;
import ipcsh.handle.HasPid;
import ipcsh.handle.Region;
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
 * The model of a command, made from its method: name, parameters, summary, man page, examples, and
 * the way to call it. The annotation is read on first use, since start-up needs only the name.
 */
public final class CommandModel {
  /** The option that every blocking command takes. */
  public static final String TIMEOUT = "timeout";

  /** The option that every command on a descriptor takes: it allows the shell's own descriptors. */
  public static final String FORCE = "force";

  private static final Pattern C_PAGE = Pattern.compile(".*\\([23]\\)");

  /**
   * Several functions share a man page; those that take an object of another process are not calls.
   */
  private static final Pattern PTHREADS = Pattern.compile("pthread_.*(?<!_at)");

  /** Commands that never fail, or make a call of another name, several calls, or none. */
  private static final Set<String> WITHIN =
      Set.of(
          "atexit",
          "errno",
          "execvp",
          "exit",
          "fork",
          "getaddrinfo",
          "getegid",
          "geteuid",
          "getgid",
          "getpid",
          "getppid",
          "gettid",
          "getuid",
          "history",
          "mq_close",
          "openpty",
          "pthread_join",
          "ptsname",
          "setsid",
          "signal",
          "sockatmark",
          "wait",
          "waitid");

  private final CommandTopic topic;
  private final Method method;
  private final String name;
  private final Context context;

  /** The annotation, if it is another method's; otherwise null. */
  private final Command definition;

  private volatile Signature signature;

  private record Signature(
      Command command,
      Parameter[] all,
      Parameter[] positional,
      int required,
      CommandModel onRegion) {}

  CommandModel(CommandTopic topic, Method method, Context context) {
    this(topic, method, context, name(method), null);
  }

  private CommandModel(
      CommandTopic topic, Method method, Context context, String name, Command definition) {
    this.topic = topic;
    this.method = method;
    this.name = name;
    this.context = context;
    this.definition = definition;
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
    Command own = definition == null ? method.getAnnotation(Command.class) : definition;
    boolean second = definition == null && !own.onRegion().isEmpty();
    return new Signature(own, all, positional, required, second ? onRegion(own) : null);
  }

  private CommandModel onRegion(Command own) {
    return new CommandModel(topic, method(own.onRegion()), context, name, own);
  }

  private Method method(String named) {
    for (Method other : topic.getClass().getMethods()) {
      if (other.getName().equals(named)) {
        return other;
      }
    }
    throw new IllegalStateException(name + ": there is no method " + named);
  }

  /** The same call on memory of the caller's; null if the command has no such form. */
  public CommandModel onRegion() {
    return signature().onRegion;
  }

  /** The form that takes this many positional arguments: itself, or the one on a region. */
  public CommandModel form(int count) {
    Signature known = signature();
    CommandModel other = known.onRegion;
    return other != null && count > known.positional.length && count >= other.required()
        ? other
        : this;
  }

  /** Whether these are the arguments of the form on a region. */
  private boolean isOnRegion(Object[] given) {
    if (given.length < 2 || !(given[1] instanceof Region) || onRegion() == null) {
      return false;
    }
    if (given.length < onRegion().required()) {
      throw onRegion().wrongCount(given);
    }
    return true;
  }

  /** The name of the command that a method defines. */
  static String name(Method method) {
    String said = method.getAnnotation(Command.class).name();
    return said.isEmpty() ? method.getName() : said;
  }

  /** The command's name. */
  public String name() {
    return name;
  }

  /** Its topic. */
  public CommandTopic topic() {
    return topic;
  }

  /** Its one-line description. */
  public String summary() {
    return signature().command.summary();
  }

  /** Its man page, {@code recv(2)}. */
  public String man() {
    return signature().command.man();
  }

  /** Its details, possibly empty. */
  public String details() {
    return signature().command.details();
  }

  /** Its examples, lines of the language. */
  public List<String> examples() {
    return signature().command.examples().stripIndent().strip().lines().toList();
  }

  /** Whether it can block. */
  public boolean blocks() {
    return signature().command.blocks();
  }

  /** Whether it is the C function of this name, which makes a system call and can fail. */
  public boolean isCall() {
    return C_PAGE.matcher(man()).matches()
        && (man().startsWith(name() + "(") || PTHREADS.matcher(name()).matches())
        && !WITHIN.contains(name());
  }

  /** How a line with it is saved in a session's script. */
  public SavedAs saves() {
    return signature().command.saves();
  }

  /** The type of its value. */
  public Class<?> result() {
    return method.getReturnType();
  }

  /** The method, for callers that do not use {@link #call}. */
  public Method method() {
    return method;
  }

  /** The method for a call that is made often; null if it is no other one. */
  Method oftenMethod() {
    String often = signature().command.often();
    return often.isEmpty() || definition != null ? null : method(often);
  }

  /** Its positional parameters. */
  public List<Parameter> positional() {
    return List.of(signature().positional);
  }

  /**
   * The parameters to which this many positional arguments are assigned: from left to right,
   * optional parameters take the arguments that the required ones leave. Arguments without a
   * parameter are not in the list.
   */
  public List<Parameter> placed(int count) {
    CommandModel form = form(count);
    if (form != this) {
      return form.placed(count);
    }
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

  /** The parameter with this name, or null. */
  public Parameter option(String name) {
    for (Parameter parameter : signature().all) {
      if (parameter.isOption() && parameter.name().equals(name)) {
        return parameter;
      }
    }
    return null;
  }

  /** The names of its options, its own first. */
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

  /** Whether its first parameter is a handle of this type, so that it is a method of the handle. */
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

  /** The usages of all forms of the command. */
  public List<String> usages() {
    CommandModel other = onRegion();
    return other == null ? List.of(usage()) : List.of(usage(), other.usage());
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
   * @param arguments positional ones; a map of named ones may come first, as Groovy passes it
   * @throws UsageException if they do not match the parameters
   */
  public Object call(Object... arguments) {
    Map<?, ?> named = Map.of();
    Object[] given = arguments;
    if (given.length > 0 && given[0] instanceof Map<?, ?> map) {
      named = map;
      given = Arrays.copyOfRange(given, 1, given.length);
    }
    if (isOnRegion(given)) {
      return onRegion().call(arguments);
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
   * The command as a method handle that takes this many objects and returns an object: equivalent
   * to {@link #call} with positional arguments, but with everything resolved in advance. Null if
   * the command takes another number of arguments.
   */
  public MethodHandle direct(int count) {
    MethodHandle direct = new DirectCall(this, context).of(count);
    CommandModel form = direct == null ? form(count) : this;
    return form == this ? direct : new DirectCall(form, context).onRegion(this, count);
  }

  /** The values of all parameters of the method; must agree with {@link DirectCall#bound}. */
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
    boolean takesAll = all.length > 0 && all[all.length - 1].isRest();
    if (spare < 0 || !takesAll && given.length > known.positional.length) {
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
        Object[] rest = Arrays.copyOfRange(given, next, given.length);
        Arrays.setAll(rest, at -> NarrowedNumbers.of(rest[at]));
        values[i] = rest;
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
      throw refused(parameter, given, e);
    }
  }

  /** The error that an argument has been refused. */
  UsageException refused(Parameter parameter, Object given, IllegalArgumentException why) {
    return usage(parameter.name() + ": " + why.getMessage() + ownMethod(given));
  }

  /**
   * That the value has a method of this name: {@code close net} is meant as {@code net.close()}.
   */
  private String ownMethod(Object given) {
    boolean has =
        given != null
            && Arrays.stream(given.getClass().getMethods())
                .anyMatch(
                    each ->
                        each.getName().equals(name)
                            && each.getParameterCount() == 0
                            && each.getDeclaringClass() != Object.class);
    return has ? ", which has a method: ." + name + "()" : "";
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
        String choice =
            known.isEmpty() ? "there are none" : "only " + String.join(":, ", known) + ":";
        throw usage("unknown option " + name + ":, " + choice);
      }
    }
  }

  private UsageException wrongCount(Object[] given) {
    // one argument too many, and one of them null: written like a pointer argument in C
    boolean pointer =
        given.length > signature().positional.length && Arrays.asList(given).contains(null);
    return usage(
        "expected "
            + String.join(
                " or ", given.length > signature().positional.length ? usages() : List.of(usage()))
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

  /** A usage error of this command, with an example. */
  UsageException usage(String message) {
    String example = examples().isEmpty() ? null : example();
    return new UsageException(name() + ": " + message, example);
  }

  /** The line of the examples that calls the command, without its printed value. */
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
   * The exception unchanged, except that an argument refused by {@code sys} becomes a usage error,
   * and a call that a child did not make becomes a failure.
   */
  RuntimeException rethrown(Throwable cause) {
    if (cause instanceof CallNotMade call) {
      return call.failure();
    }
    if (cause instanceof InvalidPathException) {
      return usage("expected the name of a file, without NUL characters");
    }
    if (cause instanceof IllegalArgumentException) {
      // if the message already shows a valid value, an example could contradict it
      return String.valueOf(cause.getMessage()).matches("(?s).*expected [^,]*, '.*")
          ? new UsageException(name() + ": " + cause.getMessage())
          : usage(cause.getMessage());
    }
    return uncheckedThrow(cause);
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> RuntimeException uncheckedThrow(Throwable cause) throws T {
    throw (T) cause;
  }
}
