package groovy.runtime.metaclass;

import groovy.lang.ExpandoMetaClass;
import groovy.lang.GroovyObject;
import groovy.lang.GroovySystem;
import groovy.lang.MetaClass;
import groovy.lang.MetaClassImpl;
import groovy.lang.MetaClassRegistry;
import org.codehaus.groovy.reflection.ClassInfo;
import org.codehaus.groovy.runtime.InvokerHelper;

/**
 * Groovy looks for a class of this name, which then creates its meta classes. This one saves time
 * at start-up: it does not search the class path for a special meta class of each class, and the
 * meta class of {@link ExpandoMetaClass}, which Groovy creates at every start and which hardly any
 * session uses, is created when it is used; and so are those of {@link Late} classes.
 */
public final class CustomMetaClassCreationHandle extends MetaClassRegistry.MetaClassCreationHandle {
  private static volatile boolean starting;

  /** Whether this thread is in the constructor of {@code GroovyObjectSupport} of a late class. */
  private static final ThreadLocal<Boolean> CONSTRUCTING = new ThreadLocal<>();

  /**
   * A class whose objects do without their meta class until somebody asks for it: to fill one takes
   * some milliseconds, and for most texts nobody does. Groovy looks it up in the constructor of
   * {@link groovy.lang.GroovyObjectSupport}. So the constructor begins by {@link #constructing} and
   * ends by {@link #constructed}, and {@code getMetaClass} gives what {@link #metaClass} makes of
   * the one that was looked up.
   */
  public interface Late extends GroovyObject {}

  /** Begins the construction of an object of a late class; gives back the value. */
  public static <T> T constructing(T value) {
    CONSTRUCTING.set(true);
    return value;
  }

  /** Ends the construction: what others look up for the class from now on is complete. */
  public static void constructed(Late object) {
    CONSTRUCTING.remove();
    ClassInfo its = ClassInfo.getClassInfo(object.getClass());
    if (its.getWeakMetaClass() instanceof Placeholder) {
      its.setWeakMetaClass(null);
    }
  }

  /** Whether an object with this meta class has done without one so far. */
  public static boolean isLate(MetaClass soFar) {
    return soFar instanceof Placeholder;
  }

  /** The meta class of an object of a late class that has this one so far. */
  public static MetaClass metaClass(Late object, MetaClass soFar) {
    if (!isLate(soFar)) {
      return soFar;
    }
    MetaClass complete = InvokerHelper.getMetaClass(object.getClass());
    object.setMetaClass(complete);
    return complete;
  }

  /** Called by Groovy. */
  public CustomMetaClassCreationHandle() {
    setDisableCustomMetaClassLookup(true);
  }

  /** To be called before Groovy is used for the first time. */
  public static void begin() {
    starting = true;
  }

  /** Completes Groovy's initialization; to be called before a script runs. */
  public static void finish() {
    GroovySystem.getMetaClassRegistry();
    starting = false;
    ClassInfo expando = ClassInfo.getClassInfo(ExpandoMetaClass.class);
    if (expando.getStrongMetaClass() instanceof Placeholder) {
      expando.setStrongMetaClass(null);
    }
  }

  @Override
  @SuppressWarnings("rawtypes")
  protected MetaClass createNormalMetaClass(Class type, MetaClassRegistry registry) {
    boolean late =
        starting && type == ExpandoMetaClass.class
            || Late.class.isAssignableFrom(type) && CONSTRUCTING.get() != null;
    return late ? new Placeholder(registry, type) : super.createNormalMetaClass(type, registry);
  }

  /** What Groovy would fill now. */
  private static final class Placeholder extends MetaClassImpl {
    Placeholder(MetaClassRegistry registry, Class<?> type) {
      super(registry, type);
    }

    @Override
    public void initialize() {
      // the real one is created, and filled, at its first use
    }

    @Override
    protected void checkInitalised() {
      // it should have been replaced by now; whoever has it nevertheless can use it
      super.initialize();
    }
  }
}
