package ipcsh.why;

import ipcsh.inspect.DescriptorIndex;
import ipcsh.inspect.Holder;
import ipcsh.inspect.ThreadSnapshot;
import ipcsh.sys.abi.FileConstants;
import ipcsh.sys.abi.FileStatus;
import ipcsh.sys.text.EscapedText;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Waits for POSIX message queues, {@code mq_overview(7)}. */
final class QueueWaits implements WaitSource {
  private static final int TIMEOUT = 4;
  private static final String REMOVED = " (deleted)";

  @Override
  public WaitCondition of(ThreadSnapshot thread, WaitContext context) {
    boolean sends = thread.call().equals("mq_timedsend");
    return sends || thread.call().equals("mq_timedreceive") ? wait(thread, sends, context) : null;
  }

  private static WaitCondition wait(ThreadSnapshot thread, boolean sends, WaitContext context) {
    Holder self = new Holder(thread.pid(), thread.number(0));
    boolean isTimed = thread.argument(TIMEOUT) != 0;
    String call =
        (isTimed ? "mq_timed" : "mq_") + (sends ? "send" : "receive") + "(" + self.number() + ")";
    DescriptorIndex index = context.descriptors();
    String link = index.link(self);
    FileStatus status = link == null ? null : index.status(self);
    if (status == null) {
      return WaitCondition.unknown(thread, call, "which queue it is");
    }
    boolean isRemoved = link.endsWith(REMOVED);
    String name = isRemoved ? link.substring(0, link.length() - REMOVED.length()) : link;
    String what = "the queue " + EscapedText.word(name);
    List<Waker> wakers = new ArrayList<>();
    Set<Integer> pids = new LinkedHashSet<>();
    for (Holder holder : index.holders(link)) {
      int access = index.info(holder).flags() & FileConstants.O_ACCMODE;
      int other = sends ? FileConstants.O_WRONLY : FileConstants.O_RDONLY;
      FileStatus its = index.status(holder);
      if (access != other && its != null && its.id().equals(status.id())) {
        wakers.add(
            new Waker(
                holder.pid(), null, holder.number(), sends ? "receives from it" : "sends to it"));
      }
      pids.add(holder.pid());
    }
    Set<Integer> hidden = context.hidden(pids);
    WaitCondition wait =
        WaitCondition.of(
                thread,
                call,
                sends
                    ? "room in " + what + ", which is full"
                    : "a message in " + what + ", which is empty")
            .on(status.device() + ":" + status.inode(), what, sends ? "full" : "empty")
            .endedBy(wakers)
            .within(WaitTimes.until(thread.pid(), thread.argument(TIMEOUT), context))
            .notKnown(
                hidden.isEmpty()
                    ? null
                    : "whether process " + hidden.iterator().next() + " has " + what + " open");
    return isRemoved
        ? wait
        : wait.orBy("a program that opens " + what + " to " + (sends ? "receive" : "send"));
  }
}
