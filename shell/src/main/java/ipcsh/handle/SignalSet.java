package ipcsh.handle;

import ipcsh.sys.abi.SignalNames;
import java.util.AbstractList;
import java.util.List;

/** Signals: a list of their numbers that prints their names. */
public final class SignalSet extends AbstractList<Integer> implements SelfPrinting {
  private final List<Integer> signals;

  /** Those of a set, bit 0 for signal 1. */
  public SignalSet(long set) {
    signals = SignalNames.in(set);
  }

  @Override
  public Integer get(int index) {
    return signals.get(index);
  }

  @Override
  public int size() {
    return signals.size();
  }

  @Override
  public String toString() {
    return signals.stream().map(SignalNames::of).toList().toString();
  }
}
