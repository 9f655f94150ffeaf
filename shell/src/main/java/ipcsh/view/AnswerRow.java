package ipcsh.view;

import ipcsh.handle.Properties;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one of several shells has answered.
 *
 * @param shell its name
 * @param host its machine, or null for this one
 * @param value the value of the block there, null if it has failed
 * @param shown the value as printed there, or the error; null for nothing
 * @param error the error, or null
 */
public record AnswerRow(String shell, String host, Object value, String shown, Throwable error)
    implements Properties {
  /** The name of the shell. */
  public String getShell() {
    return shell;
  }

  /** Its machine, or null for this one. */
  public String getHost() {
    return host;
  }

  /** The value of the block there, null if it has failed. */
  public Object getValue() {
    return value;
  }

  /** The error, or null. */
  public Throwable getError() {
    return error;
  }

  @Override
  public Map<String, Object> properties() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("shell", shell);
    all.put("host", host);
    all.put("value", value);
    all.put("error", error == null ? null : shown);
    return all;
  }

  @Override
  public String toString() {
    return shell + "  " + (shown == null ? "" : shown);
  }
}
