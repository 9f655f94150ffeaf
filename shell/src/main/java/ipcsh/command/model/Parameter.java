package ipcsh.command.model;

import ipcsh.command.Context;
import ipcsh.handle.Descriptor;
import ipcsh.handle.Fd;
import ipcsh.handle.Numbered;
import ipcsh.view.FdRow;
import java.lang.annotation.Annotation;
import java.util.List;

/** One parameter of a command: what it is called, what it takes, what it is when left out. */
public final class Parameter {
  private final String name;
  private final Class<?> type;
  private final String defaultText;
  private final boolean option;
  private final boolean rest;
  private final List<String> families;
  private final boolean path;
  private final boolean user;
  private final Name names;
  private final boolean call;
  private final boolean descriptorNumber;
  private final boolean process;
  private final boolean unsigned;
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
    // for Groovy every array at the end is one of these
    rest = source.isVarArgs() && type == Object[].class;
    Flags flags = source.getAnnotation(Flags.class);
    families = flags == null ? List.of() : List.of(flags.value());
    path = has(source, PathName.class);
    user = has(source, UserName.class);
    names = source.getAnnotation(Name.class);
    call = has(source, CallName.class);
    descriptorNumber = has(source, DescriptorNumber.class);
    process = has(source, Pid.class);
    unsigned = has(source, Unsigned.class);
    size = has(source, Size.class);
    leaves = source.getAnnotation(PersistentName.class);
    conversion = Conversion.to(this, context);
  }

  private static boolean has(java.lang.reflect.Parameter source, Class<? extends Annotation> what) {
    return source.isAnnotationPresent(what);
  }

  /** Its name, as help shows it and as a named argument gives it. */
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

  /** Whether it takes all arguments that are left. */
  public boolean isRest() {
    return rest;
  }

  /** Whether it must be given. */
  public boolean isRequired() {
    return !option && !rest && defaultText == null;
  }

  /** What stands for it when it is left out, as text, or null. */
  public String defaultText() {
    return defaultText;
  }

  /** The prefixes of the constants that it is made of; empty where it is no such number. */
  public List<String> families() {
    return families;
  }

  /** Whether it names a file. */
  public boolean isPath() {
    return path;
  }

  /** Whether it names a user of this machine. */
  public boolean isUser() {
    return user;
  }

  /** Whether it names a call that can be injected. */
  public boolean isCallName() {
    return call;
  }

  /** Whether a bare word is taken as text. */
  public boolean isWord() {
    return names != null;
  }

  /** Of what it is the name, where a bare word is taken as text; else null. */
  public Name.Of nameOf() {
    return names == null ? null : names.value();
  }

  /** Whether it takes a descriptor, or a list of them as well. */
  public boolean isDescriptor() {
    return Descriptor.class.isAssignableFrom(type) || type == Numbered.class || type == Fd[].class;
  }

  /** Whether it is the number that a descriptor shall get. */
  boolean isDescriptorNumber() {
    return descriptorNumber;
  }

  /** Whether it is an unsigned number of C, constants or-ed for instance. */
  boolean isUnsigned() {
    return unsigned || !families.isEmpty();
  }

  /** Whether it is the size of a buffer to be filled. */
  boolean isSize() {
    return size;
  }

  /** Whether it is the number of a process. */
  public boolean isProcess() {
    return process;
  }

  /** What the name that it is leaves behind, or null. */
  public PersistentName leaves() {
    return leaves;
  }

  /** The argument as the Java type; primitives boxed. */
  Object convert(Object given) {
    return conversion.convert(FdRow.handles(given));
  }

  /** The value when it is left out. */
  Object defaultValue(Context context) {
    if (defaultValue == null && defaultText != null && !defaultText.isEmpty()) {
      defaultValue = conversion.convert(Defaults.parse(defaultText, context.constants()));
    }
    return defaultValue;
  }
}
