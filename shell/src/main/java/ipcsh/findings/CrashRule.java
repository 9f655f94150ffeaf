package ipcsh.findings;

import ipcsh.observe.ObservedSignal;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Processes killed by an access to memory, where the calls before tell why: a mapping whose object
 * has no size, the address -1 of a failed mapping, a pointer NULL right after a failed open.
 */
final class CrashRule implements FindingRule {
  private static final Pattern ADDRESS = Pattern.compile("si_addr=(NULL|0x[0-9a-f]+)");
  private static final long PAGE = 4096;
  private static final long NEAR_MINUS_ONE = -(1L << 20);

  @Override
  public void examine(DescriptorHistory run, Consumer<Finding> found) {
    for (ReviewedProcess process : run.processes()) {
      String signal = process.killedBy();
      if ("SIGSEGV".equals(signal) || "SIGBUS".equals(signal)) {
        for (ObservedSignal each : process.signals()) {
          ReviewedCall last = process.last(each.tid());
          if (each.name().equals(signal) && last != null) {
            examine(process, each, last, found);
          }
        }
      }
    }
  }

  private static void examine(
      ReviewedProcess process, ObservedSignal signal, ReviewedCall last, Consumer<Finding> found) {
    Matcher matcher = ADDRESS.matcher(signal.info());
    if (!matcher.find()) {
      return;
    }
    String text = matcher.group(1);
    long address = text.equals("NULL") ? 0 : Long.parseUnsignedLong(text.substring(2), 16);
    ReviewedCall mapping = null;
    for (ReviewedCall each : process.calls()) {
      if (each.name().equals("mmap")
          && each.gave(1)
          && each.result() <= address
          && address < each.result() + Math.max(PAGE, each.number(1))) {
        mapping = each;
      } else if (each.name().equals("mmap")
          && each.error() != null
          && address >= NEAR_MINUS_ONE
          && address < 0) {
        mapping = each;
      }
    }
    if (signal.name().equals("SIGBUS") && mapping != null) {
      found.accept(
          new Finding(
              "no size",
              mapping,
              "the program is killed by SIGBUS: the object is shorter than its mapping",
              "ftruncate() it to its size before mmap"));
    } else if (mapping != null && mapping.error() != null) {
      found.accept(
          new Finding(
              "unchecked result",
              mapping,
              "mmap failed, and the program uses its result MAP_FAILED: SIGSEGV at " + text,
              "compare the result with MAP_FAILED"));
    } else if (Long.compareUnsigned(address, PAGE) < 0 && last.error() != null && isOpen(last)) {
      found.accept(
          new Finding(
              "unchecked result",
              last,
              "nothing was opened, and the program is killed by SIGSEGV at " + text,
              "check the result of fopen, opendir, shm_open or sem_open"));
    }
  }

  private static boolean isOpen(ReviewedCall call) {
    return call.name().startsWith("open") || call.name().equals("mq_open");
  }
}
