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
    return FileMode.type(status.mode());
  }

  /** The permission bits. */
  public int getMode() {
    return status.mode() & ~FileConstants.S_IFMT;
  }

  /** The same in letters, {@code rw-r--r--}. */
  public String getPerms() {
    return FileMode.permissions(status.mode());
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
