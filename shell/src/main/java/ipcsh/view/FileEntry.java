package ipcsh.view;

import ipcsh.handle.Properties;
import ipcsh.sys.abi.FileConstants;
import ipcsh.sys.abi.FileStatus;
import ipcsh.sys.text.EscapedText;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A directory entry and its file, without following symbolic links: the information of {@code ls
 * -l}. See {@code inode(7)}.
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

  /** The name, without the directory. */
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

  /** The same as text, {@code rw-r--r--}. */
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

  /** The number of hard links. */
  public int getNlink() {
    return status.links();
  }

  /** The user ID of the owner. */
  public int getUid() {
    return status.uid();
  }

  /** The group ID. */
  public int getGid() {
    return status.gid();
  }

  /** The size in bytes. */
  public long getSize() {
    return status.size();
  }

  /** The inode number. */
  public long getIno() {
    return status.inode();
  }

  /** The last modification of the contents. */
  public Instant getMtime() {
    long second = 1_000_000_000L;
    return Instant.ofEpochSecond(
        Math.floorDiv(status.modified(), second), Math.floorMod(status.modified(), second));
  }

  /** The target of a symbolic link; null for other files. */
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
