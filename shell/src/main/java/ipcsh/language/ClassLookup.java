package ipcsh.language;

import ipcsh.command.Context;
import ipcsh.handle.Child;
import ipcsh.handle.Cond;
import ipcsh.handle.Fd;
import ipcsh.handle.Message;
import ipcsh.handle.Mutex;
import ipcsh.handle.Output;
import ipcsh.handle.Pending;
import ipcsh.handle.Process;
import ipcsh.handle.Region;
import ipcsh.handle.RwLock;
import ipcsh.handle.Semaphore;
import ipcsh.handle.ShellThread;
import ipcsh.handle.UsageException;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.SysException;
import java.io.File;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.control.ClassNodeResolver;
import org.codehaus.groovy.control.CompilationUnit;

/**
 * Resolves the classes that a text names. Groovy checks for each capitalized bare word whether it
 * is a class, in a dozen packages; C constants are not classes, and failed lookups in libraries are
 * cached permanently. Scripts on the class path are not used as classes here.
 */
final class ClassLookup extends ClassNodeResolver {
  /** Classes of ipcsh that a script can name: in a catch, as a type. */
  private static final Map<String, Class<?>> OURS =
      Map.ofEntries(
          Map.entry("SysException", SysException.class),
          Map.entry("UsageException", UsageException.class),
          Map.entry("Errno", Errno.class),
          Map.entry("Fd", Fd.class),
          Map.entry("Message", Message.class),
          Map.entry("Pending", Pending.class),
          Map.entry("Region", Region.class),
          Map.entry("Semaphore", Semaphore.class),
          Map.entry("Mutex", Mutex.class),
          Map.entry("Cond", Cond.class),
          Map.entry("RwLock", RwLock.class),
          Map.entry("ShellThread", ShellThread.class),
          Map.entry("Child", Child.class),
          // Groovy looks into java.lang first: our class hides Java's
          Map.entry("java.lang.Process", Process.class),
          Map.entry("Output", Output.class),
          Map.entry("Duration", Duration.class));

  /** Whether Java's class path is the program alone, which has no class without a package. */
  private static final boolean ONE_JAR =
      System.getProperty("java.class.path").endsWith("/ipcsh.jar")
          && !System.getProperty("java.class.path").contains(File.pathSeparator);

  private final Context context;
  private final Set<String> absent;

  private ClassLookup(Context context, Set<String> absent) {
    this.context = context;
    this.absent = absent;
  }

  /**
   * The cache shared by the texts of one session: the names of library classes that do not exist.
   */
  static Set<String> newMemory() {
    return ConcurrentHashMap.newKeySet();
  }

  static ClassLookup of(Context context, Set<String> memory) {
    return new ClassLookup(context, memory);
  }

  @Override
  public LookupResult findClassNode(String name, CompilationUnit unit) {
    Class<?> ours = OURS.get(name);
    if (ours != null) {
      return new LookupResult(null, ClassHelper.make(ours));
    }
    String simple = name.substring(name.lastIndexOf('.') + 1);
    if (absent.contains(name) || context.constants().get(simple) != null) {
      return null;
    }
    if (ONE_JAR
        && name.indexOf('.') < 0
        && unit.getClassLoader() instanceof SessionLoader loader
        && loader.hasOnlyOwn(name)) {
      return null;
    }
    try {
      Class<?> found = unit.getClassLoader().loadClass(name, false, true);
      return new LookupResult(null, ClassHelper.make(found));
    } catch (ClassNotFoundException | LinkageError notThere) {
      if (name.startsWith("java.") || name.startsWith("groovy.")) {
        absent.add(name);
      }
      return null;
    }
  }
}
