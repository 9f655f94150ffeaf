package ipcsh.peer;

import ipcsh.handle.InternalDescriptors;
import ipcsh.sys.Kernel;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Reads what is written directly to the standard output of a role: by its programs, and by its own
 * calls of write.
 */
final class OutputReader {
  private OutputReader() {}

  /**
   * Starts a thread that passes on each line until end of file, and then closes the pipe.
   *
   * @param output this shell's end of the pipe
   */
  static void start(Kernel kernel, RoleShell role, int output, Consumer<String> printed) {
    Thread reader = new Thread(() -> read(kernel, output, printed), "output " + role.getName());
    reader.setDaemon(true);
    role.outputReadBy(reader);
    reader.start();
  }

  private static void read(Kernel kernel, int output, Consumer<String> printed) {
    try (BoundedLines lines =
        new BoundedLines(
            new InputStreamReader(new KernelInput(kernel, output), StandardCharsets.UTF_8))) {
      for (String line = lines.next(); line != null; line = lines.next()) {
        printed.accept(line);
      }
    } catch (IOException | UncheckedIOException closed) {
      // treated as end of file
    } finally {
      InternalDescriptors.close(kernel.home(), output);
      kernel.leaveThread();
    }
  }
}
