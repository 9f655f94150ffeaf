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
 *     serv-dom-sock, which is full}; null if unknown
 * @param object the object's ID, as in {@link ipcsh.inspect.KernelObject#id()}; null if there is
 *     none
 * @param what the object as text, {@code the queue of serv-dom-sock}; null if there is none
 * @param state the object's state, {@code full}; null if unknown
 * @param notes what else is known of the object or of the call, a sentence each: {@code server 4711
 *     was the last that sent to it}
 * @param ends how the wait can end
 */
public record WaitCondition(
    ThreadSnapshot thread,
    String call,
    String purpose,
    String object,
    String what,
    String state,
    List<String> notes,
    WaitEnds ends) {

  /** A wait without an object and without wakers, to be completed by the methods below. */
  public static WaitCondition of(ThreadSnapshot thread, String call, String purpose) {
    return new WaitCondition(thread, call, purpose, null, null, null, List.of(), WaitEnds.NONE);
  }

  /** A wait of which only this is known. */
  public static WaitCondition unknown(ThreadSnapshot thread, String call, String reason) {
    return of(thread, call, null).notKnown(reason);
  }

  private WaitCondition with(WaitEnds others) {
    return new WaitCondition(thread, call, purpose, object, what, state, notes, others);
  }

  /** The process of the thread. */
  public int pid() {
    return thread.pid();
  }

  /** The thread's ID. */
  public int tid() {
    return thread.tid();
  }

  /** Who could end the wait. */
  public List<Waker> wakers() {
    return ends.wakers();
  }

  /** Whether all wakers must act. */
  public boolean needsAll() {
    return ends.needsAll();
  }

  /** Who perhaps could end it. */
  public List<Waker> possible() {
    return ends.possible();
  }

  /** What is not known about those. */
  public String doubt() {
    return ends.doubt();
  }

  /** What is not known about signals that would interrupt it; null if none can. */
  public String interruption() {
    return ends.interruption();
  }

  /** What is not known, so that there may be other wakers; null if the list is complete. */
  public String unknown() {
    return ends.unknown();
  }

  /** The seconds after which it ends by itself, 0 if unknown; null if it does not. */
  public Double timeout() {
    return ends.timeout();
  }

  /** What ends it from outside the model; null if nothing does. */
  public String outside() {
    return ends.outside();
  }

  /** A process that might end it although it has no part in it yet; null if none might. */
  public String newcomer() {
    return ends.newcomer();
  }

  /** The same, for this object. */
  public WaitCondition on(String id, String text, String itsState) {
    return new WaitCondition(thread, call, purpose, id, text, itsState, notes, ends);
  }

  /** The same with more that is known. */
  public WaitCondition noting(List<String> more) {
    List<String> all = new ArrayList<>(notes);
    all.addAll(more);
    return new WaitCondition(thread, call, purpose, object, what, state, List.copyOf(all), ends);
  }

  /** The same with more wakers. */
  public WaitCondition endedBy(List<Waker> more) {
    return with(ends.withWakers(more));
  }

  /**
   * The same with those who perhaps could end it.
   *
   * @param doubt what is not known about them
   */
  public WaitCondition maybeEndedBy(List<Waker> more, String doubt) {
    return with(ends.withPossible(more, doubt));
  }

  /** The same with a list of wakers that is incomplete for this reason; none if it is null. */
  public WaitCondition notKnown(String reason) {
    return with(ends.notKnown(reason));
  }

  /** The same, perhaps interrupted by a signal, of which this is not known; not if it is null. */
  public WaitCondition perhapsInterrupted(String doubt) {
    return with(ends.perhapsInterrupted(doubt));
  }

  /** The same with a timeout in seconds, 0 if its length is unknown; none if it is null. */
  public WaitCondition within(Double seconds) {
    return with(ends.within(seconds));
  }

  /** The same, ended from outside the model. */
  public WaitCondition fromOutside(String who) {
    return with(ends.fromOutside(who));
  }

  /** The same, perhaps ended by a process that has no part in it yet. */
  public WaitCondition orBy(String who) {
    return with(ends.orBy(who));
  }

  /** The same, ended only if each of the wakers acts. */
  public WaitCondition byAll() {
    return with(ends.byAll());
  }

  /** Whether it ends without any process of the model. */
  public boolean endsAlone() {
    return timeout() != null || outside() != null;
  }
}
