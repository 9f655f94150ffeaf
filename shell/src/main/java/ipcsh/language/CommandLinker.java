package ipcsh.language;

import ipcsh.command.CommandModel;
import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** Links a call of a command in compiled code to the command of that name in the code's session. */
public final class CommandLinker {
  private static final MethodHandle CALL;

  static {
    try {
      CALL =
          MethodHandles.lookup()
              .findVirtual(
                  CommandModel.class, "call", MethodType.methodType(Object.class, Object[].class));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private CommandLinker() {}

  /** The bootstrap method of every such call. */
  public static CallSite link(MethodHandles.Lookup caller, String name, MethodType type) {
    ClassLoader loader = caller.lookupClass().getClassLoader();
    CommandModel command = SessionLoader.registryOf(loader).find(name);
    MethodHandle call = CALL.bindTo(command).asCollector(Object[].class, type.parameterCount());
    return new ConstantCallSite(call.asType(type));
  }
}
