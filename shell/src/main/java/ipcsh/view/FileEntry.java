package ipcsh.view;

import ipcsh.handle.Properties;
import ipcsh.sys.abi.FileConstants;
import ipcsh.sys.abi.FileStatus;
import ipcsh.sys.text.EscapedText;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A directory entry and its file, with symbolic links not followed: what {@code ls -l} tells. See
 * {@code inode(7)}.
 */
public final class FileEntry implements Properties {
  private static final String LETTERS = "rwxrwxrwx";
  private static final int SET_UID = 04000;
  private static final int SET_GID = 02000;
  private static final int STICKY = 01000;

  private final String name;
  private final FileStatus status;
  private final String target;

  public FileEntry(String name, FileStatus status, String target) {
    this.name = name;
    this.status = status;
    this.target = target;
  }

  /** The name, without the folder. */
  public String getName() {
    return name;
  }

  /** {@code socket}, {@code fifo}, {@code file}, {@code dir}, {@code symlink}, a device's kind. */
  public String getType() {
    return switch (status.type()) {
      case FileConstants.S_IFSOCK -> "socket";
      case FileConstants.S_IFIFO -> "fifo";
      case FileConstants.S_IFDIR -> "dir";
      case FileConstants.S_IFLNK -> "symlink";
      case FileConstants.S_IFCHR -> "char";
      case FileConstants.S_IFBLK -> "block";
      default -> "file";
    };
  }

  /** The permission bits. */
  public int getMode() {
    return status.mode() & ~FileConstants.S_IFMT;
  }

  /** The same in letters, {@code rw-r--r--}. */
  public String getPerms() {
    int mode = getMode();
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

  /** How many names it has. */
  public int getNlink() {
    return status.links();
  }

  /** To whom it belongs. */
  public int getUid() {
    return status.uid();
  }

  /** The group to which it belongs. */
  public int getGid() {
    return status.gid();
  }

  /** In bytes. */
  public long getSize() {
    return status.size();
  }

  /** The number of its inode. */
  public long getIno() {
    return status.inode();
  }

  /** When what is in it was changed last. */
  public Instant getMtime() {
    long second = 1_000_000_000L;
    return Instant.ofEpochSecond(
        Math.floorDiv(status.modified(), second), Math.floorMod(status.modified(), second));
  }

  /** Where a symbolic link points; null for what is none. */
  public String getTarget() {
    return target;
  }

  @Override
  public Map<String, Object> properties() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("name", name);
    all.put("type", getType());
    all.put("perms", getPerms());
    all.put("nlink", getNlink());
    all.put("uid", getUid());
    all.put("gid", getGid());
    all.put("size", getSize());
    all.put("mtime", getMtime().toString());
    if (target != null) {
      all.put("target", target);
    }
    return all;
  }

  @Override
  public String toString() {
    return EscapedText.word(name);
  }
}
