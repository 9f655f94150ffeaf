package ipcsh.view;

import ipcsh.handle.Properties;
import ipcsh.sys.text.EscapedText;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Who could end a wait.
 *
 * @param process its name
 * @param tid the thread that has to do it, null if any thread can
 * @param number its descriptor, null if it needs none
 * @param object the ID of the object to which that refers, null if it is none
 * @param action what it would have to do, {@code reads from it}
 * @param now what it does now: {@code waits in sendto(3)}, {@code runs}
 */
public record WakerRow(
    int pid, String process, Integer tid, Integer number, String object, String action, String now)
    implements Properties {
  @Override
  public Map<String, Object> properties() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("pid", pid);
    all.put("process", process);
    all.put("tid", tid);
    all.put("number", number);
    all.put("action", action);
    all.put("now", now);
    return all;
  }

  @Override
  public String toString() {
    return EscapedText.word(
        process + " " + action + (number == null ? "" : " (fd " + number + ")") + ", " + now);
  }
}
