package ipcsh.inspect;

import java.util.function.BooleanSupplier;

/** Selects descriptors of a process. What is not selected costs less to look at. */
@FunctionalInterface
public interface DescriptorFilter {
  /** Whether the descriptor with this number may be selected; asked first. */
  boolean mayTake(int number);

  /** Whether no descriptor is left out because of its number alone. */
  default boolean mayTakeAny() {
    return false;
  }

  /**
   * Whether a descriptor is selected.
   *
   * @param link the target of {@code /proc/PID/fd/N}
   * @param closesOnExec reads that when it is asked
   */
  default boolean takes(int number, String link, BooleanSupplier closesOnExec) {
    return true;
  }

  /** What {@link #takes} a descriptor. */
  @FunctionalInterface
  interface Selection {
    boolean takes(int number, String link, BooleanSupplier closesOnExec);
  }

  /** The filter that leaves out none because of its number alone. */
  static DescriptorFilter by(Selection selection) {
    return new DescriptorFilter() {
      @Override
      public boolean mayTake(int number) {
        return true;
      }

      @Override
      public boolean mayTakeAny() {
        return true;
      }

      @Override
      public boolean takes(int number, String link, BooleanSupplier closesOnExec) {
        return selection.takes(number, link, closesOnExec);
      }
    };
  }
}
