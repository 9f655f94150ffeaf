package ipcsh.language;

import groovy.lang.Closure;
import groovy.lang.GroovyObject;
import groovy.lang.MissingPropertyException;
import groovy.lang.Script;
import ipcsh.handle.Handle;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.codehaus.groovy.runtime.metaclass.MissingPropertyExceptionNoStack;

/**
 * A name of a session and its value: compiled code refers to this object at every use of the name.
 */
final class Variable {
  private static final Object UNASSIGNED = new Object();

  private final String name;
  private final AtomicLong assignments;
  private volatile Object value = UNASSIGNED;
  private volatile boolean touched;
  private volatile long order;

  /**
   * A name without a value.
   *
   * @param assignments counts the assignments of handles in its session
   */
  Variable(String name, AtomicLong assignments) {
    this.name = name;
    this.assignments = assignments;
  }

  boolean isAssigned() {
    return value != UNASSIGNED;
  }

  Object value() {
    return value;
  }

  void assign(Object newValue) {
    if (newValue != value && isOrHasHandles(newValue)) {
      order = assignments.incrementAndGet();
    }
    value = newValue;
    if (!touched) {
      touched = true;
    }
  }

  private static boolean isOrHasHandles(Object value) {
    return value instanceof Handle || value instanceof List<?> || value instanceof Map<?, ?>;
  }

  /**
   * When it got its value, if that is a handle or may hold some: after those with lower numbers.
   */
  long order() {
    return order;
  }

  /** Whether it was assigned since the previous call. */
  boolean takeTouched() {
    boolean was = touched;
    if (was) {
      touched = false;
    }
    return was;
  }

  void remove() {
    value = UNASSIGNED;
  }

  /** Its value when read by the script's own code. */
  Object read(Script script) {
    Object now = value;
    return now != UNASSIGNED ? now : unassigned(script);
  }

  /**
   * Its value when read by a block of the script: the block, or one around it, may look up names
   * elsewhere first.
   */
  Object readInBlock(Closure<?> block) {
    Object now = value;
    return now != UNASSIGNED && looksHereFirst(block) ? now : unassigned(block);
  }

  /** Other meanings of the name; Groovy's own exception does not contain the position. */
  private Object unassigned(GroovyObject reader) {
    try {
      return reader.getProperty(name);
    } catch (MissingPropertyExceptionNoStack e) {
      throw new MissingPropertyException(e.getProperty(), e.getType());
    }
  }

  private static boolean looksHereFirst(Closure<?> block) {
    Object around = block;
    while (around instanceof Closure<?> closure) {
      if (closure.getResolveStrategy() != Closure.OWNER_FIRST) {
        return false;
      }
      around = closure.getOwner();
    }
    return around instanceof ShellScript;
  }
}
