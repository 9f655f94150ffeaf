package ipcsh.why;

import ipcsh.inspect.DescriptorIndex;
import ipcsh.inspect.Holder;
import ipcsh.inspect.ThreadSnapshot;
import ipcsh.sys.abi.FileConstants;
import ipcsh.sys.abi.FileStatus;
import java.util.List;
import java.util.function.BiPredicate;

/** Reads from empty pipes and FIFOs, writes to full ones. */
final class PipeWaits implements ObjectWaits {
  private static final String PIPE = "pipe:[";
  private static final String REMOVED = " (deleted)";

  @Override
  public WaitCondition toRead(ThreadSnapshot thread, String call, Holder fd, WaitContext context) {
    return Direction.READ.wait(thread, call, fd, context);
  }

  @Override
  public WaitCondition toWrite(ThreadSnapshot thread, String call, Holder fd, WaitContext context) {
    return Direction.WRITE.wait(thread, call, fd, context);
  }

  /** In which direction a thread waits: for what, and what the holders of the other end do. */
  private enum Direction {
    READ("data in ", "empty", DescriptorIndex::writes, "writes to it", "write end", "writing"),
    WRITE("room in ", "full", DescriptorIndex::reads, "reads from it", "read end", "reading");

    private final String purpose;
    private final String state;
    private final BiPredicate<DescriptorIndex, Holder> hasOtherEnd;
    private final String action;
    private final String otherEnd;
    private final String opening;

    Direction(
        String purpose,
        String state,
        BiPredicate<DescriptorIndex, Holder> hasOtherEnd,
        String action,
        String otherEnd,
        String opening) {
      this.purpose = purpose;
      this.state = state;
      this.hasOtherEnd = hasOtherEnd;
      this.action = action;
      this.otherEnd = otherEnd;
      this.opening = opening;
    }

    WaitCondition wait(ThreadSnapshot thread, String call, Holder fd, WaitContext context) {
      Pipe pipe = Pipe.of(fd, context);
      if (pipe == null) {
        return null;
      }
      DescriptorIndex all = context.descriptors();
      List<Holder> others =
          pipe.holders.stream().filter(one -> hasOtherEnd.test(all, one)).toList();
      WaitCondition wait =
          context.completed(
              WaitCondition.of(thread, call, purpose + pipe.name + ", which is " + state)
                  .on(pipe.id, pipe.name, state)
                  .endedBy(context.wakers(others, action)),
              "its " + otherEnd);
      return pipe.isNamed
          ? wait.orBy("a program that opens " + pipe.path + " for " + opening)
          : wait;
    }
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
