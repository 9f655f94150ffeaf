package ipcsh.kit;

import ipcsh.batch.BatchOutput;
import ipcsh.command.Context;
import ipcsh.command.model.Registry;
import ipcsh.language.Rendering;
import ipcsh.sys.Kernel;
import java.io.OutputStream;
import java.io.PrintStream;

/** The commands of a shell in which nothing runs: to read their definitions. */
public final class BuiltIn {
  /** All of the shell's own. */
  public static final Registry COMMANDS = commands();

  private BuiltIn() {}

  private static Registry commands() {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    Context context =
        new Context(new Kernel(), new BatchOutput(nowhere, nowhere, Rendering::of, false, false));
    context.registry().load(BuiltIn.class.getClassLoader());
    return context.registry();
  }
}
