package ipcsh.language;

import groovy.lang.GroovySystem;
import java.util.concurrent.atomic.AtomicBoolean;
import org.codehaus.groovy.runtime.GroovyCategorySupport;

/** Whether Java's classes have the methods that Groovy gives them, and no others. */
final class StandardMethods {
  private static final AtomicBoolean CHANGED = new AtomicBoolean();

  private StandardMethods() {}

  /** Notices from now on whether somebody gives a class other methods. */
  static void watch() {
    Watch.begin();
  }

  /**
   * Whether nobody has given any class or object other methods: {@code List.metaClass}, a category.
   */
  static boolean areUsed() {
    return !CHANGED.get() && !GroovyCategorySupport.hasCategoryInCurrentThread();
  }

  /** Begins once. */
  private static final class Watch {
    static {
      GroovySystem.getMetaClassRegistry()
          .addMetaClassRegistryChangeEventListener(change -> CHANGED.set(true));
    }

    static void begin() {}
  }
}
