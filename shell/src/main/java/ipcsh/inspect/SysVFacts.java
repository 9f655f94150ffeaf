package ipcsh.inspect;

import ipcsh.sys.Sys;
import ipcsh.sys.abi.SysException;
import ipcsh.sys.abi.SysVConstants;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A System V object of this machine at one moment, whoever has made it and may read it.
 *
 * @param kind what it is
 * @param id its ID
 * @param stat what IPC_STAT gives, by the names of C
 */
public record SysVFacts(SysVKind kind, int id, Map<String, Object> stat) {
  /** Name of the ID among what {@link SysVKind#statAny} gives. */
  public static final String ID = "id";

  /** All of the machine (of this IPC namespace), by kind and index. */
  public static List<SysVFacts> all(Sys sys) {
    List<SysVFacts> all = new ArrayList<>();
    for (SysVKind kind : SysVKind.values()) {
      int highest = kind.highest(sys);
      for (int index = 0; index <= highest; index++) {
        SysVFacts one = at(sys, kind, index);
        if (one != null) {
          all.add(one);
        }
      }
    }
    return all;
  }

  /** One by its ID, null where there is none. */
  public static SysVFacts of(Sys sys, SysVKind kind, int id) {
    try {
      return known(sys, kind, id);
    } catch (SysException removedOrNotReadable) {
      return null;
    }
  }

  /**
   * One by its ID, which this user need not be allowed to read.
   *
   * @throws SysException of IPC_STAT, where it is removed
   */
  public static SysVFacts known(Sys sys, SysVKind kind, int id) {
    // the kernel takes the index out of an ID itself: 15 bits, or 24 with ipcmni_extend; another
    // object may have come to it
    SysVFacts found = id < 0 ? null : at(sys, kind, id);
    return found != null && found.id == id ? found : new SysVFacts(kind, id, kind.stat(sys, id));
  }

  /** Whether there is any of a kind. */
  public static boolean isAny(Sys sys, SysVKind kind) {
    int highest = kind.highest(sys);
    return highest > 0 || highest == 0 && at(sys, kind, 0) != null;
  }

  /** The one at an index, null where there is none. */
  public static SysVFacts at(Sys sys, SysVKind kind, int index) {
    Map<String, Object> stat = kind.statAny(sys, index);
    if (stat == null) {
      return null;
    }
    int id = (Integer) stat.remove(ID);
    return new SysVFacts(kind, id, stat);
  }

  private int perm(String name) {
    return (Integer) ((Map<?, ?>) stat.get(kind.perm())).get(name);
  }

  /** A number of it by its name in C, 0 where it has none. */
  public long number(String name) {
    return stat.get(name) instanceof Number number ? number.longValue() : 0;
  }

  /** Its key, 0 for IPC_PRIVATE. */
  public int key() {
    return perm("__key");
  }

  /** The permissions, and of a segment SHM_DEST and SHM_LOCKED. */
  public int mode() {
    return perm("mode");
  }

  public int uid() {
    return perm("uid");
  }

  public int gid() {
    return perm("gid");
  }

  /** Who made it. */
  public int cuid() {
    return perm("cuid");
  }

  /** Whether it is a segment that goes with its last user. */
  public boolean isDestroyed() {
    return kind == SysVKind.SEGMENT && (mode() & SysVConstants.SHM_DEST) != 0;
  }

  /** When it was made or changed last, in seconds. */
  public long changed() {
    return number(
        switch (kind) {
          case QUEUE -> "msg_ctime";
          case SEMAPHORES -> "sem_ctime";
          case SEGMENT -> "shm_ctime";
        });
  }

  /**
   * Whether this is the same object as was seen before: an ID is used again, though seldom. What
   * can be changed (the owner, the time) does not tell; the key, who made it, and which process.
   */
  public boolean isSameAs(SysVFacts before) {
    return kind == before.kind
        && id == before.id
        && key() == before.key()
        && cuid() == before.cuid()
        && perm("cgid") == before.perm("cgid")
        && number("shm_cpid") == before.number("shm_cpid")
        && number("sem_nsems") == before.number("sem_nsems")
        && number("shm_segsz") == before.number("shm_segsz")
        && changed() >= before.changed();
  }
}
