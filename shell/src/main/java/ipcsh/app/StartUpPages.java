package ipcsh.app;

import ipcsh.command.Context;
import ipcsh.sys.abi.Libc;
import java.io.BufferedReader;
import java.io.FileReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Gives back the pages that the start has read: those of the start-up cache and of Java's own
 * library that are mapped only for reading. The kernel keeps them in its cache, where all shells
 * share them, and maps what is needed again, sixteen at a time, in a microsecond.
 */
final class StartUpPages {
  /** How long it waits for the start to be over, in milliseconds; a short script ends before. */
  private static final int WHILE = 1000;

  private static final String MAPPINGS = "/proc/self/maps";

  /** Eight bytes for each page; in the last of them is whether its content is that of a file. */
  private static final String PAGES = "/proc/self/pagemap";

  private static final int PRESENT_OR_SWAPPED = 0xC0;

  private static final int OF_FILE = 0x20;

  private static final List<String> FILES = List.of("/libjvm.so", ".jsa", ".aot");
  private static final List<String> READ_ONLY = List.of("r--p", "r-xp");

  private static final int HEXADECIMAL = 16;

  private static final int MADV_DONTNEED = 4;

  private StartUpPages() {}

  /** A range of addresses. */
  record Range(long begin, long end) {
    long size() {
      return end - begin;
    }
  }

  /** Does so once, soon. */
  static void giveBackSoon(Context context) {
    Thread later =
        new Thread(
            () -> {
              try {
                Thread.sleep(WHILE);
                // its descriptor must not be one of the session's
                context
                    .unshared()
                    .look(
                        () -> {
                          giveBack();
                          return null;
                        });
              } catch (InterruptedException itEndsJustNow) {
                Thread.currentThread().interrupt();
              } catch (RuntimeException cannotBeTold) {
                // a kernel without /proc/self/pagemap: then they stay
              }
            },
            "start-up pages");
    later.setDaemon(true);
    later.start();
  }

  /** Gives them back now. */
  static void giveBack() throws IOException {
    long madvise = Libc.symbol("madvise");
    try (BufferedReader maps =
            new BufferedReader(new FileReader(MAPPINGS, StandardCharsets.ISO_8859_1));
        RandomAccessFile pages = new RandomAccessFile(PAGES, "r")) {
      for (Range range : in(maps)) {
        if (isOfFile(pages, range)) {
          // a refusal, for example because the session has locked its memory, changes nothing
          Libc.invoke(madvise, range.begin(), range.size(), MADV_DONTNEED, 0, 0, 0);
        }
      }
    }
  }

  /** The mappings of those files that cannot be written to. */
  static List<Range> in(BufferedReader maps) throws IOException {
    List<Range> ranges = new ArrayList<>();
    for (String line = maps.readLine(); line != null; line = maps.readLine()) {
      int dash = line.indexOf('-');
      int space = line.indexOf(' ');
      if (READ_ONLY.contains(line.substring(space + 1, line.indexOf(' ', space + 1)))
          && isReadAtTheStart(line)) {
        ranges.add(
            new Range(number(line.substring(0, dash)), number(line.substring(dash + 1, space))));
      }
    }
    return ranges;
  }

  private static boolean isReadAtTheStart(String line) {
    for (String file : FILES) {
      if (line.endsWith(file)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether all its pages are those of the file. Not so in a cache that could not be mapped where
   * it was made for, and in a part of a library that is linked at the start: they were changed
   * before they were made read-only, and what was changed would be lost.
   */
  static boolean isOfFile(RandomAccessFile pages, Range range) throws IOException {
    long page = Libc.invoke(Libc.symbol("getpagesize"), 0, 0, 0, 0, 0, 0);
    byte[] each = new byte[(int) (range.size() / page * Long.BYTES)];
    pages.seek(range.begin() / page * Long.BYTES);
    pages.readFully(each);
    for (int last = Long.BYTES - 1; last < each.length; last += Long.BYTES) {
      if ((each[last] & PRESENT_OR_SWAPPED) != 0 && (each[last] & OF_FILE) == 0) {
        return false;
      }
    }
    return true;
  }

  private static long number(String digits) {
    return Long.parseUnsignedLong(digits, HEXADECIMAL);
  }
}
