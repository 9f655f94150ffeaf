package ipcsh.view;

import ipcsh.handle.LocalClock;
import ipcsh.handle.Properties;
import ipcsh.sys.abi.FileAttributes;
import ipcsh.sys.abi.FileConstants;
import ipcsh.sys.text.Counted;
import ipcsh.sys.text.Octal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The result of {@code stat(2)}. Prints on one line: {@code socket 0755 rwxr-xr-x uid 0 gid 0 0
 * bytes ino 4711 2026-11-29 10:15}.
 */
public final class Stat implements Properties {

  private final FileAttributes attributes;

  public Stat(FileAttributes attributes) {
    this.attributes = attributes;
  }

  /** {@code socket}, {@code fifo}, {@code file}, {@code dir}, {@code symlink}, {@code anon}, ... */
  public String getType() {
    return FileMode.type(attributes.mode());
  }

  /** The permission bits. */
  public int getMode() {
    return attributes.mode() & ~FileConstants.S_IFMT;
  }

  /** The same in letters, {@code rw-r--r--}. */
  public String getPerms() {
    return FileMode.permissions(attributes.mode());
  }

  /** To whom it belongs. */
  public int getUid() {
    return attributes.uid();
  }

  /** The group to which it belongs. */
  public int getGid() {
    return attributes.gid();
  }

  /** In bytes. */
  public Number getSize() {
    return narrowed(attributes.size());
  }

  /** The number of its inode. */
  public Number getIno() {
    return narrowed(attributes.ino());
  }

  /** The device number of its file system, {@code st_dev}. */
  public Number getDev() {
    return narrowed(attributes.dev());
  }

  /** How many names it has. */
  public Number getNlink() {
    return narrowed(attributes.links());
  }

  /** An int where it is one, as a literal of the language is. */
  private static Number narrowed(long value) {
    return value == (int) value ? (Number) (int) value : (Number) value;
  }

  /** When what is in it was changed last. */
  public Instant getMtime() {
    return Instant.ofEpochSecond(attributes.seconds(), attributes.nanos());
  }

  @Override
  public Map<String, Object> properties() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("type", getType());
    all.put("mode", getMode());
    all.put("perms", getPerms());
    all.put("uid", getUid());
    all.put("gid", getGid());
    all.put("size", getSize());
    all.put("ino", getIno());
    all.put("dev", getDev());
    all.put("nlink", getNlink());
    all.put("mtime", getMtime().toString());
    return all;
  }

  @Override
  public String toString() {
    long links = attributes.links();
    return getType()
        + "  "
        + Octal.of(getMode())
        + " "
        + getPerms()
        + "  uid "
        + getUid()
        + " gid "
        + getGid()
        + "  "
        + Counted.of(attributes.size(), "byte")
        + "  ino "
        + attributes.ino()
        + (links > 1 && !getType().equals("dir") ? "  " + links + " links" : "")
        + "  "
        + LocalClock.dateAndTime(getMtime());
  }
}
