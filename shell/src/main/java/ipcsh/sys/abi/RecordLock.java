package ipcsh.sys.abi;

/**
 * A lock that a call of {@code fcntl(2)} asks for: {@code struct flock}. Prints as people write it.
 *
 * @param type F_RDLCK, F_WRLCK, F_UNLCK
 * @param whence what the start counts from: SEEK_SET, SEEK_CUR, SEEK_END
 * @param start the first byte
 * @param length how many bytes; 0 for all to the end of the file, wherever that will be
 * @param pid who has it, as F_GETLK says; -1 of a lock of an open file description
 */
public record RecordLock(int type, int whence, long start, long length, int pid) {
  public static final int STRUCT_SIZE = 32;
  public static final int L_TYPE = 0;
  public static final int L_WHENCE = 2;
  public static final int L_START = 8;
  public static final int L_LEN = 16;
  public static final int L_PID = 24;

  /** The constants that the types are, as a family. */
  public static final String TYPES = "F_RDLCK";

  /** Whether a command of fcntl takes one. */
  public static boolean isTakenBy(int command) {
    return switch (command) {
      case FileConstants.F_GETLK,
          FileConstants.F_SETLK,
          FileConstants.F_SETLKW,
          FileConstants.F_OFD_GETLK,
          FileConstants.F_OFD_SETLK,
          FileConstants.F_OFD_SETLKW ->
          true;
      default -> false;
    };
  }

  /** Whether a command of fcntl tells of one. */
  public static boolean isToldBy(int command) {
    return command == FileConstants.F_GETLK || command == FileConstants.F_OFD_GETLK;
  }

  /** The one that is in memory. */
  public static RecordLock read(NativeMemory flock) {
    return new RecordLock(
        flock.getShort(L_TYPE),
        flock.getShort(L_WHENCE),
        flock.getLong(L_START),
        flock.getLong(L_LEN),
        flock.getInt(L_PID));
  }

  /** Puts it into memory. */
  public void write(NativeMemory flock) {
    flock
        .putShort(L_TYPE, type)
        .putShort(L_WHENCE, whence)
        .putLong(L_START, start)
        .putLong(L_LEN, length)
        .putInt(L_PID, pid);
  }

  @Override
  public String toString() {
    return "["
        + CallText.constant(TYPES, type)
        + (whence == FileConstants.SEEK_SET ? "" : ", " + CallText.constant("SEEK_", whence))
        + (start == 0 ? "" : ", start: " + start)
        + (length == 0 ? "" : ", len: " + length)
        + "]";
  }
}
