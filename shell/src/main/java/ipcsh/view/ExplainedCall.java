package ipcsh.view;

import ipcsh.handle.Properties;
import ipcsh.sys.abi.Errno;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A call of a line, or a line without calls: a row of an {@link Explanation}. Equal calls of a line
 * are combined to one row with a count.
 */
public final class ExplainedCall implements Properties {
  private final int number;
  private final String line;
  private final Map<String, Object> facts;
  private int count = 1;

  /** A call; {@code facts} by the names of the properties in scripts. */
  public ExplainedCall(int number, String line, Map<String, Object> facts) {
    this.number = number;
    this.line = line;
    this.facts = facts;
  }

  /** Adds this many equal calls. */
  public void again(int times) {
    count += times;
  }

  public boolean isLike(ExplainedCall other) {
    return number == other.number && facts.equals(other.facts);
  }

  private String text(String name) {
    return (String) facts.get(name);
  }

  /** The number of the line in its file. */
  public int getNumber() {
    return number;
  }

  /** The line. */
  public String getLine() {
    return line;
  }

  /** The role or thread that made the call; null for the thread that requested the explanation. */
  public String getWho() {
    return text("who");
  }

  /** The equivalent C. */
  public String getC() {
    return text("c");
  }

  /** The call in the notation of strace; null if the line made none. */
  public String getCall() {
    return text("call");
  }

  /** Its result, null if it has not returned. */
  public String getResult() {
    return text("result");
  }

  /** Its error, or null. */
  public Errno getErrno() {
    return (Errno) facts.get("errno");
  }

  /** The meaning of its errno for this call, or null. */
  public String getMeaning() {
    return text("meaning");
  }

  /** A remark on the result, or null. */
  public String getFact() {
    return text("fact");
  }

  /** The man pages. */
  public String getMan() {
    return text("man");
  }

  /** The number of equal calls. */
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
