package ipcsh.view;

import ipcsh.handle.Properties;
import ipcsh.sys.abi.Errno;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A call of a line, or a line that made none: a row of an {@link Explanation}. Calls of a line that
 * are the same are one row with a count.
 */
public final class ExplainedCall implements Properties {
  private final int number;
  private final String line;
  private final Map<String, Object> facts;
  private int count = 1;

  /** A call; {@code facts} by the names under which scripts ask for them. */
  public ExplainedCall(int number, String line, Map<String, Object> facts) {
    this.number = number;
    this.line = line;
    this.facts = facts;
  }

  /** So many other calls that were the same. */
  public void again(int times) {
    count += times;
  }

  public boolean isLike(ExplainedCall other) {
    return number == other.number && facts.equals(other.facts);
  }

  private String text(String name) {
    return (String) facts.get(name);
  }

  /** The number of the line, in the text that it stands in. */
  public int getNumber() {
    return number;
  }

  /** The line. */
  public String getLine() {
    return line;
  }

  /** Who made the call, where it was not the thread that asked: a role, a thread. */
  public String getWho() {
    return text("who");
  }

  /** The C that does the same. */
  public String getC() {
    return text("c");
  }

  /** The call, as strace prints it; null where the line made none. */
  public String getCall() {
    return text("call");
  }

  /** What it returned, null where it has not. */
  public String getResult() {
    return text("result");
  }

  /** Why it failed, or null. */
  public Errno getErrno() {
    return (Errno) facts.get("errno");
  }

  /** What its errno means for this call, or null. */
  public String getMeaning() {
    return text("meaning");
  }

  /** What is worth saying of a result, or null. */
  public String getFact() {
    return text("fact");
  }

  /** The man pages. */
  public String getMan() {
    return text("man");
  }

  /** How often it was made. */
  public int getCount() {
    return count;
  }

  @Override
  public Map<String, Object> properties() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("number", number);
    all.put("line", line);
    all.putAll(facts);
    all.put("count", count);
    return all;
  }

  @Override
  public String toString() {
    Errno errno = getErrno();
    String end = getCall() == null ? "" : "  " + getCall() + " = " + getResult();
    return line + end + (errno == null ? "" : " " + errno);
  }
}
