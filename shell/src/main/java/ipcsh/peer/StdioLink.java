package ipcsh.peer;

import static ipcsh.sys.abi.FileConstants.O_RDONLY;

import ipcsh.handle.InternalDescriptors;
import ipcsh.sys.Kernel;
import ipcsh.sys.function.Files;
import java.io.IOException;

/**
 * The link of a role that was started through ssh to the shell that started it: requests are read
 * from standard input, and messages are written to standard output.
 */
public final class StdioLink {
  private StdioLink() {}

  /**
   * Moves it away from the standard descriptors, and begins it: standard input is /dev/null then,
   * and standard output goes where standard error goes. To be called while the low numbers are
   * held.
   *
   * @param version the version of this program
   * @param program what identifies it wherever it is, or null
   */
  public static Link link(Kernel kernel, String version, String program) throws IOException {
    Files files = kernel.home().files();
    int in = InternalDescriptors.move(kernel.home(), files.dup(0));
    int out = InternalDescriptors.move(kernel.home(), files.dup(1));
    int nothing = files.open("/dev/null", O_RDONLY, 0);
    files.dup2(nothing, 0);
    files.close(nothing);
    files.dup2(2, 1);
    KernelOutput output = new KernelOutput(kernel, out);
    output.write(RoleHello.MARK, 0, RoleHello.MARK.length);
    Link link = new Link(new KernelInput(kernel, in), output);
    link.send(
        MessageCodec.encode(
            new RoleReport.Hello(
                new RoleHello(
                    RoleHello.PROTOCOL, version, kernel.shell().pid(), machine(), program))));
    return link;
  }

  private static String machine() {
    try {
      return java.nio.file.Files.readString(java.nio.file.Path.of("/proc/sys/kernel/hostname"))
          .strip();
    } catch (IOException noProc) {
      return "?";
    }
  }
}
