package ipcsh.plugin;

import ipcsh.command.Context;
import ipcsh.command.Host;
import ipcsh.handle.Fd;
import ipcsh.language.Apart;
import ipcsh.language.Rendering;
import ipcsh.language.Session;
import ipcsh.language.Source;
import ipcsh.sys.Kernel;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A session for a test of plugins, and what was reported in it. */
final class PluginShell implements Host, AutoCloseable {
  private static final Kernel KERNEL = new Kernel();

  final List<String> reported = new CopyOnWriteArrayList<>();
  final Context context = new Context(KERNEL, this);
  private final Session session = new Session(context);

  PluginShell() {
    context.registry().load(PluginShell.class.getClassLoader());
  }

  /** Loads the files of a command line. */
  PluginShell with(Path... files) {
    return with(List.of(files), null, null);
  }

  PluginShell with(List<Path> files, Path user, Path shipped) {
    new Plugins(context, shipped).load(files.stream().map(Path::toString).toList(), user);
    return this;
  }

  Object run(String code) throws Exception {
    return session.run(Source.of("test", code));
  }

  /** What a line at the prompt prints. */
  String line(String code) throws Exception {
    return Rendering.of(session.runEntry(Source.of("", code)));
  }

  @Override
  public void close() {
    for (Fd fd : context.descriptors().all()) {
      context.sys().files().close(fd.getNumber());
    }
  }

  @Override
  public void narrate(String line) {}

  @Override
  public void report(String line) {
    reported.add(line);
  }

  @Override
  public List<String> history() {
    return List.of();
  }

  @Override
  public Throwable lastError() {
    return null;
  }

  @Override
  public void play(Path script, Context context) {
    Apart.run(script, context);
  }
}
