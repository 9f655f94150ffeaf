package ipcsh.why;

import ipcsh.inspect.IpcObject;
import ipcsh.inspect.SysVKind;
import ipcsh.inspect.ThreadSnapshot;
import ipcsh.sys.abi.SysException;
import ipcsh.sys.abi.SysVConstants;
import ipcsh.sys.abi.SysVLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A wait in {@code semop(2)}, until all its operations can be done at once. */
final class SemaphoreSetWait {
  private static final int COUNT = 2;

  /** The most operations that a kernel takes by default, SEMOPM. */
  private static final int MOST = 500;

  private final ThreadSnapshot thread;
  private final WaitContext context;
  private final String call;
  private final int id;
  private final String what;

  /** An operation of semop. */
  private record Operation(int number, int change) {}

  SemaphoreSetWait(ThreadSnapshot thread, String call, WaitContext context) {
    this.thread = thread;
    this.context = context;
    this.call = call;
    this.id = thread.number(0);
    this.what = "the System V semaphores " + id;
  }

  WaitCondition condition() {
    List<Integer> values = values();
    List<String> needs = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    List<String> objects = new ArrayList<>();
    List<Waker> wakers = new ArrayList<>();
    for (Operation one : operations()) {
      Integer value = one.number < values.size() ? values.get(one.number) : null;
      boolean isAwaited =
          one.change <= 0
              && (value == null || (one.change == 0 ? value > 0 : value + one.change < 0));
      if (isAwaited) {
        String name = "semaphore " + one.number;
        int last = control(one.number, SysVConstants.GETPID);
        needs.add(
            name
                + (one.change == 0 ? " to become 0" : " to become at least " + -one.change)
                + (value == null ? "" : ", which is " + value));
        objects.add(name);
        String action =
            "was the last that changed "
                + name
                + (one.change == 0 ? ", and can decrement it" : ", and can increment it");
        List<Waker> its = SysVWaits.waker(last, action, thread, context);
        if (its.isEmpty()) {
          notes.add(SysVWaits.last(last, "changed " + name, thread, context));
        }
        notes.addAll(waiting(one, name));
        wakers.addAll(its);
      }
    }
    String purpose = needs.isEmpty() ? what : String.join(", and for ", needs) + ", of " + what;
    return WaitCondition.of(thread, call + "(" + id + ")", purpose)
        .on(
            IpcObject.id(SysVKind.SEMAPHORES, id),
            objects.isEmpty() ? what : String.join(", ", objects) + " of " + what,
            values.isEmpty() ? null : "values " + values)
        .endedBy(wakers)
        .noting(notes)
        .notKnown(SysVWaits.users(what));
  }

  /** How many others wait for the same. */
  private List<String> waiting(Operation one, String name) {
    boolean isForZero = one.change == 0;
    int others = control(one.number, isForZero ? SysVConstants.GETZCNT : SysVConstants.GETNCNT) - 1;
    return others < 1
        ? List.of()
        : List.of(
            (others == 1 ? "another thread waits" : others + " other threads wait")
                + " for "
                + name
                + (isForZero ? " to become 0, too" : " to be raised, too"));
  }

  private List<Operation> operations() {
    int count = (int) Math.min(thread.argument(COUNT), MOST);
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

  private List<Integer> values() {
    try {
      Map<String, Object> stat = context.sys().semaphoreSets().stat(id);
      return context.sys().semaphoreSets().values(id, ((Number) stat.get("sem_nsems")).intValue());
    } catch (SysException removedOrNotReadable) {
      return List.of();
    }
  }

  private int control(int number, int command) {
    try {
      return context.sys().semaphoreSets().control(id, number, command, 0);
    } catch (SysException removedOrNotReadable) {
      return 0;
    }
  }
}
