package ipcsh.inspect;

import java.util.List;

/** A signalfd and the signals that it takes. */
public record SignalObject(String id, List<Integer> signals) implements KernelObject {
  @Override
  public String kind() {
    return "signalfd";
  }
}
