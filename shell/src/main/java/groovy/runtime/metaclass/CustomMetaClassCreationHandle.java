package groovy.runtime.metaclass;

import groovy.lang.ExpandoMetaClass;
import groovy.lang.GroovySystem;
import groovy.lang.MetaClass;
import groovy.lang.MetaClassImpl;
import groovy.lang.MetaClassRegistry;
import org.codehaus.groovy.reflection.ClassInfo;

/**
 * Groovy looks for a class of this name, which then creates its meta classes. This one saves time
 * at start-up: it does not search the class path for a special meta class of each class, and the
 * meta class of {@link ExpandoMetaClass}, which Groovy creates at every start and which hardly any
 * session uses, is created when it is used.
 */
public final class CustomMetaClassCreationHandle extends MetaClassRegistry.MetaClassCreationHandle {
  private static volatile boolean starting;

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
    return starting && type == ExpandoMetaClass.class
        ? new Placeholder(registry)
        : super.createNormalMetaClass(type, registry);
  }

  /** Until the end of the initialization: what Groovy would fill now. */
  private static final class Placeholder extends MetaClassImpl {
    Placeholder(MetaClassRegistry registry) {
      super(registry, ExpandoMetaClass.class);
    }

    @Override
    public void initialize() {
      // the real one is created, and filled, at its first use
    }
  }
}
