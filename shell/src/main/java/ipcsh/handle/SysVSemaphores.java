package ipcsh.handle;

import ipcsh.inspect.SysVKind;
import ipcsh.sys.Kernel;
import ipcsh.sys.abi.SysException;
import ipcsh.sys.abi.SysVConstants;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** A set of System V semaphores, {@code semget(2)}. */
@Term("System V semaphore set")
public final class SysVSemaphores extends SysVObject {
  private static final int SHOWN = 8;

  public SysVSemaphores(int id, Kernel kernel, MethodFallback methods) {
    super(SysVKind.SEMAPHORES, id, kernel, methods);
  }

  /** How many semaphores it has. */
  public int size() {
    return (int) (long) (Long) stat().get("sem_nsems");
  }

  /** Their values. */
  public List<Integer> getValues() {
    return sys().semaphoreSets().values(getId(), size());
  }

  @Override
  String state(Map<String, Object> stat) {
    int count = (int) (long) (Long) stat.get("sem_nsems");
    List<Integer> values = sys().semaphoreSets().values(getId(), count);
    StringJoiner words = new StringJoiner(", ", count == 1 ? "value " : "values ", "");
    values.stream().limit(SHOWN).forEach(value -> words.add(value.toString()));
    if (count > SHOWN) {
      words.add("... of " + count);
    }
    int waiting = waiting(count);
    return words + (waiting == 0 ? "" : "  " + waiting + " waiting");
  }

  private int waiting(int count) {
    int waiting = 0;
    try {
      for (int i = 0; i < Math.min(count, SHOWN); i++) {
        waiting += sys().semaphoreSets().control(getId(), i, SysVConstants.GETNCNT, 0);
        waiting += sys().semaphoreSets().control(getId(), i, SysVConstants.GETZCNT, 0);
      }
    } catch (SysException removedMeanwhile) {
      // then no thread waits any more
    }
    return waiting;
  }
}
