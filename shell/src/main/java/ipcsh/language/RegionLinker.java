package ipcsh.language;

import groovy.lang.GroovySystem;
import groovy.lang.MetaClassImpl;
import groovy.lang.MetaClassRegistry;
import ipcsh.handle.Region;
import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.lang.invoke.SwitchPoint;
import java.util.Map;
import org.codehaus.groovy.vmplugin.v8.IndyInterface;

/**
 * Links a {@link RegionAccess}: at first to the call that Groovy makes, and where it is used often,
 * for regions, to the method of {@link Region} itself. Groovy would compare the classes of all
 * arguments at each call.
 */
public final class RegionLinker {
  /** The number of calls after which a call site is relinked. */
  private static final int OFTEN = Integer.getInteger("ipcsh.often", 300);

  /** Every so many calls it is looked whether the site can be linked to the memory. */
  private static final int LOOK = 1024;

  private static final MethodHandles.Lookup HERE = MethodHandles.lookup();

  /** The accesses, with the number of their arguments. */
  private static final Map<String, Integer> ACCESSES =
      Map.ofEntries(
          Map.entry("getByte", 1),
          Map.entry("getShort", 1),
          Map.entry("getInt", 1),
          Map.entry("getLong", 1),
          Map.entry("getFloat", 1),
          Map.entry("getDouble", 1),
          Map.entry("putByte", 2),
          Map.entry("putShort", 2),
          Map.entry("putInt", 2),
          Map.entry("putLong", 2),
          Map.entry("putFloat", 2),
          Map.entry("putDouble", 2),
          Map.entry("addInt", 2),
          Map.entry("addLong", 2),
          Map.entry("casInt", 3),
          Map.entry("casLong", 3));

  private RegionLinker() {}

  /** Whether a region has an access of this name with so many arguments. */
  static boolean isAccess(String name, int arguments) {
    return Integer.valueOf(arguments).equals(ACCESSES.get(name));
  }

  /** The bootstrap method of all these call sites. */
  public static CallSite link(MethodHandles.Lookup caller, String name, MethodType type) {
    CallSite groovys = IndyInterface.bootstrap(caller, "invoke", type, name, 0);
    return new Site(name, type, groovys.dynamicInvoker());
  }

  private static final class Site extends MutableCallSite {
    private final String name;
    private final MethodHandle groovys;
    private MethodHandle general;
    private int calls;

    Site(String name, MethodType type, MethodHandle groovys) {
      super(type);
      this.name = name;
      this.groovys = groovys;
      setTarget(counted(groovys));
    }

    private static MethodHandle find(String name, MethodType type) {
      try {
        return HERE.findVirtual(Site.class, name, type);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }

    @SuppressWarnings("unused") // called before each call, with its object
    private void count(Object object) {
      calls++;
      MethodHandle known = general;
      if (known != null) {
        if ((calls & LOOK - 1) == 0) {
          settle(object, known);
        }
      } else if (calls >= OFTEN) {
        if (object instanceof Region) {
          general = general();
          setTarget(counted(general));
        } else {
          setTarget(groovys);
        }
      }
    }

    private MethodHandle counted(MethodHandle call) {
      MethodHandle count = find("count", MethodType.methodType(void.class, Object.class));
      return MethodHandles.foldArguments(call, count.bindTo(this));
    }

    /** Links it to the memory of the region, as soon as that can be accessed directly. */
    private void settle(Object object, MethodHandle known) {
      if (!(object instanceof Region region) || !region.mayBeBound(name)) {
        setTarget(known);
        return;
      }
      if (!region.canBeBound()) {
        return;
      }
      MethodHandle again =
          MethodHandles.foldArguments(
              known, find("unbind", MethodType.methodType(void.class)).bindTo(this));
      MethodHandle bound = region.bound(name, type(), again);
      if (bound != null) {
        MethodHandle same = here("isSame", boolean.class, 2).bindTo(region);
        same =
            MethodHandles.dropArguments(
                same, 1, type().parameterList().subList(1, type().parameterCount()));
        setTarget(
            Unchanged.POINT.guardWithTest(
                MethodHandles.guardWithTest(same, bound, known), groovys));
      }
    }

    /** Back to the method of the region, which knows what is wrong, or is misaligned. */
    @SuppressWarnings("unused") // called by a call site
    private void unbind() {
      setTarget(general);
    }

    /** The method of any region; of another object what Groovy calls. */
    private MethodHandle general() {
      MethodType type = type();
      boolean plainOffset = type.parameterType(1).isPrimitive();
      int tested = plainOffset ? 1 : 2;
      MethodHandle test =
          here(plainOffset ? "isRegion" : "isRegionAndOffset", boolean.class, tested);
      MethodHandle direct = method();
      if (!plainOffset) {
        direct = MethodHandles.filterArguments(direct, 1, here("offset", long.class, 1));
      }
      MethodHandle guarded =
          MethodHandles.guardWithTest(
              MethodHandles.dropArguments(
                  test, tested, type.parameterList().subList(tested, type.parameterCount())),
              direct.asType(type),
              groovys);
      return Unchanged.POINT.guardWithTest(guarded, groovys);
    }

    private MethodHandle method() {
      for (var method : Region.class.getMethods()) {
        if (method.getName().equals(name)) {
          try {
            return HERE.unreflect(method);
          } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
          }
        }
      }
      throw new IllegalStateException("a region has no method " + name);
    }
  }

  /** Holds as long as nobody has given regions other methods ({@code Region.metaClass}). */
  private static final class Unchanged {
    static final SwitchPoint POINT = new SwitchPoint();

    static {
      MetaClassRegistry registry = GroovySystem.getMetaClassRegistry();
      registry.addMetaClassRegistryChangeEventListener(
          change -> {
            Class<?> changed = change.getClassToUpdate();
            if (changed.isAssignableFrom(Region.class)) {
              end();
            }
          });
      if (registry.getMetaClass(Region.class).getClass() != MetaClassImpl.class) {
        end();
      }
    }

    private static void end() {
      SwitchPoint.invalidateAll(new SwitchPoint[] {POINT});
    }
  }

  private static MethodHandle here(String name, Class<?> result, int parameters) {
    MethodType type = MethodType.genericMethodType(parameters).changeReturnType(result);
    try {
      return HERE.findStatic(RegionLinker.class, name, type);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  @SuppressWarnings("unused") // called by a call site
  private static boolean isSame(Object region, Object object) {
    return object == region;
  }

  @SuppressWarnings("unused") // called by a call site
  private static boolean isRegion(Object object) {
    return object instanceof Region;
  }

  @SuppressWarnings("unused") // called by a call site
  private static boolean isRegionAndOffset(Object object, Object offset) {
    return object instanceof Region && (offset instanceof Integer || offset instanceof Long);
  }

  @SuppressWarnings("unused") // called by a call site
  private static long offset(Object offset) {
    return offset instanceof Integer small ? small : (Long) offset;
  }
}
