package ipcsh.repl;

import ipcsh.handle.CheckedFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jline.utils.InfoCmp.Capability;

/**
 * What a terminal type can do (terminfo(5)), as JLine has parsed it, in a file next to the start-up
 * cache: the parsing takes a third of the time until the first prompt. A file belongs to one build
 * and one Java, as the cache does.
 *
 * @param flags the boolean capabilities
 * @param numbers the numeric ones
 * @param strings the strings
 */
record KeptCapabilities(
    Set<Capability> flags, Map<Capability, Integer> numbers, Map<Capability, String> strings) {
  private static final int FORMAT = 0x69706303;

  /** The file of a type whose name is a valid file name. */
  static Path file(Path directory, String type) {
    return directory.resolve("terminal-" + type);
  }

  /** What a file holds; null if there is none, or it is damaged. */
  static KeptCapabilities read(Path file) {
    byte[] content = CheckedFile.read(file);
    try {
      return content == null ? null : parse(content);
    } catch (IOException | IndexOutOfBoundsException unusable) {
      return null;
    }
  }

  private static KeptCapabilities parse(byte[] content) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(content));
    Capability[] known = Capability.values();
    if (in.readInt() != FORMAT || in.readInt() != known.length) {
      return null;
    }
    KeptCapabilities read = new KeptCapabilities(new HashSet<>(), new HashMap<>(), new HashMap<>());
    for (int left = in.readInt(); left > 0; left--) {
      read.flags.add(known[in.readShort()]);
    }
    for (int left = in.readInt(); left > 0; left--) {
      read.numbers.put(known[in.readShort()], in.readInt());
    }
    for (int left = in.readInt(); left > 0; left--) {
      read.strings.put(known[in.readShort()], in.readUTF());
    }
    return read;
  }

  /** Writes a file; does nothing if that is impossible. */
  void write(Path file) {
    try {
      CheckedFile.write(file, bytes());
    } catch (IOException noPlace) {
      // they will be parsed again
    }
  }

  private byte[] bytes() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(FORMAT);
    out.writeInt(Capability.values().length);
    out.writeInt(flags.size());
    for (Capability flag : flags) {
      out.writeShort(flag.ordinal());
    }
    out.writeInt(numbers.size());
    for (Map.Entry<Capability, Integer> number : numbers.entrySet()) {
      out.writeShort(number.getKey().ordinal());
      out.writeInt(number.getValue());
    }
    out.writeInt(strings.size());
    for (Map.Entry<Capability, String> string : strings.entrySet()) {
      out.writeShort(string.getKey().ordinal());
      out.writeUTF(string.getValue());
    }
    return bytes.toByteArray();
  }
}
