package ipcsh.command.model;

import ipcsh.command.Context;
import ipcsh.handle.Descriptor;
import ipcsh.handle.Fd;
import ipcsh.handle.Numbered;
import ipcsh.view.FdRow;
import java.lang.annotation.Annotation;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A parameter of a command: its name, its type, its default value. */
public final class Parameter {
  private final String name;
  private final Class<?> type;
  private final String defaultText;
  private final boolean option;
  private final boolean rest;
  private final List<String> families;
  private final boolean path;
  private final boolean user;
  private final boolean queue;
  private final List<String> words;
  private final Name names;
  private final boolean call;
  private final boolean descriptorNumber;
  private final boolean process;
  private final boolean unsigned;
  private final boolean nullable;
  private final boolean host;
  private final boolean size;
  private final PersistentName leaves;
  private final Conversion conversion;
  private Object defaultValue;

  Parameter(java.lang.reflect.Parameter source, Context context) {
    name = source.getName();
    type = source.getType();
    Default fallback = source.getAnnotation(Default.class);
    defaultText = fallback == null ? null : fallback.value();
    option = has(source, Option.class);
    // Groovy treats every trailing array as varargs
    rest = source.isVarArgs() && type == Object[].class;
    Flags flags = source.getAnnotation(Flags.class);
    families = flags == null ? List.of() : List.of(flags.value());
    path = has(source, PathName.class);
    user = has(source, UserName.class);
    queue = has(source, QueueName.class);
    host = has(source, HostName.class);
    OneOf words = source.getAnnotation(OneOf.class);
    this.words = words == null ? List.of() : words(words.value());
    names = source.getAnnotation(Name.class);
    call = has(source, CallName.class);
    descriptorNumber = has(source, DescriptorNumber.class);
    process = has(source, Pid.class);
    unsigned = has(source, Unsigned.class);
    nullable = has(source, OrNull.class);
    size = has(source, Size.class);
    leaves = source.getAnnotation(PersistentName.class);
    conversion = Conversion.to(this, context);
  }

  private static List<String> words(Class<? extends Enum<?>> constants) {
    return Arrays.stream(constants.getEnumConstants())
        .map(one -> one.name().toLowerCase(Locale.ROOT))
        .toList();
  }

  private static boolean has(java.lang.reflect.Parameter source, Class<? extends Annotation> what) {
    return source.isAnnotationPresent(what);
  }

  /** Its name, as shown by help and used for a named argument. */
  public String name() {
    return name;
  }

  /** Its Java type. */
  public Class<?> type() {
    return type;
  }

  /** Whether it is given by name. */
  public boolean isOption() {
    return option;
  }

  /** Whether it takes all remaining arguments. */
  public boolean isRest() {
    return rest;
  }

  /** Whether it must be given. */
  public boolean isRequired() {
    return !option && !rest && defaultText == null;
  }

  /** Its default value as text, or null. */
  public String defaultText() {
    return defaultText;
  }

  /** The prefixes of the constants of which it is composed; empty if it is not such a number. */
  public List<String> families() {
    return families;
  }

  /** Whether it is a host for ssh. */
  public boolean isHost() {
    return host;
  }

  /** Whether it names a file. */
  public boolean isPath() {
    return path;
  }

  /** Whether it names a user of this machine. */
  public boolean isUser() {
    return user;
  }

  /** Whether it names a POSIX message queue. */
  public boolean isQueueName() {
    return queue;
  }

  /** The words of which it is one; empty if it can be any text. */
  public List<String> words() {
    return words;
  }

  /** Whether it names a call that can be injected. */
  public boolean isCallName() {
    return call;
  }

  /** Whether a bare word is taken as text. */
  public boolean isWord() {
    return names != null;
  }

  /** The kind of thing that it names, if a bare word is taken as text; otherwise null. */
  public Name.Of nameOf() {
    return names == null ? null : names.value();
  }

  /** Whether it takes a descriptor, or also a list of descriptors. */
  public boolean isDescriptor() {
    return Descriptor.class.isAssignableFrom(type) || type == Numbered.class || type == Fd[].class;
  }

  /** Whether it is the number that a descriptor will get. */
  boolean isDescriptorNumber() {
    return descriptorNumber;
  }

  /** Whether it is unsigned in C, for example constants combined by or. */
  boolean isUnsigned() {
    return unsigned || !families.isEmpty();
  }

  /** Whether it is the size of a buffer to fill. */
  boolean isSize() {
    return size;
  }

  /** Whether it is a process ID. */
  public boolean isProcess() {
    return process;
  }

  /** What remains under the name after the process has ended, or null. */
  public PersistentName leaves() {
    return leaves;
  }

  /** How an argument other than null is converted. */
  Conversion conversion() {
    return conversion;
  }

  /** The argument converted to the Java type; primitives are boxed. */
  Object convert(Object given) {
    return given == null && nullable ? null : conversion.convert(FdRow.handles(given));
  }

  /** The default value. */
  Object defaultValue(Context context) {
    if (defaultValue == null && defaultText != null && !defaultText.isEmpty()) {
      defaultValue = conversion.convert(Defaults.parse(defaultText, context.constants()));
    }
    return defaultValue;
  }
}
