package ipcsh.language;

import ipcsh.command.model.CommandModel;
import ipcsh.handle.Handle;
import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.util.Map;

/**
 * Links a call of a command in compiled code to the command with that name in the code's session. A
 * call first goes through {@link CommandModel#call}, which needs no preparation; a call site that
 * is used often is relinked to the command itself.
 */
public final class CommandLinker {
  /**
   * The number of calls after which a call site is relinked; with 0, used by a test, all are linked
   * at once.
   */
  private static final int OFTEN = Integer.getInteger("ipcsh.often", 300);

  private static final MethodHandle CALL =
      find(CommandModel.class, "call", MethodType.methodType(Object.class, Object[].class));
  private static final MethodHandle COUNTED =
      find(Site.class, "counted", MethodType.methodType(Object.class, Object[].class));
  private static final MethodHandle IS_MAP = isMap();

  private CommandLinker() {}

  private static MethodHandle isMap() {
    try {
      return MethodHandles.lookup()
          .findStatic(
              CommandLinker.class, "isMap", MethodType.methodType(boolean.class, Object.class));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** Whether it is the map of named arguments: handles, which are none, are told at once. */
  @SuppressWarnings("unused") // called through IS_MAP
  private static boolean isMap(Object first) {
    return !(first instanceof Handle) && first instanceof Map<?, ?>;
  }

  private static MethodHandle find(Class<?> type, String name, MethodType signature) {
    try {
      return MethodHandles.lookup().findVirtual(type, name, signature);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** The bootstrap method of all these call sites. */
  public static CallSite link(MethodHandles.Lookup caller, String name, MethodType type) {
    ClassLoader loader = caller.lookupClass().getClassLoader();
    return new Site(SessionLoader.of(loader).names().registry().find(name), type);
  }

  private static final class Site extends MutableCallSite {
    private final CommandModel command;
    private int calls;

    Site(CommandModel command, MethodType type) {
      super(type);
      this.command = command;
      setTarget(
          OFTEN == 0
              ? often()
              : COUNTED
                  .bindTo(this)
                  .asCollector(Object[].class, type.parameterCount())
                  .asType(type));
    }

    @SuppressWarnings("unused") // called through COUNTED
    Object counted(Object[] arguments) {
      calls++;
      if (calls == OFTEN) {
        setTarget(often());
      }
      return command.call(arguments);
    }

    private MethodHandle often() {
      MethodType type = type();
      MethodHandle general =
          CALL.bindTo(command).asCollector(Object[].class, type.parameterCount());
      MethodHandle direct = command.direct(type.parameterCount());
      if (direct == null || type.parameterCount() == 0) {
        return (direct == null ? general : direct).asType(type);
      }
      // named arguments are passed as a map in front
      MethodHandle isMap =
          MethodHandles.dropArguments(
              IS_MAP, 1, type.parameterList().subList(1, type.parameterCount()));
      return MethodHandles.guardWithTest(isMap, general.asType(type), direct.asType(type));
    }
  }
}
