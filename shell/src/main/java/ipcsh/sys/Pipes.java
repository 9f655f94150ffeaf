package ipcsh.sys;

/** Pipes and FIFOs: {@code pipe(7)}, {@code fifo(7)}. */
public final class Pipes extends Functions {
  private static final int AT_FDCWD = -100;

  private static final Fn PIPE2 = Fn.of("pipe2", "outpair O_").as("pipe");
  private static final Fn MKNODAT = Fn.of("mknodat", "dirfd path nodemode").as("mkfifo");

  Pipes(Door door) {
    super(door);
  }

  /** {@code pipe2(2)}: the read end, the write end. */
  public int[] pipe(int flags) {
    Mem pair = fresh().take(8);
    if (door.call(PIPE2, pair.address(), flags, 0, 0, 0, 0) == -1) {
      throw failure("pipe", openFlags(flags));
    }
    return new int[] {pair.getInt(0), pair.getInt(4)};
  }

  /** {@code mkfifo(3)}. */
  public int mkfifo(String path, int mode) {
    Mem name = fresh().string(path);
    long result =
        door.call(MKNODAT, AT_FDCWD, name.address(), FileConstants.S_IFIFO | mode, 0, 0, 0);
    return check(result, "mkfifo", path, Octal.of(mode));
  }
}
