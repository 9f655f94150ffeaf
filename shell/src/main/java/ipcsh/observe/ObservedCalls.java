package ipcsh.observe;

import ipcsh.handle.SelfPrinting;
import java.util.AbstractList;
import java.util.List;

/**
 * Calls, which print as {@code strace -f} prints them, with the thread before each if there are
 * several.
 */
public final class ObservedCalls extends AbstractList<ObservedCall> implements SelfPrinting {
  /** How many are printed: the last ones. */
  private static final int MOST = 2000;

  private final List<ObservedCall> calls;

  /** These calls. */
  public ObservedCalls(List<ObservedCall> calls) {
    this.calls = List.copyOf(calls);
  }

  @Override
  public ObservedCall get(int index) {
    return calls.get(index);
  }

  @Override
  public int size() {
    return calls.size();
  }

  @Override
  public String toString() {
    if (calls.isEmpty()) {
      return "no calls";
    }
    boolean isOne = calls.stream().mapToInt(ObservedCall::tid).distinct().limit(2).count() == 1;
    StringBuilder text = new StringBuilder();
    int from = Math.max(0, calls.size() - MOST);
    if (from > 0) {
      text.append("... ").append(from).append(" earlier calls, .take(100) has the first\n");
    }
    for (ObservedCall call : calls.subList(from, calls.size())) {
      if (!isOne) {
        text.append("[pid ").append(call.tid()).append("] ");
      }
      text.append(call.line()).append('\n');
    }
    text.setLength(text.length() - 1);
    return text.toString();
  }
}
