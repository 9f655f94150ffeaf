package ipcsh.why;

import ipcsh.inspect.Holder;
import java.util.List;
import java.util.Map;

/** What a session knows of processes beyond what the kernel tells. */
public interface WaitNames {
  /** The name of a process, {@code server}; null if it has none beside its program's. */
  String process(int pid);

  /** The name of the variable that has a descriptor, or null. */
  String descriptor(Holder holder);

  /**
   * The calls in which shells and driven children report to be blocked, {@code recvfrom(3, ...)},
   * by process; an empty list for one that waits for its user. Only these processes are shells:
   * other threads of a Java virtual machine do not act.
   */
  Map<Integer, List<String>> calls();

  /** Of somebody who knows no names. */
  WaitNames NONE =
      new WaitNames() {
        @Override
        public String process(int pid) {
          return null;
        }

        @Override
        public String descriptor(Holder holder) {
          return null;
        }

        @Override
        public Map<Integer, List<String>> calls() {
          return Map.of();
        }
      };
}
