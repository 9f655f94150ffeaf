package ipcsh.plugin;

import ipcsh.command.CommandTopic;
import ipcsh.command.Context;
import ipcsh.command.Deferred;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Loads the plugins of a shell. What is nearer to the user comes first and wins where two have a
 * command of the same name: files of the command line, then the user's folder, then those shipped
 * with the shell; in a folder by name.
 *
 * <p>The user's are loaded at once, so that a broken one is told of at the start. Those shipped
 * with the shell wait until a name is looked up that nobody has and that stands in them: start-up
 * has no time for them.
 */
public final class Plugins implements Deferred {
  private final Context context;
  private final Path shipped;
  private final Set<Path> seen = new HashSet<>();

  /** Names that were searched for: what may have them is loaded. */
  private final Set<String> missed = ConcurrentHashMap.newKeySet();

  /** Those that wait; null before the shipped folder was looked at. */
  private List<Plugin> waiting;

  /** No plugins yet; {@code shipped} is a folder, which may be null or not there. */
  Plugins(Context context, Path shipped) {
    this.context = context;
    this.shipped = shipped;
  }

  /** Makes every plugin known: those of the command line, the user's, the shipped ones. */
  public static void load(Context context, List<String> commandLine) {
    new Plugins(context, Places.shipped()).load(commandLine, Places.user());
  }

  /** The same with the user's folder given, which may be null or not there. */
  synchronized void load(List<String> commandLine, Path user) {
    for (String path : commandLine) {
      Path file = Path.of(path);
      add(Files.isDirectory(file) ? found(file) : fresh(List.of(file)));
    }
    add(found(user));
    if (shipped != null) {
      context.registry().defer(this);
    }
  }

  /** The plugins of a folder that are not known yet. */
  private List<Plugin> found(Path folder) {
    try {
      return folder == null ? List.of() : fresh(Places.plugins(folder));
    } catch (IOException e) {
      report(folder, e);
      return List.of();
    }
  }

  private List<Plugin> fresh(List<Path> files) {
    List<Plugin> plugins = new ArrayList<>();
    for (Path file : files) {
      if (seen.add(real(file))) {
        plugins.add(Places.isGroovy(file) ? new GroovyPlugin(file) : new JarPlugin(file));
      }
    }
    return plugins;
  }

  private static Path real(Path file) {
    try {
      return file.toRealPath();
    } catch (IOException notThere) {
      return file;
    }
  }

  private void add(List<Plugin> plugins) {
    for (Plugin plugin : plugins) {
      try {
        List<CommandTopic> topics = plugin.open();
        if (topics.isEmpty()) {
          throw new IllegalArgumentException(plugin.whyEmpty());
        }
        context.registry().addPlugin(topics);
      } catch (Exception | LinkageError | ServiceConfigurationError | AssertionError e) {
        report(plugin.file(), e);
      }
    }
  }

  private void report(Path file, Throwable problem) {
    String line = "ipcsh: plugin " + file + ": " + Why.of(problem);
    context.host().report(line + "; the shell starts without it");
  }

  @Override
  public void want(String name) {
    if (!missed.contains(name)) {
      search(name);
      missed.add(name);
    }
  }

  private synchronized void search(String name) {
    List<Plugin> wanted = new ArrayList<>();
    for (Iterator<Plugin> each = waiting().iterator(); each.hasNext(); ) {
      Plugin plugin = each.next();
      if (plugin.mayHave(name)) {
        each.remove();
        wanted.add(plugin);
      }
    }
    // one that looks up commands itself while it is added finds itself off the list
    add(wanted);
  }

  @Override
  public synchronized void wantAll() {
    List<Plugin> wanted = new ArrayList<>(waiting());
    waiting.clear();
    add(wanted);
  }

  private List<Plugin> waiting() {
    if (waiting == null) {
      waiting = found(shipped);
    }
    return waiting;
  }
}
