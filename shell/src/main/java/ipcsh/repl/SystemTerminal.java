package ipcsh.repl;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jline.terminal.impl.PosixSysTerminal;
import org.jline.terminal.spi.Pty;

/** A terminal in UTF-8 whose capabilities are kept from one start to the next. */
final class SystemTerminal extends PosixSysTerminal {
  /**
   * A terminal.
   *
   * @param type as in {@code TERM}
   */
  SystemTerminal(String name, String type, Pty pty) throws IOException {
    super(name, type, pty, StandardCharsets.UTF_8, true, SignalHandler.SIG_DFL);
  }

  /** Called by the constructor of the superclass. */
  @Override
  protected void parseInfoCmp() {
    String kept = System.getProperty("ipcsh.compiled");
    Path file =
        kept == null || !Terminals.isBuiltIn(type)
            ? null
            : KeptCapabilities.file(Path.of(kept), type);
    KeptCapabilities known = file == null ? null : KeptCapabilities.read(file);
    if (known != null) {
      bools.addAll(known.flags());
      ints.putAll(known.numbers());
      strings.putAll(known.strings());
      return;
    }
    Terminals.describe(type);
    super.parseInfoCmp();
    if (file != null) {
      new KeptCapabilities(bools, ints, strings).write(file);
    }
  }
}
