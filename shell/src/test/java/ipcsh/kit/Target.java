package ipcsh.kit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assertions;

/**
 * The architecture for which C is compiled: this machine's, or the one that the property {@code
 * ipcsh.target} names. Its compiler is then that for cross-compilation, and an emulator of user
 * programs runs what it makes.
 */
public final class Target {
  private static final String OTHER = System.getProperty("ipcsh.target");

  private Target() {}

  /** The name of an architecture in the names of tools: {@code x86_64}, {@code aarch64}. */
  public static String machine() {
    return System.getProperty("os.arch").replace("amd64", "x86_64");
  }

  /** A tool of the compiler for an architecture: {@code gcc}, {@code objcopy}. */
  public static String tool(String machine, String name) {
    boolean here = OTHER == null && machine.equals(machine());
    return here ? name : machine + "-linux-gnu-" + name;
  }

  /** What a C program prints. */
  public static List<String> output(Path directory, Path source, String name) {
    if (OTHER == null) {
      return Tools.run(directory, Tools.compile(directory, source, name).toString()).lines();
    }
    String gcc = tool(OTHER, "gcc");
    String emulator = "qemu-" + OTHER + "-static";
    Tools.need(gcc);
    Tools.need(emulator);
    String program = directory.resolve(name).toString();
    List<String> command = new ArrayList<>(List.of(gcc, "-Wall", "-Werror", "-static"));
    command.addAll(List.of("-o", program, source.toString()));
    Outcome made = Tools.run(directory, command.toArray(String[]::new));
    Assertions.assertEquals(0, made.status(), () -> gcc + ": " + made.err());
    return Tools.run(directory, emulator, program).lines();
  }
}
