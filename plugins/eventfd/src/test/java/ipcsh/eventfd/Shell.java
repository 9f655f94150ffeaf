package ipcsh.eventfd;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.command.Context;
import ipcsh.command.Host;
import ipcsh.handle.Fd;
import ipcsh.language.Apart;
import ipcsh.language.Problems;
import ipcsh.language.Rendering;
import ipcsh.language.Session;
import ipcsh.language.Source;
import ipcsh.sys.Kernel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A session with the plugin's commands for one test. Closing it closes its descriptors and checks
 * that nothing but those was open.
 */
final class Shell implements Host, AutoCloseable {
  private static final Kernel KERNEL = new Kernel();

  /** What the Java machine opens when it likes. */
  private static final Pattern OF_THE_MACHINE =
      Pattern.compile(".*\\.jar|.*\\.so[.\\d]*|/proc/.*|/sys/.*|/dev/u?random");

  private final Map<String, String> before = descriptors();
  final List<String> reported = new ArrayList<>();
  final Context context = new Context(KERNEL, this);
  final Session session = new Session(context);

  Shell() {
    context.registry().load(Shell.class.getClassLoader());
  }

  Object run(String code) throws Exception {
    return session.run(Source.of("test", code));
  }

  /** What a line at the prompt prints. */
  String line(String code) throws Exception {
    return Rendering.of(session.runEntry(Source.of("", code)));
  }

  /** What a line that fails prints. */
  String complaint(String code) {
    try {
      session.runEntry(Source.of("", code));
    } catch (Throwable e) {
      return new Problems(session).explain(e).inScript();
    }
    throw new AssertionError("did not fail: " + code);
  }

  @Override
  public void close() {
    context.jobs().cancelAll();
    for (Fd fd : context.descriptors().all()) {
      context.sys().files().close(fd.getNumber());
    }
    Map<String, String> left = descriptors();
    left.entrySet().removeAll(before.entrySet());
    assertThat(left).isEmpty();
  }

  private static Map<String, String> descriptors() {
    Map<String, String> open = new TreeMap<>();
    for (String number : Path.of("/proc/self/fd").toFile().list()) {
      try {
        String target = Files.readSymbolicLink(Path.of("/proc/self/fd", number)).toString();
        if (!OF_THE_MACHINE.matcher(target).matches()) {
          open.put(number, target);
        }
      } catch (java.io.IOException ofTheListing) {
        // closed by now
      }
    }
    return open;
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
