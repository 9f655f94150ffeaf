package ipcsh.inspect;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.TreeMap;

/**
 * The names of a program's global and static variables, from the symbol table of its file ({@code
 * elf(5)}); empty if it was stripped.
 */
final class ProgramSymbols {
  private static final int MAGIC = 0x464c457f;
  private static final int HEADER = 64;
  private static final int TYPE = 16;
  private static final int IS_RELOCATED = 3;
  private static final int SECTIONS_AT = 40;
  private static final int SECTION_SIZE = 58;
  private static final int SECTION_COUNT = 60;

  /** The fields of a section header. */
  private static final int KIND = 4;

  private static final int OFFSET = 24;
  private static final int SIZE = 32;
  private static final int LINK = 40;
  private static final int SYMBOL_TABLE = 2;

  /** A symbol: its name, its type, its address, its size. */
  private static final int SYMBOL = 24;

  private static final int INFO = 4;
  private static final int VALUE = 8;
  private static final int LENGTH = 16;
  private static final int VARIABLE = 1;

  /** Larger tables are not read. */
  private static final long MOST = 32 << 20;

  private record Variable(String name, long size) {}

  private final TreeMap<Long, Variable> variables = new TreeMap<>();
  private boolean isRelocated;

  /** Reads the table of a file. */
  static ProgramSymbols of(String file) {
    ProgramSymbols found = new ProgramSymbols();
    try (RandomAccessFile in = new RandomAccessFile(file, "r")) {
      found.read(in);
    } catch (IOException | RuntimeException notReadable) {
      // then no name is known
    }
    return found;
  }

  private static ByteBuffer part(RandomAccessFile in, long offset, long size) throws IOException {
    if (size < 0 || size > MOST) {
      throw new IOException("too large");
    }
    byte[] bytes = new byte[(int) size];
    in.seek(offset);
    in.readFully(bytes);
    return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
  }

  private void read(RandomAccessFile in) throws IOException {
    ByteBuffer header = part(in, 0, HEADER);
    if (header.getInt(0) != MAGIC) {
      return;
    }
    isRelocated = header.getShort(TYPE) == IS_RELOCATED;
    int each = header.getShort(SECTION_SIZE);
    int count = header.getShort(SECTION_COUNT);
    ByteBuffer sections = part(in, header.getLong(SECTIONS_AT), (long) each * count);
    for (int i = 0; i < count; i++) {
      if (sections.getInt(i * each + KIND) == SYMBOL_TABLE) {
        int names = sections.getInt(i * each + LINK) * each;
        addAll(
            part(in, sections.getLong(i * each + OFFSET), sections.getLong(i * each + SIZE)),
            part(in, sections.getLong(names + OFFSET), sections.getLong(names + SIZE)));
      }
    }
  }

  private void addAll(ByteBuffer symbols, ByteBuffer names) {
    for (int at = 0; at + SYMBOL <= symbols.limit(); at += SYMBOL) {
      long size = symbols.getLong(at + LENGTH);
      if ((symbols.get(at + INFO) & 0xf) == VARIABLE && size > 0) {
        variables.put(
            symbols.getLong(at + VALUE), new Variable(name(names, symbols.getInt(at)), size));
      }
    }
  }

  private static String name(ByteBuffer names, int start) {
    StringBuilder name = new StringBuilder();
    for (int i = start; names.get(i) != 0; i++) {
      name.append((char) (names.get(i) & 0xff));
    }
    // the compiler numbers static variables of functions
    return name.toString().replaceFirst("\\.\\d+$", "");
  }

  /**
   * The name of an object, {@code lock}, {@code locks[1]}, {@code shop+64}; null if it has none.
   *
   * @param address its address in the process
   * @param start where the file is mapped in the process
   * @param size its size, by which it is recognized in an array
   */
  String name(long address, long start, int size) {
    long value = isRelocated ? address - start : address;
    Map.Entry<Long, Variable> below = variables.floorEntry(value);
    long inside = below == null ? -1 : value - below.getKey();
    if (inside < 0 || inside >= below.getValue().size) {
      return null;
    }
    String name = below.getValue().name;
    boolean isArray = below.getValue().size % size == 0 && below.getValue().size > size;
    return isArray && inside % size == 0
        ? name + "[" + inside / size + "]"
        : inside == 0 ? name : name + "+" + inside;
  }
}
