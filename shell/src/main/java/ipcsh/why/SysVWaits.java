package ipcsh.why;

import ipcsh.inspect.IpcObject;
import ipcsh.inspect.SysVFacts;
import ipcsh.inspect.SysVKind;
import ipcsh.inspect.ThreadSnapshot;
import ipcsh.sys.abi.SysException;
import ipcsh.sys.abi.SysVLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Waits for System V queues and semaphores, {@code sysvipc(7)}. Nothing of them is open in a
 * process: every process that knows the ID may end the wait, and the kernel only tells who was the
 * last.
 */
final class SysVWaits implements WaitSource {
  private static final int GETPID = 11;
  private static final int TIMEOUT = 3;
  private static final int TYPE = 3;

  @Override
  public WaitCondition of(ThreadSnapshot thread, WaitContext context) {
    return switch (thread.call()) {
      case "msgsnd", "msgrcv" -> queue(thread, context);
      case "semop" -> semaphores(thread, context);
      case "semtimedop" ->
          semaphores(thread, context)
              .within(WaitTimes.relative(thread.pid(), thread.argument(TIMEOUT), context));
      default -> null;
    };
  }

  private static WaitCondition queue(ThreadSnapshot thread, WaitContext context) {
    int id = thread.number(0);
    String what = "the System V queue " + id;
    boolean sends = thread.call().equals("msgsnd");
    SysVFacts facts = SysVFacts.of(context.sys(), SysVKind.QUEUE, id);
    long messages = facts == null ? -1 : facts.number("msg_qnum");
    String state = facts == null ? null : messages + (messages == 1 ? " message" : " messages");
    String purpose =
        sends
            ? "room in " + what + ", which is full"
            : "a message" + type(thread.argument(TYPE)) + " in " + what + state(messages);
    int last = facts == null ? 0 : (int) facts.number(sends ? "msg_lrpid" : "msg_lspid");
    List<Waker> users = new ArrayList<>();
    add(users, last, sends ? "takes from it" : "sends to it", thread, context);
    return WaitCondition.of(thread, thread.call() + "(" + id + ")", purpose)
        .on(IpcObject.id(SysVKind.QUEUE, id), what, state)
        .endedBy(users)
        .notKnown(
            "who uses "
                + what
                + ": the kernel only tells that "
                + last(last, sends ? "received from it" : "sent to it", context));
  }

  private static String state(long messages) {
    return messages < 0 ? "" : messages == 0 ? ", which is empty" : ", which has others";
  }

  private static String type(long wanted) {
    return wanted == 0 ? "" : wanted > 0 ? " of type " + wanted : " of a type up to " + -wanted;
  }

  private static String last(int pid, String did, WaitContext context) {
    return pid == 0
        ? "no process has " + did
        : (context.isAlive(pid) ? context.process(pid) : "process " + pid + ", which has ended,")
            + " was the last that "
            + did;
  }

  private static void add(
      List<Waker> users, int pid, String action, ThreadSnapshot thread, WaitContext context) {
    if (pid > 0 && pid != thread.pid() && context.isAlive(pid)) {
      users.add(new Waker(pid, action));
    }
  }

  /** An operation of semop. */
  private record Operation(int number, int change) {}

  private static WaitCondition semaphores(ThreadSnapshot thread, WaitContext context) {
    int id = thread.number(0);
    String what = "the System V semaphores " + id;
    List<Operation> operations = operations(thread, context);
    List<Integer> values = values(id, context);
    List<String> needs = new ArrayList<>();
    Set<Integer> last = new LinkedHashSet<>();
    List<Waker> users = new ArrayList<>();
    for (Operation one : operations) {
      Integer value = one.number < values.size() ? values.get(one.number) : null;
      boolean waits = value == null || (one.change == 0 ? value > 0 : value + one.change < 0);
      if (waits && one.change <= 0) {
        String now = value == null ? "" : ", which is " + value;
        needs.add(
            "semaphore "
                + one.number
                + (one.change == 0 ? " to become 0" : " to become at least " + -one.change)
                + now);
        int pid = lastUser(id, one.number, context);
        last.add(pid);
        add(users, pid, "raises it", thread, context);
      }
    }
    String purpose = needs.isEmpty() ? what : String.join(", and for ", needs) + ", of " + what;
    String told =
        last.isEmpty() ? "nothing of them" : last(last.iterator().next(), "changed it", context);
    String call =
        thread.call().equals("semop") || thread.argument(TIMEOUT) == 0 ? "semop" : "semtimedop";
    return WaitCondition.of(thread, call + "(" + id + ")", purpose)
        .on(
            IpcObject.id(SysVKind.SEMAPHORES, id),
            what,
            values.isEmpty() ? null : "values " + values)
        .endedBy(users)
        .notKnown("who uses " + what + ": the kernel only tells that " + told);
  }

  private static List<Operation> operations(ThreadSnapshot thread, WaitContext context) {
    int count = (int) Math.min(thread.argument(2), 500);
    byte[] bytes =
        count <= 0
            ? null
            : context.memory(thread.pid(), thread.argument(1), count * SysVLayout.SEMBUF_SIZE);
    List<Operation> found = new ArrayList<>();
    for (int i = 0; bytes != null && i < count; i++) {
      ByteBuffer all = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
      int start = i * SysVLayout.SEMBUF_SIZE;
      found.add(
          new Operation(
              Short.toUnsignedInt(all.getShort(start + SysVLayout.SEMBUF_NUM)),
              all.getShort(start + SysVLayout.SEMBUF_OP)));
    }
    return found;
  }

  private static List<Integer> values(int id, WaitContext context) {
    try {
      Map<String, Object> stat = context.sys().semaphoreSets().stat(id);
      return context.sys().semaphoreSets().values(id, ((Number) stat.get("sem_nsems")).intValue());
    } catch (SysException removedOrNotReadable) {
      return List.of();
    }
  }

  private static int lastUser(int id, int number, WaitContext context) {
    try {
      return context.sys().semaphoreSets().control(id, number, GETPID, 0);
    } catch (SysException removedOrNotReadable) {
      return 0;
    }
  }
}
