package ipcsh.inspect;

import java.time.Duration;

/**
 * A timerfd.
 *
 * @param clock the CLOCK constant, null if unknown
 * @param ticks the number of expirations since it was read
 * @param left the time until the next expiration; zero if it is disarmed
 * @param interval the interval of the timer, zero if it expires only once
 */
public record TimerObject(String id, Integer clock, long ticks, Duration left, Duration interval)
    implements KernelObject {
  @Override
  public String kind() {
    return "timerfd";
  }
}
