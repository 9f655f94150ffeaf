package ipcsh.why;

import ipcsh.inspect.ThreadSnapshot;
import java.util.ArrayList;
import java.util.List;

/**
 * What a blocked thread waits for. Any one of the wakers can end the wait, unless all must act.
 *
 * @param thread the thread
 * @param call the call as text, {@code sendto(3)}
 * @param purpose what it waits for, after "waits in sendto(3) for": {@code room in the queue of
 *     serv-dom-sock, which is full}
 * @param object the object's ID, as in {@link ipcsh.inspect.KernelObject#id()}; null if there is
 *     none
 * @param what the object as text, {@code the queue of serv-dom-sock}; null if there is none
 * @param state the object's state, {@code full}; null if unknown
 * @param wakers who could end the wait
 * @param unknown what is not known, so that there may be other wakers; null if the list is complete
 * @param timeout the seconds after which the call ends by itself; null if it has no timeout, or 0
 *     if it has one of unknown length
 * @param outside what ends the wait from outside the model: {@code whoever types at the terminal},
 *     {@code a client that connects}; null if nothing does
 * @param newcomer who might end the wait although it has no part in it yet: {@code a program that
 *     opens /tmp/f for writing}; null if nobody
 * @param needsAll whether all wakers must act: an exclusive lock on what several have locked
 */
public record WaitCondition(
    ThreadSnapshot thread,
    String call,
    String purpose,
    String object,
    String what,
    String state,
    List<Waker> wakers,
    String unknown,
    Double timeout,
    String outside,
    String newcomer,
    boolean needsAll) {

  public WaitCondition {
    wakers = List.copyOf(wakers);
  }

  /** A wait without an object and without wakers, to be completed by the methods below. */
  public static WaitCondition of(ThreadSnapshot thread, String call, String purpose) {
    return new WaitCondition(
        thread, call, purpose, null, null, null, List.of(), null, null, null, null, false);
  }

  /** A wait of which only this is known. */
  public static WaitCondition unknown(ThreadSnapshot thread, String call, String reason) {
    return of(thread, call, null).notKnown(reason);
  }

  /** The process of the thread. */
  public int pid() {
    return thread.pid();
  }

  /** The thread's ID. */
  public int tid() {
    return thread.tid();
  }

  /** The same, for this object. */
  public WaitCondition on(String id, String text, String itsState) {
    return new WaitCondition(
        thread, call, purpose, id, text, itsState, wakers, unknown, timeout, outside, newcomer,
        needsAll);
  }

  /** The same with more wakers. */
  public WaitCondition endedBy(List<Waker> more) {
    List<Waker> all = new ArrayList<>(wakers);
    more.stream().filter(one -> !all.contains(one)).forEach(all::add);
    return new WaitCondition(
        thread, call, purpose, object, what, state, all, unknown, timeout, outside, newcomer,
        needsAll);
  }

  /** The same with a list of wakers that is incomplete for this reason; none if it is null. */
  public WaitCondition notKnown(String reason) {
    return new WaitCondition(
        thread,
        call,
        purpose,
        object,
        what,
        state,
        wakers,
        unknown == null ? reason : unknown,
        timeout,
        outside,
        newcomer,
        needsAll);
  }

  /** The same with a timeout in seconds, 0 if its length is unknown; none if it is null. */
  public WaitCondition within(Double seconds) {
    return new WaitCondition(
        thread, call, purpose, object, what, state, wakers, unknown, seconds, outside, newcomer,
        needsAll);
  }

  /** The same, ended from outside the model. */
  public WaitCondition fromOutside(String who) {
    return new WaitCondition(
        thread, call, purpose, object, what, state, wakers, unknown, timeout, who, newcomer,
        needsAll);
  }

  /** The same, perhaps ended by somebody who has no part in it yet. */
  public WaitCondition orBy(String who) {
    return new WaitCondition(
        thread, call, purpose, object, what, state, wakers, unknown, timeout, outside, who,
        needsAll);
  }

  /** The same, ended only if each of the wakers acts. */
  public WaitCondition byAll() {
    return new WaitCondition(
        thread, call, purpose, object, what, state, wakers, unknown, timeout, outside, newcomer,
        true);
  }

  /** Whether it ends without any process of the model. */
  public boolean endsAlone() {
    return timeout != null || outside != null;
  }
}
