package ipcsh.view;

import ipcsh.handle.Properties;
import ipcsh.sys.text.EscapedText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A wait of a blocked thread, with who could end it and whether any process still can. */
public final class WaitRow implements Properties {
  private final Facts facts;
  private final List<WakerRow> wakers;
  private List<WaitRow> ring = List.of();

  /**
   * What is known of a wait.
   *
   * @param process the process, and its thread if it has several
   * @param call the call, {@code sendto(3)}
   * @param purpose what it waits for
   * @param fd the descriptor of the call, null if it has none
   * @param id the ID of the object, null if there is none
   * @param object the object as text, null if there is none
   * @param state its state, null if unknown
   * @param notes what else is known, a sentence each
   * @param timeout the seconds after which it ends by itself, null if it does not
   * @param outside what ends it from outside, or null
   * @param verdict {@code waits}, {@code deadlock}, {@code for ever}, {@code unknown}
   * @param unknown what is not known, or null
   */
  public record Facts(
      int pid,
      int tid,
      String process,
      String call,
      String purpose,
      Integer fd,
      String id,
      String object,
      String state,
      List<String> notes,
      Double timeout,
      String outside,
      String verdict,
      String unknown) {}

  public WaitRow(Facts facts, List<WakerRow> wakers) {
    this.facts = facts;
    this.wakers = List.copyOf(wakers);
  }

  /** The same with another verdict. */
  WaitRow judged(String verdict) {
    return new WaitRow(
        new Facts(
            facts.pid,
            facts.tid,
            facts.process,
            facts.call,
            facts.purpose,
            facts.fd,
            facts.id,
            facts.object,
            facts.state,
            facts.notes,
            facts.timeout,
            facts.outside,
            verdict,
            facts.unknown),
        wakers);
  }

  /** Sets the waits of its ring. */
  public void ring(List<WaitRow> its) {
    ring = List.copyOf(its);
  }

  /** Its process ID. */
  public int getPid() {
    return facts.pid;
  }

  /** Its thread ID. */
  public int getTid() {
    return facts.tid;
  }

  /** The process, and its thread if it has several. */
  public String getProcess() {
    return facts.process;
  }

  /** The call in which it is, {@code sendto(3)}. */
  public String getCall() {
    return facts.call;
  }

  /** What it waits for. */
  public String getPurpose() {
    return facts.purpose;
  }

  /** The descriptor of the call; null if it has none, or several. */
  public Integer getFd() {
    return facts.fd;
  }

  /** The ID of the object; null if there is none. */
  public String getId() {
    return facts.id;
  }

  /** The object for which it waits; null if there is none. */
  public String getObject() {
    return facts.object;
  }

  /** The state of the object; null if unknown. */
  public String getState() {
    return facts.state;
  }

  /** What else is known of the object or of the call, a sentence each. */
  public List<String> getNotes() {
    return facts.notes;
  }

  /** Who could end the wait. */
  public List<WakerRow> getWakers() {
    return wakers;
  }

  /** {@code waits}, {@code deadlock}, {@code for ever} or {@code unknown}. */
  public String getVerdict() {
    return facts.verdict;
  }

  /** The waits of the ring, each for the next and the last one for the first; empty if none. */
  public List<WaitRow> getRing() {
    return ring;
  }

  /** What is not known, or null. */
  public String getUnknown() {
    return facts.unknown;
  }

  /** The seconds after which it ends by itself; null if it does not, 0 if that is not known. */
  public Double getTimeout() {
    return facts.timeout;
  }

  /** What can end it from outside, or null. */
  public String getOutside() {
    return facts.outside;
  }

  @Override
  public Map<String, Object> properties() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("pid", facts.pid);
    all.put("tid", facts.tid);
    all.put("process", facts.process);
    all.put("call", facts.call);
    all.put("purpose", facts.purpose);
    all.put("fd", facts.fd);
    all.put("object", facts.object);
    all.put("state", facts.state);
    all.put("notes", facts.notes);
    all.put("wakers", wakers.stream().map(WakerRow::properties).toList());
    all.put("timeout", facts.timeout);
    all.put("outside", facts.outside);
    all.put("verdict", facts.verdict);
    all.put("unknown", facts.unknown);
    all.put(
        "ring",
        ring.stream()
            .map(one -> Map.<String, Object>of("pid", one.getPid(), "tid", one.getTid()))
            .toList());
    return all;
  }

  @Override
  public String toString() {
    return EscapedText.word(
        facts.process
            + (facts.call == null ? "" : "  " + facts.call)
            + (facts.purpose == null ? "" : "  for " + facts.purpose)
            + "  "
            + facts.verdict);
  }
}
