package ipcsh.view;

import ipcsh.sys.abi.FileConstants;

/** The mode of a file as text: its type, and its permissions as in {@code ls -l}. */
final class FileMode {
  private static final String LETTERS = "rwxrwxrwx";
  private static final int SET_UID = 04000;
  private static final int SET_GID = 02000;
  private static final int STICKY = 01000;

  private FileMode() {}

  /**
   * {@code socket}, {@code fifo}, {@code file}, {@code dir}, {@code symlink}, {@code char}, {@code
   * block}; {@code anon} for an anonymous inode, as of an eventfd or an epoll instance.
   */
  static String type(int mode) {
    return switch (mode & FileConstants.S_IFMT) {
      case FileConstants.S_IFSOCK -> "socket";
      case FileConstants.S_IFIFO -> "fifo";
      case FileConstants.S_IFDIR -> "dir";
      case FileConstants.S_IFLNK -> "symlink";
      case FileConstants.S_IFCHR -> "char";
      case FileConstants.S_IFBLK -> "block";
      case 0 -> "anon";
      default -> "file";
    };
  }

  /** The permissions as text, {@code rw-r--r--}. */
  static String permissions(int mode) {
    StringBuilder letters = new StringBuilder(LETTERS);
    for (int i = 0; i < LETTERS.length(); i++) {
      if ((mode & 0400 >> i) == 0) {
        letters.setCharAt(i, '-');
      }
    }
    special(letters, 2, mode & SET_UID, 's');
    special(letters, 5, mode & SET_GID, 's');
    special(letters, 8, mode & STICKY, 't');
    return letters.toString();
  }

  private static void special(StringBuilder letters, int place, int bit, char letter) {
    if (bit != 0) {
      boolean runs = letters.charAt(place) == 'x';
      letters.setCharAt(place, runs ? letter : Character.toUpperCase(letter));
    }
  }
}
