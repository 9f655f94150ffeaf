package ipcsh.handle;

import ipcsh.inspect.IpcObject;
import ipcsh.inspect.SharedHandle;
import ipcsh.sys.Kernel;
import ipcsh.sys.fork.DrivenProcess;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names under which a session has its handles: those of its variables, {@code s}, and, of
 * handles that only a list or a map holds, {@code ends[0]}, {@code by.key}. A handle that several
 * variables hold has the name of the one to which it was assigned first. They are read when they
 * are asked for, so that no name outlives its variable, or the descriptor.
 */
public final class VariableNames {
  /** Collections in collections, {@code pipes[1][0]}; more deeply nested handles have no name. */
  private static final int DEPTH = 2;

  /** Handles behind this place of a list or a map have no name. */
  private static final int MOST_ELEMENTS = 1000;

  /** A longer name would be in the way of what it stands beside. */
  private static final int LONGEST = 24;

  private static final Pattern SIMPLE = Pattern.compile("[A-Za-z_]\\w*");
  private static final Pattern FIRST_NUMBER = Pattern.compile("^(\\w+\\(\\d{1,9})\\b");

  private final Kernel kernel;
  private final Descriptors descriptors;
  private final Regions regions;
  private final ThreadLocal<Closing> closing = ThreadLocal.withInitial(Closing::new);
  private final Supplier<Map<String, Object>> variables;

  /** What a thread is closing; null if nothing. */
  private static final class Closing {
    Fd fd;
  }

  /**
   * @param variables gives the variables with their values, in the order of assignment
   */
  public VariableNames(
      Kernel kernel,
      Descriptors descriptors,
      Regions regions,
      Supplier<Map<String, Object>> variables) {
    this.variables = variables;
    this.kernel = kernel;
    this.regions = regions;
    this.descriptors = descriptors;
  }

  /**
   * Closes a descriptor whose handle is closed already; until it is done, the descriptor has its
   * name for the calling thread.
   */
  public int closing(Fd fd, IntSupplier close) {
    Closing mine = closing.get();
    mine.fd = fd;
    try {
      return close.getAsInt();
    } finally {
      mine.fd = null;
    }
  }

  /** The names of all handles, by the handle itself. */
  private Map<Object, String> all() {
    Map<Object, String> names = new IdentityHashMap<>();
    collect(names::putIfAbsent);
    return names;
  }

  /** The name of the variable that holds a handle; null if there is none. */
  public String handle(Handle handle) {
    return all().get(handle);
  }

  /** All handles with their names, in the order of assignment, those in collections last. */
  private void collect(BiConsumer<Object, String> names) {
    Map<String, Object> now = variables.get();
    now.forEach((name, value) -> note(names, name, value));
    now.forEach((name, value) -> elements(names, name, value, DEPTH));
  }

  private static void note(BiConsumer<Object, String> names, String name, Object value) {
    if (value instanceof Handle && !name.startsWith("_") && name.length() <= LONGEST) {
      names.accept(value, name);
    }
  }

  /** Notes what a collection holds; only of Java's own ones, which compute nothing when read. */
  private static void elements(
      BiConsumer<Object, String> names, String name, Object value, int depth) {
    if (depth == 0 || value == null || name.startsWith("_") || name.length() > LONGEST) {
      return;
    }
    try {
      if (value instanceof List<?> list && isPlain(value)) {
        int n = Math.min(list.size(), MOST_ELEMENTS);
        for (int i = 0; i < n; i++) {
          element(names, name + "[" + i + "]", list.get(i), depth);
        }
      } else if (value instanceof Map<?, ?> map && isPlain(value) && map.size() <= MOST_ELEMENTS) {
        map.forEach((key, each) -> element(names, name + key(key), each, depth));
      }
    } catch (RuntimeException changedMeanwhile) {
      // by another thread: then its handles have no names now
    }
  }

  private static void element(
      BiConsumer<Object, String> names, String name, Object value, int depth) {
    note(names, name, value);
    elements(names, name, value, depth - 1);
  }

  private static boolean isPlain(Object collection) {
    return collection.getClass().getName().startsWith("java.util.");
  }

  private static String key(Object key) {
    return key instanceof String text && SIMPLE.matcher(text).matches()
        ? "." + text
        : key instanceof Integer ? "[" + key + "]" : "[" + quoted(key) + "]";
  }

  private static String quoted(Object key) {
    return "'" + String.valueOf(key).replaceAll("[\\\\'\\p{Cntrl}]", "?") + "'";
  }

  /**
   * The names of the descriptors that are open in the process in which this thread works, by
   * number; those of System V objects by {@link IpcObject#row}.
   */
  public Map<Integer, String> here() {
    Map<Integer, String> names = in(kernel.process());
    Fd last = closing.get().fd;
    String name = last == null ? null : all().get(last);
    if (name != null) {
      names.putIfAbsent(last.getNumber(), name);
    }
    return names;
  }

  /** The same of the shell itself, whatever thread asks. */
  public Map<Integer, String> ofShell() {
    return in(kernel.shell());
  }

  /** The same of a child, which has inherited handles and may have made others. */
  public Map<Integer, String> of(Child child) {
    return in(child.process());
  }

  /** The memory that the shell itself shares, and what is known to be in it. */
  public List<SharedHandle> memoryOfShell() {
    return memory(kernel.shell());
  }

  /** The same of a child. */
  public List<SharedHandle> memoryOf(Child child) {
    return memory(child.process());
  }

  private List<SharedHandle> memory(DrivenProcess process) {
    Set<Region> mapped = regions.all(process);
    List<SharedHandle> found = new ArrayList<>();
    if (mapped.isEmpty()) {
      return found;
    }
    Set<Region> unnamed = Collections.newSetFromMap(new IdentityHashMap<>());
    unnamed.addAll(mapped);
    Set<Long> objects = new HashSet<>();
    List<SharedHandle> inside = new ArrayList<>();
    collect(
        (handle, name) -> {
          if (handle instanceof Region region && unnamed.remove(region)) {
            add(found, region, name);
          } else if (handle instanceof SyncObject object
              && mapped.contains(object.getRegion())
              && objects.add(object.address())) {
            inside.add(new SharedHandle(object.kind(), object.address(), object.size(), name));
          }
        });
    unnamed.forEach(region -> add(found, region, ""));
    found.addAll(inside);
    return found;
  }

  private static void add(List<SharedHandle> found, Region region, String name) {
    if (region.isShared() && !region.isOfSemaphore() && region.getSegment() == null) {
      String kind = SharedHandle.REGION;
      found.add(new SharedHandle(kind, region.getAddress(), region.getLength(), name));
    }
  }

  private Map<Integer, String> in(DrivenProcess process) {
    Map<Object, String> names = all();
    Map<Integer, String> found = new LinkedHashMap<>();
    if (names.isEmpty()) {
      return found;
    }
    for (Fd fd : descriptors.all(process)) {
      String name = names.get(fd);
      if (name != null) {
        found.put(fd.getNumber(), name);
      }
    }
    names.forEach(
        (handle, name) -> {
          if (handle instanceof SysVObject object) {
            found.putIfAbsent(IpcObject.row(object.kind(), object.getId()), name);
          }
        });
    return found;
  }

  /** A call of a process as text with the name of its descriptor, {@code read(3 r, ...)}. */
  String named(String call, DrivenProcess process) {
    Matcher first = FIRST_NUMBER.matcher(call);
    if (!first.find()) {
      return call;
    }
    String begin = first.group(1);
    int number = Integer.parseInt(begin.substring(begin.indexOf('(') + 1));
    String name = in(process).get(number);
    return name == null ? call : begin + " " + name + call.substring(first.end());
  }
}
