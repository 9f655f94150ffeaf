package ipcsh.language;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.codehaus.groovy.tools.GroovyClass;

/**
 * The classes of scripts that were compiled before, in files of a directory: a script that is run
 * again need not be compiled, and Groovy's compiler need not be loaded.
 *
 * <p>What a text compiles to depends on the text, on the names that have a value before, and on the
 * program: its jar, its plugins and the version of Java. An entry holds all of these, and is used
 * only if each is as it was; one that is damaged is as if it were missing. Only the user can read
 * an entry, since a script may contain a secret. Files are opened only before the script runs.
 */
public final class CompiledTexts {
  private static final int FORMAT = 0x69706301;

  /** More entries are not kept: the oldest half is removed. */
  private static final int MOST = 200;

  /** Longer texts are compiled each time; characters. */
  private static final int LONGEST = 1 << 20;

  private static final String ENDING = ".compiled";

  private final Path directory;
  private final String program;

  /**
   * Entries in this directory, which need not exist.
   *
   * @param program what identifies the program with its plugins and its Java
   */
  public CompiledTexts(Path directory, String program) {
    this.directory = directory;
    this.program = program;
  }

  /** A class by name. */
  record Compiled(String name, byte[] bytes) {}

  /** Whether there is an entry for a text that is run as the first of its session. */
  public boolean has(String text, Collection<String> assigned) {
    return load(text, assigned) != null;
  }

  /** The classes of a text, in the order of their definition; null if they are not known. */
  List<Compiled> load(String text, Collection<String> assigned) {
    byte[] key = key(text, assigned);
    try {
      byte[] entry = Files.readAllBytes(file(key));
      int body = entry.length - Long.BYTES;
      CRC32 sum = new CRC32();
      sum.update(entry, 0, Math.max(body, 0));
      DataInputStream end = new DataInputStream(new ByteArrayInputStream(entry));
      end.skipBytes(body);
      if (body < 0 || end.readLong() != sum.getValue()) {
        return null;
      }
      DataInputStream in = new DataInputStream(new ByteArrayInputStream(entry));
      return in.readInt() == FORMAT && Arrays.equals(bytes(in), key) ? classes(in) : null;
    } catch (IOException | IllegalArgumentException unusable) {
      return null;
    }
  }

  private static List<Compiled> classes(DataInputStream in) throws IOException {
    List<Compiled> classes = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      classes.add(new Compiled(in.readUTF(), bytes(in)));
    }
    return classes;
  }

  private static byte[] bytes(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > in.available()) {
      throw new IOException("damaged");
    }
    return in.readNBytes(length);
  }

  /** Keeps the classes of a text; does nothing if that is impossible. */
  void save(String text, Collection<String> assigned, List<GroovyClass> classes) {
    if (text.length() > LONGEST) {
      return;
    }
    Path made = null;
    try {
      byte[] key = key(text, assigned);
      byte[] entry = entry(key, classes);
      Files.createDirectories(directory, readable("rwx------"));
      // not createTempFile: its random numbers would keep a descriptor open
      made = directory.resolve(ProcessHandle.current().pid() + "." + System.nanoTime());
      Files.createFile(made, readable("rw-------"));
      Files.write(made, entry);
      Files.move(made, file(key), StandardCopyOption.ATOMIC_MOVE);
      removeOld();
    } catch (IOException | RuntimeException noPlace) {
      remove(made);
    }
  }

  private static FileAttribute<?> readable(String permissions) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
  }

  private static byte[] entry(byte[] key, List<GroovyClass> classes) throws IOException {
    ByteArrayOutputStream entry = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(entry);
    out.writeInt(FORMAT);
    out.writeInt(key.length);
    out.write(key);
    out.writeInt(classes.size());
    for (GroovyClass each : classes) {
      out.writeUTF(each.getName());
      out.writeInt(each.getBytes().length);
      out.write(each.getBytes());
    }
    CRC32 sum = new CRC32();
    sum.update(entry.toByteArray());
    out.writeLong(sum.getValue());
    return entry.toByteArray();
  }

  private void removeOld() throws IOException {
    List<Path> entries;
    try (Stream<Path> files = Files.list(directory)) {
      entries = files.toList();
    }
    if (entries.size() > MOST) {
      entries.stream()
          .sorted(Comparator.comparing(CompiledTexts::time))
          .limit(entries.size() / 2)
          .forEach(CompiledTexts::remove);
    }
  }

  private static FileTime time(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException removed) {
      return FileTime.fromMillis(0);
    }
  }

  private static void remove(Path file) {
    try {
      if (file != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException another) {
      // removed by another shell, or not ours
    }
  }

  private byte[] key(String text, Collection<String> assigned) {
    String names = String.join(" ", new TreeSet<>(assigned));
    return String.join("\n", program, names, text).getBytes(StandardCharsets.UTF_8);
  }

  /** Texts whose file has the same name replace each other: the key is compared. */
  private Path file(byte[] key) {
    CRC32 sum = new CRC32();
    sum.update(key);
    return directory.resolve(
        Integer.toHexString(Arrays.hashCode(key)) + Long.toHexString(sum.getValue()) + ENDING);
  }
}
