package ipcsh.plugin;

import ipcsh.command.CommandTopic;
import ipcsh.command.Context;
import ipcsh.command.Deferred;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.Set;

/**
 * Loads the plugins of a shell. What is nearer to the user comes first and wins where two have a
 * command of the same name: files of the command line, then the user's folder, then those shipped
 * with the shell; in a folder by name.
 *
 * <p>The user's are loaded at once, so that a broken one is told of at the start. Groovy files
 * shipped with the shell wait until a name is looked up that stands in them: compiling takes time.
 */
public final class Plugins implements Deferred {
  private final Context context;
  private final Set<Path> seen = new HashSet<>();
  private final List<GroovyPlugin> waiting = new ArrayList<>();

  /** No plugins yet. */
  public Plugins(Context context) {
    this.context = context;
  }

  /**
   * Loads every plugin there is: those of the command line, the user's, the shipped ones. Jars stay
   * open, so this belongs before the low descriptors are given to the session.
   */
  public static void load(Context context, List<String> commandLine) {
    new Plugins(context).load(commandLine, Places.user(), Places.shipped());
  }

  /** The same with the folders given; either may be null or not there. */
  synchronized void load(List<String> commandLine, Path user, Path shipped) {
    for (String path : commandLine) {
      Path file = Path.of(path);
      (java.nio.file.Files.isDirectory(file) ? found(file) : List.of(file)).forEach(this::loadNow);
    }
    found(user).forEach(this::loadNow);
    for (Path file : found(shipped)) {
      if (Places.isGroovy(file)) {
        loadLater(file);
      } else {
        loadNow(file);
      }
    }
    if (!waiting.isEmpty()) {
      context.registry().defer(this);
    }
  }

  private List<Path> found(Path folder) {
    try {
      return folder == null ? List.of() : Places.plugins(folder);
    } catch (IOException e) {
      report(folder, e);
      return List.of();
    }
  }

  private void loadLater(Path file) {
    if (isNew(file)) {
      waiting.add(new GroovyPlugin(file));
    }
  }

  private void loadNow(Path file) {
    if (isNew(file)) {
      if (Places.isGroovy(file)) {
        add(new GroovyPlugin(file));
      } else {
        add(new JarPlugin(file));
      }
    }
  }

  private boolean isNew(Path file) {
    try {
      return seen.add(file.toRealPath());
    } catch (IOException notThere) {
      return seen.add(file);
    }
  }

  private void add(Plugin plugin) {
    try {
      List<CommandTopic> topics = plugin.open();
      if (topics.isEmpty()) {
        throw new IllegalArgumentException(plugin.whyEmpty());
      }
      context.registry().addPlugin(topics);
    } catch (Exception | LinkageError | ServiceConfigurationError | AssertionError e) {
      plugin.close();
      report(plugin.file(), e);
    }
  }

  private void report(Path file, Throwable problem) {
    context
        .host()
        .report("ipcsh: plugin " + file + ": " + Why.of(problem) + "; the shell starts without it");
  }

  @Override
  public synchronized void want(String name) {
    addWaiting(name);
  }

  @Override
  public synchronized void wantAll() {
    addWaiting(null);
  }

  private void addWaiting(String name) {
    // a plugin may look up commands itself while it is added: it is off the list by then
    List<GroovyPlugin> wanted = new ArrayList<>();
    for (Iterator<GroovyPlugin> each = waiting.iterator(); each.hasNext(); ) {
      GroovyPlugin plugin = each.next();
      if (name == null || plugin.mayHave(name)) {
        each.remove();
        wanted.add(plugin);
      }
    }
    wanted.forEach(this::add);
  }
}
