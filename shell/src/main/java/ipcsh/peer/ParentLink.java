package ipcsh.peer;

import static ipcsh.sys.abi.FileConstants.O_RDONLY;

import ipcsh.handle.InternalDescriptors;
import ipcsh.sys.Kernel;
import ipcsh.sys.function.Files;

/** The link from a shell that was started as a role to the shell that started it. */
public final class ParentLink {
  private ParentLink() {}

  /**
   * Moves it away from standard input, which is redirected to /dev/null; to be called while the low
   * numbers are held.
   */
  public static Link link(Kernel kernel) {
    Files files = kernel.home().files();
    int link = InternalDescriptors.move(kernel.home(), files.dup(0));
    int nothing = files.open("/dev/null", O_RDONLY, 0);
    files.dup2(nothing, 0);
    files.close(nothing);
    return new Link(new KernelInput(kernel, link), new KernelOutput(kernel, link));
  }
}
