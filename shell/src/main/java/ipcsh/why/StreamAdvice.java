package ipcsh.why;

import ipcsh.inspect.Holder;
import ipcsh.inspect.ProcessFacts;
import java.util.List;

/** Advice on what is read and written: pipes, connections, queues. */
final class StreamAdvice {
  private static final int LAST_STANDARD = 2;

  private StreamAdvice() {}

  /** The reader has the write end itself, or another thread of its process, which waits for it. */
  static String ownEnd(WaitCase it) {
    for (WaitCondition wait : it.ring()) {
      boolean isOwn =
          !wait.wakers().isEmpty()
              && wait.wakers().stream()
                  .allMatch(waker -> waker.pid() == wait.pid() && waker.descriptor() != null);
      if (it.isStuck() && isOwn && WaitCase.isPipe(wait)) {
        return ownEnd(it, wait);
      }
    }
    return null;
  }

  /** Children of a loop each have the write ends of the pipes of the others. */
  static String forkedInLoop(WaitCase it) {
    List<WaitCondition> ring = it.ring();
    if (!it.isRing()
        || !ring.stream().allMatch(one -> WaitCase.isPipe(one) && WaitCase.reads(one))) {
      return null;
    }
    boolean isSeveral =
        ring.stream()
            .flatMap(wait -> wait.wakers().stream().map(Waker::pid).distinct())
            .anyMatch(
                pid ->
                    ring.stream()
                            .filter(wait -> wait.pid() != pid)
                            .filter(
                                wait -> wait.wakers().stream().anyMatch(one -> one.pid() == pid))
                            .count()
                        > 1);
    return isSeveral
        ? "Each has inherited write ends of the others' pipes, which were created before fork: close them in each child, so that the readers get end of file."
        : null;
  }

  private static String ownEnd(WaitCase it, WaitCondition wait) {
    String own = it.descriptor(wait.wakers().get(0));
    if ("full".equals(wait.state())) {
      return "No other process has the read end, so the pipe stays full.";
    }
    return it.isRing()
        ? "Threads share their descriptors: end of file occurs when "
            + own
            + " is closed, after the last write."
        : "The reader itself has the only write end ("
            + own
            + "): close it "
            + (isRedirected(wait) ? "in the child after dup2, before exec" : "before reading")
            + ", so that the read returns end of file.";
  }

  /** Whether it reads its standard input, so that dup2 has left the other descriptors open. */
  private static boolean isRedirected(WaitCondition wait) {
    return WaitCase.isIn(wait, "read")
        && wait.call().startsWith("read(0)")
        && wait.wakers().stream().allMatch(waker -> isBeyondStandard(waker));
  }

  private static boolean isBeyondStandard(Waker waker) {
    return waker.descriptor() != null && waker.descriptor() > LAST_STANDARD;
  }

  /** Another program has a write end, for want of FD_CLOEXEC. */
  static String inherited(WaitCase it) {
    List<WaitCondition> waits =
        it.isRing() ? it.ring() : it.reachable().stream().map(JudgedWait::condition).toList();
    for (WaitCondition wait : waits) {
      if (WaitCase.isPipe(wait) && WaitCase.reads(wait)) {
        for (Waker waker : wait.wakers()) {
          if (isInherited(it, wait, waker)) {
            return it.context().process(waker.pid())
                + " has the write end ("
                + it.descriptor(waker)
                + "), so end of file does not occur. If it has only inherited it, FD_CLOEXEC is missing: create the pipe with pipe2(O_CLOEXEC).";
          }
        }
      }
    }
    return null;
  }

  /**
   * Whether a program was executed by the reader or by its parent, with a write end that is none of
   * its standard descriptors.
   */
  private static boolean isInherited(WaitCase it, WaitCondition wait, Waker waker) {
    ProcessFacts its = it.context().facts(waker.pid());
    ProcessFacts parent = its == null ? null : it.context().facts(its.parent());
    ProcessFacts reader = it.context().facts(wait.pid());
    return waker.pid() != wait.pid()
        && waker.descriptor() != null
        && waker.descriptor() > LAST_STANDARD
        && wait.wakers().stream().allMatch(one -> one.pid() == waker.pid())
        && parent != null
        && reader != null
        && waker.pid() != reader.parent()
        && (its.parent() == wait.pid() || its.parent() == reader.parent())
        && !its.name().equals(parent.name())
        && !it.context()
            .descriptors()
            .info(new Holder(waker.pid(), waker.descriptor()))
            .closesOnExec();
  }

  /** A process waits for a child, and the child for the end of what that process writes. */
  static String endOfInput(WaitCase it) {
    for (WaitCondition child : it.ring()) {
      if (it.isRing() && WaitCase.reads(child) && WaitCase.isStream(child)) {
        for (WaitCondition parent : it.ring()) {
          if (WaitCase.isForChild(parent)) {
            for (Waker waker : child.wakers()) {
              if (waker.pid() == parent.pid() && waker.descriptor() != null) {
                String what = WaitCase.isPipe(child) ? "the write end" : "its end";
                String own =
                    child.wakers().stream()
                        .filter(one -> one.pid() == child.pid() && one.descriptor() != null)
                        .map(
                            one ->
                                "; "
                                    + it.name(child)
                                    + " has one itself ("
                                    + it.descriptor(one)
                                    + "), which must be closed, too"
                                    + (isRedirected(child) ? ": after dup2, before exec" : ""))
                        .findFirst()
                        .orElse("");
                return it.name(child)
                    + " waits for the end of its input, and "
                    + it.name(parent)
                    + " still has "
                    + what
                    + " open ("
                    + it.descriptor(waker)
                    + "): close it before waiting for the child"
                    + own
                    + ".";
              }
            }
          }
        }
      }
    }
    return null;
  }

  /** A process waits for a child before it has read what that child writes. */
  static String unreadOutput(WaitCase it) {
    if (!it.isStuck()) {
      return null;
    }
    List<WaitCondition> all = it.reachable().stream().map(JudgedWait::condition).toList();
    for (WaitCondition parent : all) {
      for (WaitCondition writer : all) {
        boolean isUnread =
            WaitCase.isForChild(parent)
                && "full".equals(writer.state())
                && WaitCase.writes(writer)
                && writer.pid() != parent.pid()
                && writer.wakers().stream().anyMatch(one -> one.pid() == parent.pid());
        if (isUnread) {
          return it.name(parent)
              + " waits for the end of its child before it has read what "
              + it.name(writer)
              + " writes: read until end of file, then wait.";
        }
      }
    }
    return null;
  }

  /** Each writes, and none reads. */
  static String allWrite(WaitCase it) {
    List<WaitCondition> ring = it.ring();
    if (!it.isRing() || !ring.stream().allMatch(WaitCase::writes)) {
      return null;
    }
    return ring.stream().anyMatch(one -> WaitCase.systemCall(one).startsWith("send"))
        ? "Who sends must also receive: recv in between, or MSG_DONTWAIT and poll."
        : "A process that writes must also read: read in between, or O_NONBLOCK and poll.";
  }

  /** Each reads, and none writes. */
  static String allRead(WaitCase it) {
    if (!it.isRing() || !it.ring().stream().allMatch(WaitCase::reads)) {
      return null;
    }
    return it.ring().stream().allMatch(WaitCase::isStream)
        ? "None writes first. Perhaps the data are still in a stdio buffer (fflush) or fewer than the reader expects, or the reader reads until end of file (close, shutdown)."
        : "None sends first: one of them must send before it receives.";
  }

  /** A queue that no other process has. */
  static String unreadQueue(WaitCase it) {
    WaitCondition wait = it.self();
    if (it.judged().verdict() != Verdict.FOR_EVER || !WaitCase.systemCall(wait).startsWith("mq_")) {
      return null;
    }
    return WaitCase.writes(wait)
        ? "The queue is full and no other process has it open: start the receiver first, or send with O_NONBLOCK or mq_timedsend."
        : "No other process has the queue open: start the sender, or receive with O_NONBLOCK or mq_timedreceive.";
  }
}
