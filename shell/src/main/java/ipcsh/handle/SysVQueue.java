package ipcsh.handle;

import ipcsh.inspect.SysVKind;
import ipcsh.sys.Kernel;
import ipcsh.sys.text.Counted;
import java.util.Map;

/** A System V message queue, {@code msgget(2)}. */
@Term("System V message queue")
public final class SysVQueue extends SysVObject {
  public SysVQueue(int id, Kernel kernel, MethodFallback methods) {
    super(SysVKind.QUEUE, id, kernel, methods);
  }

  /** How many messages are in it. */
  public long getMessages() {
    return (Long) stat().get("msg_qnum");
  }

  @Override
  String state(Map<String, Object> stat) {
    long messages = (Long) stat.get("msg_qnum");
    String bytes = Counted.of((Long) stat.get("__msg_cbytes"), "byte");
    return Counted.of(messages, "message") + (messages == 0 ? "" : "  " + bytes);
  }
}
