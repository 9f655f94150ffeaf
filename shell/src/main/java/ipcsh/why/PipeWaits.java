package ipcsh.why;

import ipcsh.inspect.DescriptorIndex;
import ipcsh.inspect.Holder;
import ipcsh.inspect.ThreadSnapshot;
import ipcsh.sys.abi.FileConstants;
import ipcsh.sys.abi.FileStatus;
import java.util.List;

/** Reads from empty pipes and FIFOs, writes to full ones. */
final class PipeWaits implements ObjectWaits {
  private static final String PIPE = "pipe:[";
  private static final String REMOVED = " (deleted)";

  @Override
  public WaitCondition toRead(ThreadSnapshot thread, String call, Holder fd, WaitContext context) {
    Pipe pipe = Pipe.of(fd, context);
    if (pipe == null) {
      return null;
    }
    DescriptorIndex all = context.descriptors();
    WaitCondition wait =
        WaitCondition.of(thread, call, "data in " + pipe.name + ", which is empty")
            .on(pipe.id, pipe.name, "empty")
            .endedBy(
                context.wakers(pipe.holders.stream().filter(all::writes).toList(), "writes to it"));
    return pipe.isNamed
        ? context
            .completed(wait, "its write end")
            .orBy("a program that opens " + pipe.path + " for writing")
        : context.completed(wait, "its write end");
  }

  @Override
  public WaitCondition toWrite(ThreadSnapshot thread, String call, Holder fd, WaitContext context) {
    Pipe pipe = Pipe.of(fd, context);
    if (pipe == null) {
      return null;
    }
    DescriptorIndex all = context.descriptors();
    WaitCondition wait =
        WaitCondition.of(thread, call, "room in " + pipe.name + ", which is full")
            .on(pipe.id, pipe.name, "full")
            .endedBy(
                context.wakers(pipe.holders.stream().filter(all::reads).toList(), "reads from it"));
    return pipe.isNamed
        ? context
            .completed(wait, "its read end")
            .orBy("a program that opens " + pipe.path + " for reading")
        : context.completed(wait, "its read end");
  }

  /**
   * A pipe or FIFO.
   *
   * @param isNamed whether it is a FIFO that others can still open
   */
  private record Pipe(String id, String name, String path, boolean isNamed, List<Holder> holders) {
    static Pipe of(Holder fd, WaitContext context) {
      String link = context.descriptors().link(fd);
      if (link == null) {
        return null;
      }
      if (link.startsWith(PIPE)) {
        return new Pipe(link, link, null, false, context.descriptors().holders(link));
      }
      FileStatus file = link.startsWith("/") ? context.descriptors().status(fd) : null;
      if (file == null || file.type() != FileConstants.S_IFIFO) {
        return null;
      }
      boolean isNamed = !link.endsWith(REMOVED);
      String path = isNamed ? link : link.substring(0, link.length() - REMOVED.length());
      return new Pipe(
          file.device() + ":" + file.inode(),
          "the FIFO " + path,
          path,
          isNamed,
          context.descriptors().holders(file));
    }
  }
}
