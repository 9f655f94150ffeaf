package ipcsh.inspect;

import java.time.Duration;

/**
 * A timerfd.
 *
 * @param clock the CLOCK constant, null where the kernel does not say
 * @param ticks how often it has expired since it was read
 * @param left until it expires next; zero where it is disarmed
 * @param interval the time between that and the next, zero for once
 */
public record TimerObject(String id, Integer clock, long ticks, Duration left, Duration interval)
    implements KernelObject {
  @Override
  public String kind() {
    return "timerfd";
  }
}
