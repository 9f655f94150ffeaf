package ipcsh.why;

import ipcsh.inspect.IpcObject;
import ipcsh.inspect.SysVFacts;
import ipcsh.inspect.SysVKind;
import ipcsh.inspect.ThreadSnapshot;
import ipcsh.sys.abi.SysVConstants;
import ipcsh.sys.text.Counted;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A wait for a message in a System V queue, or for room in one. */
final class SysVQueueWait {
  private static final int SIZE = 2;
  private static final int TYPE = 3;
  private static final int FLAGS = 4;

  /** How the names of the kernel functions begin in which processes wait for queues. */
  private static final String PLACE = "do_msg";

  private final ThreadSnapshot thread;
  private final WaitContext context;
  private final int id;
  private final String what;

  /** What the kernel tells of the queue; null if it was removed. */
  private final SysVFacts facts;

  SysVQueueWait(ThreadSnapshot thread, WaitContext context) {
    this.thread = thread;
    this.context = context;
    this.id = thread.number(0);
    this.what = "the System V queue " + id;
    this.facts = SysVFacts.of(context.sys(), SysVKind.QUEUE, id);
  }

  WaitCondition toSend() {
    String full =
        facts == null
            ? ""
            : ", which has "
                + facts.number("__msg_cbytes")
                + " of "
                + facts.number("msg_qbytes")
                + " bytes";
    return of(
        "room for a message of " + Counted.of(thread.argument(SIZE), "byte") + " in " + what + full,
        "msg_lrpid",
        "receive from it",
        "received from it");
  }

  WaitCondition toReceive() {
    long wanted = thread.argument(TYPE);
    return of(
        "a message" + type(wanted) + " in " + what + others(wanted),
        "msg_lspid",
        "send to it",
        "sent to it");
  }

  private String type(long wanted) {
    boolean isOther = (thread.number(FLAGS) & SysVConstants.MSG_EXCEPT) != 0;
    return wanted == 0
        ? ""
        : wanted < 0
            ? " of a type up to " + -wanted
            : (isOther ? " of a type other than " : " of type ") + wanted;
  }

  private String others(long wanted) {
    if (facts == null) {
      return "";
    }
    long messages = facts.number("msg_qnum");
    return messages == 0
        ? ", which is empty"
        : ", which has "
            + (messages == 1 ? "a message" : messages + " messages")
            + (wanted == 0 ? "" : messages == 1 ? " of another type" : ", none of that type");
  }

  private WaitCondition of(String purpose, String last, String action, String did) {
    int pid = facts == null ? 0 : (int) facts.number(last);
    long messages = facts == null ? -1 : facts.number("msg_qnum");
    List<Waker> wakers =
        new ArrayList<>(
            SysVWaits.waker(
                pid,
                "was the last that " + did + ", and can " + action + " again",
                thread,
                context));
    boolean hasLast = !wakers.isEmpty();
    for (int other : waiting()) {
      if (other != pid) {
        wakers.addAll(SysVWaits.waker(other, "can " + action, thread, context));
      }
    }
    WaitCondition wait =
        WaitCondition.of(thread, thread.call() + "(" + id + ")", purpose)
            .on(
                IpcObject.id(SysVKind.QUEUE, id),
                what,
                messages < 0 ? null : Counted.of(messages, "message"))
            .endedBy(wakers)
            .notKnown(SysVWaits.users(what));
    return facts == null || hasLast
        ? wait
        : wait.noting(List.of(SysVWaits.last(pid, did, thread, context)));
  }

  /** Other processes that wait in a call on the same queue, so that they certainly use it. */
  private Set<Integer> waiting() {
    Set<Integer> found = new LinkedHashSet<>();
    for (int pid : context.everybody()) {
      String place = pid == thread.pid() ? null : context.text("/proc/" + pid + "/wchan");
      boolean isNear = place != null && place.startsWith(PLACE);
      for (ThreadSnapshot one : isNear ? context.threads(pid) : List.<ThreadSnapshot>of()) {
        boolean isQueue =
            one.isBlocked() && (one.call().equals("msgsnd") || one.call().equals("msgrcv"));
        if (isQueue && one.number(0) == id) {
          found.add(pid);
        }
      }
    }
    return found;
  }
}
