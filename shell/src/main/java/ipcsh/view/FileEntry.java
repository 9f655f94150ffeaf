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
    return FileMode.type(status.mode());
  }

  /** The permission bits. */
  public int getMode() {
    return status.mode() & ~FileConstants.S_IFMT;
  }

  /** The same as text, {@code rw-r--r--}. */
  public String getPerms() {
    return FileMode.permissions(status.mode());
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
