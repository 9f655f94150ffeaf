package ipcsh.sys.abi;

/**
 * A lock requested with {@code fcntl(2)}: {@code struct flock}. Prints in a readable form.
 *
 * @param type F_RDLCK, F_WRLCK, F_UNLCK
 * @param whence the origin of the start: SEEK_SET, SEEK_CUR, SEEK_END
 * @param start the first byte
 * @param length the number of bytes; 0 for all bytes up to the end of the file, wherever that will
 *     be
 * @param pid the process ID of the holder, as returned by F_GETLK; -1 for a lock of an open file
 *     description
 */
public record RecordLock(int type, int whence, long start, long length, int pid) {
  public static final int STRUCT_SIZE = 32;
  public static final int L_TYPE = 0;
  public static final int L_WHENCE = 2;
  public static final int L_START = 8;
  public static final int L_LEN = 16;
  public static final int L_PID = 24;

  /** The family of the types. */
  public static final String TYPES = "F_RDLCK";

  /** Whether a command of fcntl takes a lock. */
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

  /** Whether a command of fcntl returns a lock. */
  public static boolean isQuery(int command) {
    return command == FileConstants.F_GETLK || command == FileConstants.F_OFD_GETLK;
  }

  /** Reads one from memory. */
  public static RecordLock read(NativeMemory flock) {
    return new RecordLock(
        flock.getShort(L_TYPE),
        flock.getShort(L_WHENCE),
        flock.getLong(L_START),
        flock.getLong(L_LEN),
        flock.getInt(L_PID));
  }

  /** Writes it to memory. */
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
