package ipcsh.language;

import ipcsh.handle.CheckedFile;
import ipcsh.handle.CompiledClass;
import ipcsh.handle.CompiledEntry;
import ipcsh.handle.TextBasis;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * The classes of scripts that were compiled before, in files of a directory: a script that is run
 * again need not be compiled, and Groovy's compiler need not be loaded.
 *
 * <p>What a text compiles to depends on the text, on the names that have a value before, and on the
 * program: its jar, its plugins and the version of Java. An entry holds all of these, and is used
 * only if each is as it was; one that is damaged is as if it were missing. It also has the entries
 * that the script's roles ran, which are compiled here: a role neither reads nor writes a file.
 * Only the user can read an entry, since a script may contain a secret. Files are opened only
 * before the script runs.
 */
public final class CompiledTexts {
  private static final int FORMAT = 0x69706302;

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

  /**
   * What is known of a script.
   *
   * @param classes its classes, in the order of their definition
   * @param ofRoles the entries that its roles ran
   */
  record Known(List<CompiledClass> classes, Map<RoleTexts.Asked, CompiledEntry> ofRoles) {}

  /** Whether there is an entry for a text that is run as the first of its session. */
  public boolean has(String text, Collection<String> assigned) {
    return load(text, assigned) != null;
  }

  /** The classes of a text; null if they are not known. */
  Known load(String text, Collection<String> assigned) {
    byte[] key = key(text, assigned);
    byte[] entry = CheckedFile.read(file(key));
    if (entry == null) {
      return null;
    }
    try {
      DataInputStream in = new DataInputStream(new ByteArrayInputStream(entry));
      return in.readInt() == FORMAT && Arrays.equals(bytes(in), key) ? known(in) : null;
    } catch (IOException | IllegalArgumentException unusable) {
      return null;
    }
  }

  private static Known known(DataInputStream in) throws IOException {
    List<CompiledClass> classes = classes(in);
    Map<RoleTexts.Asked, CompiledEntry> ofRoles = new HashMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      String text = text(in);
      TextBasis basis = new TextBasis(text(in), text(in), names(in));
      ofRoles.put(new RoleTexts.Asked(text, basis), new CompiledEntry(basis, classes(in)));
    }
    return new Known(classes, ofRoles);
  }

  private static List<CompiledClass> classes(DataInputStream in) throws IOException {
    List<CompiledClass> classes = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      classes.add(new CompiledClass(text(in), bytes(in)));
    }
    return classes;
  }

  private static Set<String> names(DataInputStream in) throws IOException {
    Set<String> names = new HashSet<>();
    for (int left = in.readInt(); left > 0; left--) {
      names.add(text(in));
    }
    return names;
  }

  private static String text(DataInputStream in) throws IOException {
    return new String(bytes(in), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > in.available()) {
      throw new IOException("damaged");
    }
    return in.readNBytes(length);
  }

  /** Keeps the classes of a text; does nothing if that is impossible. */
  void save(String text, Collection<String> assigned, Known known) {
    if (text.length() > LONGEST) {
      return;
    }
    byte[] key = key(text, assigned);
    try {
      if (CheckedFile.write(file(key), entry(key, known))) {
        removeOld();
      }
    } catch (IOException | RuntimeException noPlace) {
      // it will be compiled again
    }
  }

  /** Keeps an entry, finds it and removes it: what a start-up cache should know. */
  public void rehearse() {
    Known one = new Known(List.of(new CompiledClass("Script1", new byte[1])), Map.of());
    save("", List.of(), one);
    if (has("", List.of())) {
      CheckedFile.remove(file(key("", List.of())));
      CheckedFile.remove(directory);
    }
  }

  private static byte[] entry(byte[] key, Known known) throws IOException {
    ByteArrayOutputStream entry = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(entry);
    out.writeInt(FORMAT);
    write(out, key);
    write(out, known.classes());
    out.writeInt(known.ofRoles().size());
    for (Map.Entry<RoleTexts.Asked, CompiledEntry> each : known.ofRoles().entrySet()) {
      TextBasis basis = each.getKey().basis();
      write(out, each.getKey().text());
      write(out, basis.program());
      write(out, basis.className());
      out.writeInt(basis.names().size());
      for (String name : basis.names()) {
        write(out, name);
      }
      write(out, each.getValue().classes());
    }
    return entry.toByteArray();
  }

  private static void write(DataOutputStream out, List<CompiledClass> classes) throws IOException {
    out.writeInt(classes.size());
    for (CompiledClass each : classes) {
      write(out, each.name());
      write(out, each.bytes());
    }
  }

  private static void write(DataOutputStream out, String text) throws IOException {
    write(out, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void write(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
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
          .forEach(CheckedFile::remove);
    }
  }

  private static FileTime time(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException removed) {
      return FileTime.fromMillis(0);
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
