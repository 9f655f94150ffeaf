package ipcsh.language;

import groovy.lang.Closure;
import groovy.lang.Script;
import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** Links the use of a session's variable in compiled code to the {@link Variable} itself. */
public final class VariableLinker {
  private static final MethodHandle READ = find("read", Script.class);
  private static final MethodHandle READ_IN_BLOCK = find("readInBlock", Closure.class);

  private VariableLinker() {}

  private static MethodHandle find(String name, Class<?> from) {
    try {
      return MethodHandles.lookup()
          .findVirtual(Variable.class, name, MethodType.methodType(Object.class, from));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** The bootstrap method of every such use: in a script, or in one of its blocks. */
  public static CallSite link(MethodHandles.Lookup caller, String name, MethodType type) {
    ClassLoader loader = caller.lookupClass().getClassLoader();
    Variable variable = SessionLoader.of(loader).names().variable(name);
    boolean inBlock = Closure.class.isAssignableFrom(type.parameterType(0));
    return new ConstantCallSite((inBlock ? READ_IN_BLOCK : READ).bindTo(variable).asType(type));
  }
}
