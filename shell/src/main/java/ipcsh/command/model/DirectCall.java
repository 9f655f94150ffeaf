package ipcsh.command.model;

import ipcsh.command.Context;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Builds the method handle of a command for a number of arguments: conversions, defaults and the
 * wording of errors composed once, so that the compiler of the Java machine sees through it.
 */
final class DirectCall {
  private static final MethodHandles.Lookup HERE = MethodHandles.lookup();
  private static final MethodHandle CONVERT =
      find(
          "converted",
          MethodType.methodType(Object.class, Parameter.class, Object.class, boolean.class));
  private static final MethodHandle RETHROW =
      find("rethrown", MethodType.methodType(RuntimeException.class, Throwable.class));

  private final CommandModel command;
  private final Context context;

  DirectCall(CommandModel command, Context context) {
    this.command = command;
    this.context = context;
  }

  private static MethodHandle find(String name, MethodType type) {
    try {
      return HERE.findVirtual(CommandModel.class, name, type);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  MethodHandle of(int count) {
    Parameter[] parameters = command.parameters();
    int spare = count - command.required();
    MethodHandle call = target();
    if (call == null || spare < 0) {
      return null;
    }
    int place = 0;
    for (Parameter parameter : parameters) {
      Class<?> type = call.type().parameterType(place);
      if (parameter.isRest()) {
        return null;
      }
      boolean given = !parameter.isOption() && (parameter.isRequired() || spare > 0);
      if (given) {
        spare -= parameter.isRequired() ? 0 : 1;
        MethodHandle convert = MethodHandles.insertArguments(CONVERT, 3, false);
        convert = MethodHandles.insertArguments(convert, 0, command, parameter);
        MethodHandle typed = convert.asType(MethodType.methodType(type, Object.class));
        call = MethodHandles.filterArguments(call, place, typed);
        place++;
      } else {
        call = MethodHandles.insertArguments(call, place, parameter.defaultValue(context));
      }
    }
    return place == count ? worded(call).asType(MethodType.genericMethodType(count)) : null;
  }

  private MethodHandle target() {
    try {
      return MethodHandles.publicLookup().unreflect(command.method()).bindTo(command.topic());
    } catch (IllegalAccessException e) {
      return null;
    }
  }

  /** What {@code sys} throws is put as on the way through {@link CommandModel}. */
  private MethodHandle worded(MethodHandle call) {
    MethodHandle words =
        RETHROW
            .bindTo(command)
            .asType(MethodType.methodType(RuntimeException.class, RuntimeException.class));
    MethodHandle raise =
        MethodHandles.throwException(call.type().returnType(), RuntimeException.class);
    return MethodHandles.catchException(
        call, RuntimeException.class, MethodHandles.filterArguments(raise, 0, words));
  }
}
