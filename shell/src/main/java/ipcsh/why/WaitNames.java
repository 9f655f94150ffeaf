package ipcsh.why;

import ipcsh.inspect.Holder;

/** What a session knows of processes beyond what the kernel tells. */
public interface WaitNames {
  /** The name of a process, {@code server}; null if it has none beside its program's. */
  String process(int pid);

  /** The name of the variable that has a descriptor, or null. */
  String descriptor(Holder holder);

  /**
   * The variable that has an object in memory, {@code lock}; null if it has none.
   *
   * @param address where the object is in that process
   */
  String memory(int pid, long address);

  /** What a shell, or a driven child, does; null if the process is none. */
  ShellActivity shell(int pid);

  /** The name of a thread, {@code t1}; null if it has none. */
  String thread(int tid);

  /** No names. */
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
        public String memory(int pid, long address) {
          return null;
        }

        @Override
        public ShellActivity shell(int pid) {
          return null;
        }

        @Override
        public String thread(int tid) {
          return null;
        }
      };
}
