package ipcsh.inspect;

/**
 * A System V object, {@code sysvipc(7)}. Nothing of it is open: a process knows its ID, or has
 * attached it.
 *
 * @param id its kind and ID
 * @param sysV what it is
 * @param number its ID
 * @param key as ipcs(1) has it
 * @param owner the user to whom it belongs
 * @param perms the permissions in letters
 * @param state what it holds, in words
 * @param bytes of a queue how many bytes are in it, otherwise null
 * @param room of a queue how many may be, otherwise null
 * @param users who used it last, in words
 */
public record IpcObject(
    String id,
    SysVKind sysV,
    int number,
    String key,
    String owner,
    String perms,
    String state,
    Long bytes,
    Long room,
    String users)
    implements KernelObject {
  /** In place of the access mode: the process knows the ID, and has nothing attached. */
  public static final int KNOWN = -1;

  private static final int BELOW = -2;

  /** The bits of an ID that are the index, with ipcmni_extend; without it they are fewer. */
  private static final int INDEX = 0xffffff;

  /** The ID of an object of this kind. */
  public static String id(SysVKind kind, int id) {
    return kind + " " + id;
  }

  /**
   * The number that stands for an object in the row of a process: below that of any descriptor, and
   * below -1.
   */
  public static int row(SysVKind kind, int id) {
    return BELOW - (SysVKind.values().length * (id & INDEX) + kind.ordinal());
  }

  /** What kind of object such a number stands for. */
  public static SysVKind kind(int row) {
    return SysVKind.values()[(BELOW - row) % SysVKind.values().length];
  }

  /** Its index, for {@link SysVFacts#at}. */
  public static int index(int row) {
    return (BELOW - row) / SysVKind.values().length;
  }

  /** The number that stands for the object on which a call waits; null if it is another call. */
  public static Integer waitedFor(String call, int id) {
    return switch (call) {
      case "msgsnd", "msgrcv" -> row(SysVKind.QUEUE, id);
      case "semop", "semtimedop" -> row(SysVKind.SEMAPHORES, id);
      default -> null;
    };
  }

  @Override
  public String kind() {
    return sysV.toString();
  }
}
