package ipcsh.inspect;

import java.util.List;

/** A signalfd and its signals. */
public record SignalObject(String id, List<Integer> signals) implements KernelObject {
  @Override
  public String kind() {
    return "signalfd";
  }
}
