package ipcsh.command.model;

import ipcsh.command.Context;
import ipcsh.handle.Region;
import ipcsh.sys.invoke.MachineCode;
import ipcsh.sys.invoke.SignalTable;
import ipcsh.view.FdRow;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Builds the method handle of a command for a number of arguments: conversions, default values and
 * error messages are composed once, so that the JIT compiler can inline them.
 */
final class DirectCall {
  private static final MethodHandles.Lookup HERE = MethodHandles.lookup();
  private static final MethodHandle CONVERT =
      here(
          "converted",
          MethodType.methodType(
              Object.class, CommandModel.class, Parameter.class, Conversion.class, Object.class));
  private static final MethodHandle RETHROW =
      find("failed", MethodType.methodType(RuntimeException.class, Throwable.class));

  private static final MethodHandle CALL =
      find("call", MethodType.methodType(Object.class, Object[].class));

  private static final MethodHandle CHECKED = checked();
  private static final MethodHandle IS_REGION = isRegion();

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

  private static MethodHandle here(String name, MethodType type) {
    try {
      return HERE.findStatic(DirectCall.class, name, type);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /**
   * The same as {@link CommandModel#converted}. Its first arguments are constants of the handle, so
   * that the compiler knows which conversion it is.
   */
  private static Object converted(
      CommandModel command, Parameter parameter, Conversion conversion, Object given) {
    if (given == null) {
      return command.converted(parameter, null, false);
    }
    try {
      return conversion.convert(FdRow.handles(given));
    } catch (IllegalArgumentException e) {
      throw command.refused(parameter, given, e);
    }
  }

  /** Runs the blocks of signals that have arrived meanwhile, and gives the result on. */
  private static MethodHandle checked() {
    try {
      return HERE.findStatic(
          SignalTable.class, "checked", MethodType.methodType(Object.class, Object.class));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private static MethodHandle isRegion() {
    try {
      return MethodHandles.publicLookup()
          .findVirtual(
              Class.class, "isInstance", MethodType.methodType(boolean.class, Object.class))
          .bindTo(Region.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  MethodHandle of(int count) {
    MethodHandle target = target();
    MethodHandle call = target == null ? null : bound(worded(target), count);
    return call == null
        ? null
        : MethodHandles.filterReturnValue(
            call.asType(MethodType.genericMethodType(count)), CHECKED);
  }

  /**
   * The same for the form of a command on a region, which {@code first} refuses in its own words if
   * the second argument is none.
   */
  MethodHandle onRegion(CommandModel first, int count) {
    MethodHandle direct = of(count);
    MethodHandle refused = CALL.bindTo(first).asCollector(Object[].class, count);
    MethodHandle isRegion =
        MethodHandles.dropArguments(
            MethodHandles.dropArguments(IS_REGION, 0, Object.class),
            2,
            Collections.nCopies(count - 2, Object.class));
    return direct == null ? null : MethodHandles.guardWithTest(isRegion, direct, refused);
  }

  /**
   * Adapts a target that takes the values of all parameters to this many positional arguments: the
   * counterpart of {@link CommandModel#bind}. Null if the command takes another number, or a
   * variable number.
   */
  MethodHandle bound(MethodHandle target, int count) {
    int spare = count - command.required();
    if (spare < 0) {
      return null;
    }
    MethodHandle call = target;
    List<MethodHandle> conversions = new ArrayList<>();
    int place = 0;
    for (Parameter parameter : command.parameters()) {
      Class<?> type = call.type().parameterType(place);
      if (parameter.isRest()) {
        return null;
      }
      boolean given = !parameter.isOption() && (parameter.isRequired() || spare > 0);
      if (given) {
        spare -= parameter.isRequired() ? 0 : 1;
        MethodHandle convert =
            MethodHandles.insertArguments(CONVERT, 0, command, parameter, parameter.conversion());
        conversions.add(convert.asType(MethodType.methodType(type, Object.class)));
        place++;
      } else {
        call = MethodHandles.insertArguments(call, place, parameter.defaultValue(context));
      }
    }
    // filtered in one step: evaluated from left to right, so the first invalid argument is reported
    return place == count
        ? MethodHandles.filterArguments(call, 0, conversions.toArray(MethodHandle[]::new))
        : null;
  }

  private MethodHandle target() {
    try {
      MethodHandle call = bound(command.method());
      Method often = command.oftenMethod();
      return often == null ? call : MachineCode.whenBound(bound(often), call);
    } catch (IllegalAccessException e) {
      return null;
    }
  }

  private MethodHandle bound(Method method) throws IllegalAccessException {
    return MethodHandles.publicLookup().unreflect(method).bindTo(command.topic());
  }

  /** Treats exceptions of {@code sys} as {@link CommandModel} does. */
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
