package ipcsh.repl;

import ipcsh.handle.HelperProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.jline.builtins.Nano;
import org.jline.reader.Buffer;
import org.jline.reader.LineReader;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.utils.InfoCmp.Capability;

/**
 * Edits the entry in {@code $VISUAL} or {@code $EDITOR}, or in a small built-in editor if neither
 * is set. The edited text is put on the input line; Enter runs it.
 */
final class ExternalEditor {
  private static final int INTERRUPT_KEY = 3;

  private final LineReader reader;

  ExternalEditor(LineReader reader) {
    this.reader = reader;
  }

  /** The widget. */
  boolean edit() {
    Buffer buffer = reader.getBuffer();
    Path file = null;
    try {
      file = temporary(buffer.toString());
      run(file);
      String edited = Files.readString(file).stripTrailing();
      buffer.clear();
      buffer.write(edited);
      return true;
    } catch (IOException | InterruptedException e) {
      reader.printAbove("edit: " + e.getMessage());
      return true;
    } finally {
      delete(file);
      reader.callWidget(LineReader.REDRAW_LINE);
    }
  }

  /**
   * Creates a temporary file. Not with the JDK's method, whose random number generator keeps a
   * descriptor open.
   */
  private static Path temporary(String text) throws IOException {
    Path directory = Path.of(System.getProperty("java.io.tmpdir"));
    String name = "ipcsh-" + ProcessHandle.current().pid() + "-" + System.nanoTime() + ".groovy";
    Path file =
        Files.createFile(
            directory.resolve(name),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    return Files.writeString(file, text.isEmpty() ? "" : text + "\n");
  }

  private static void delete(Path file) {
    try {
      if (file != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      // it is in the directory for temporary files
    }
  }

  private void run(Path file) throws IOException, InterruptedException {
    Terminal terminal = reader.getTerminal();
    String editor = editor(System.getenv());
    Attributes raw = terminal.getAttributes();
    Terminal.SignalHandler interrupt = terminal.handle(Terminal.Signal.INT, signal -> {});
    Terminal.SignalHandler resize = terminal.handle(Terminal.Signal.WINCH, signal -> {});
    terminal.puts(Capability.keypad_local);
    terminal.flush();
    try {
      if (editor == null) {
        Nano nano = new Nano(terminal, file.getParent());
        nano.setRestricted(true);
        nano.open(List.of(file.getFileName().toString()));
        nano.run();
      } else {
        cooked(terminal, raw);
        // run by sh, as git does: the variable may contain options
        ProcessBuilder program =
            new ProcessBuilder("sh", "-c", editor + " \"$1\"", "sh", file.toString());
        HelperProgram.start(program.inheritIO()).waitFor();
      }
    } finally {
      terminal.setAttributes(raw);
      terminal.handle(Terminal.Signal.INT, interrupt);
      terminal.handle(Terminal.Signal.WINCH, resize);
      terminal.puts(Capability.keypad_xmit);
      resize.handle(Terminal.Signal.WINCH);
    }
  }

  private static void cooked(Terminal terminal, Attributes raw) {
    Attributes cooked = new Attributes(raw);
    cooked.setLocalFlag(Attributes.LocalFlag.ICANON, true);
    cooked.setLocalFlag(Attributes.LocalFlag.ECHO, true);
    cooked.setLocalFlag(Attributes.LocalFlag.IEXTEN, true);
    cooked.setInputFlag(Attributes.InputFlag.ICRNL, true);
    cooked.setControlChar(Attributes.ControlChar.VINTR, INTERRUPT_KEY);
    cooked.setControlChar(Attributes.ControlChar.VMIN, 1);
    cooked.setControlChar(Attributes.ControlChar.VTIME, 0);
    terminal.setAttributes(cooked);
  }

  private static String editor(Map<String, String> environment) {
    for (String name : List.of("VISUAL", "EDITOR")) {
      String value = environment.getOrDefault(name, "");
      if (!value.isBlank()) {
        return value;
      }
    }
    return null;
  }
}
