package ipcsh.inspect;

import ipcsh.sys.Sys;
import ipcsh.sys.abi.SysException;
import java.util.Map;

/** The kinds of System V objects, {@code sysvipc(7)}. */
public enum SysVKind {
  /** Message queues. */
  QUEUE("System V queue", "msg_perm"),
  /** Sets of semaphores. */
  SEMAPHORES("System V semaphores", "sem_perm"),
  /** Segments of shared memory. */
  SEGMENT("System V segment", "shm_perm");

  private final String shown;
  private final String perm;

  SysVKind(String shown, String perm) {
    this.shown = shown;
    this.perm = perm;
  }

  /** The name of {@code struct ipc_perm} in what {@link #stat} gives. */
  public String perm() {
    return perm;
  }

  /** IPC_STAT, by the names of C. */
  public Map<String, Object> stat(Sys sys, int id) {
    return switch (this) {
      case QUEUE -> sys.sysVQueues().stat(id);
      case SEMAPHORES -> sys.semaphoreSets().stat(id);
      case SEGMENT -> sys.sharedSegments().stat(id);
    };
  }

  /**
   * The same of an object that this user need not be allowed to read: MSG_STAT_ANY.
   *
   * @return a map that has the ID as well, null where no object has this index
   */
  Map<String, Object> statAny(Sys sys, int index) {
    return switch (this) {
      case QUEUE -> sys.sysVQueues().statAny(index);
      case SEMAPHORES -> sys.semaphoreSets().statAny(index);
      case SEGMENT -> sys.sharedSegments().statAny(index);
    };
  }

  /** The highest index that is in use, -1 for none. */
  int highest(Sys sys) {
    return switch (this) {
      case QUEUE -> sys.sysVQueues().highest();
      case SEMAPHORES -> sys.semaphoreSets().highest();
      case SEGMENT -> sys.sharedSegments().highest();
    };
  }

  /** IPC_RMID. */
  public void remove(Sys sys, int id) {
    switch (this) {
      case QUEUE -> sys.sysVQueues().remove(id);
      case SEMAPHORES -> sys.semaphoreSets().remove(id);
      case SEGMENT -> sys.sharedSegments().remove(id);
    }
  }

  /**
   * The ID of the object that has a key.
   *
   * @throws SysException ENOENT where none has
   */
  public int find(Sys sys, int key) {
    return switch (this) {
      case QUEUE -> sys.sysVQueues().get(key, 0);
      case SEMAPHORES -> sys.semaphoreSets().get(key, 0, 0);
      case SEGMENT -> sys.sharedSegments().get(key, 0, 0);
    };
  }

  /** The option of ipcrm(1) that removes one. */
  public String option() {
    return switch (this) {
      case QUEUE -> "-q";
      case SEMAPHORES -> "-s";
      case SEGMENT -> "-m";
    };
  }

  @Override
  public String toString() {
    return shown;
  }
}
