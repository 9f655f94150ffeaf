package ipcsh.findings;

import ipcsh.handle.Properties;
import ipcsh.observe.ObservedCall;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/** A mistake of an observed program: the call that shows it, what is wrong, what to do. */
public final class Finding implements Properties {
  private final String kind;
  private final ReviewedProcess process;
  private final ReviewedCall call;
  private final String text;
  private final String advice;
  private final int count;
  private final BigDecimal time;

  /**
   * A finding.
   *
   * @param kind what kind of mistake, one or two words
   * @param call the call that shows it
   * @param text what happened, a sentence without its full stop; may contain foreign text
   * @param advice what to do, the same
   */
  Finding(String kind, ReviewedCall call, String text, String advice) {
    this(kind, call.process(), call, text, advice, 1, null);
  }

  private Finding(
      String kind,
      ReviewedProcess process,
      ReviewedCall call,
      String text,
      String advice,
      int count,
      BigDecimal time) {
    this.kind = kind;
    this.process = process;
    this.call = call;
    this.text = text;
    this.advice = advice;
    this.count = count;
    this.time = time;
  }

  /** The same, found so many times, the first of them at this time after the first call. */
  Finding found(int times, long start) {
    BigDecimal seconds = BigDecimal.valueOf(call.call().began() - start, 9);
    return new Finding(kind, process, call, text, advice, times, seconds);
  }

  /** What kind of mistake: {@code leak}, {@code zombie}. */
  public String getKind() {
    return kind;
  }

  /** The program in which it happened, without its directory; null if unknown. */
  public String getProgram() {
    return process.name();
  }

  /** The process in which it happened. */
  public int getPid() {
    return process.pid();
  }

  /** The call that shows it. */
  public ObservedCall getCall() {
    return call.call();
  }

  /** When that call was made, in seconds since the first call of the program. */
  public BigDecimal getTime() {
    return time;
  }

  /** What happened. */
  public String getText() {
    return text;
  }

  /** What to do about it. */
  public String getAdvice() {
    return advice;
  }

  /** How often the same was found; the call is that of the first time. */
  public int getCount() {
    return count;
  }

  ReviewedCall call() {
    return call;
  }

  @Override
  public Map<String, Object> properties() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("kind", kind);
    all.put("time", time);
    all.put("pid", getPid());
    all.put("program", getProgram());
    all.put("call", call.call().line());
    all.put("text", text);
    all.put("advice", advice);
    all.put("count", count);
    return all;
  }

  @Override
  public String toString() {
    return text + ": " + advice;
  }
}
