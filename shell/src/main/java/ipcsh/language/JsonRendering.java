package ipcsh.language;

import ipcsh.handle.Fd;
import ipcsh.handle.Message;
import ipcsh.handle.Process;
import ipcsh.handle.Properties;
import ipcsh.inspect.NamedSemaphore;
import ipcsh.sys.abi.SysException;
import ipcsh.sys.text.Json;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** A result as one JSON value on one line. */
public final class JsonRendering {
  private JsonRendering() {}

  /**
   * The JSON text of a value. Handles become objects with their properties; bytes become
   * hexadecimal text.
   */
  public static String of(Object value) {
    return Json.ascii(plain(value));
  }

  private static Object plain(Object value) {
    if (value == null || value instanceof Number || value instanceof Boolean) {
      return value;
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> plain = new LinkedHashMap<>();
      map.forEach(
          (key, item) ->
              plain.put(
                  key instanceof Fd fd ? "" + fd.getNumber() : String.valueOf(key), plain(item)));
      return plain;
    }
    if (value instanceof Properties described) {
      return plain(described.properties());
    }
    if (value instanceof Collection<?> many) {
      return many.stream().map(JsonRendering::plain).toList();
    }
    if (value instanceof Object[] array) {
      return plain(Arrays.asList(array));
    }
    if (value instanceof Fd fd) {
      return descriptor(fd);
    }
    if (value instanceof Message message) {
      return message(message);
    }
    if (value instanceof Process process) {
      return process(process);
    }
    if (value instanceof NamedSemaphore semaphore) {
      return semaphore(semaphore);
    }
    if (value instanceof SysException failed) {
      return failure(failed);
    }
    if (value instanceof Duration time) {
      return time.toNanos() / 1e9;
    }
    return Rendering.of(value);
  }

  private static Map<String, Object> descriptor(Fd fd) {
    Map<String, Object> plain = new LinkedHashMap<>();
    plain.put("number", fd.getNumber());
    plain.put("is", fd.toString().replaceFirst("^fd \\d+ +", ""));
    plain.put("peer", fd.getPeer());
    return plain;
  }

  private static Map<String, Object> process(Process process) {
    Map<String, Object> plain = new LinkedHashMap<>();
    plain.put("pid", process.getPid());
    plain.put("command", process.getCommand());
    plain.put("done", process.isDone());
    plain.put("exit", process.getExit());
    plain.put("signal", process.getSignal());
    if (process.getSaid() != null) {
      plain.put("said", plain(process.getSaid()));
    }
    return plain;
  }

  private static Map<String, Object> semaphore(NamedSemaphore semaphore) {
    Map<String, Object> plain = new LinkedHashMap<>();
    plain.put("name", semaphore.getName());
    plain.put("value", semaphore.getValue());
    plain.put("waiters", semaphore.getWaiters());
    plain.put("mode", semaphore.getMode());
    plain.put("owner", semaphore.getOwner());
    return plain;
  }

  private static Map<String, Object> failure(SysException failed) {
    Map<String, Object> plain = new LinkedHashMap<>();
    plain.put("call", failed.getCall());
    plain.put("errno", failed.getErrno().name());
    plain.put("number", failed.getErrno().getNumber());
    plain.put("message", failed.getErrno().getMessage());
    return plain;
  }

  private static Map<String, Object> message(Message message) {
    Map<String, Object> plain = new LinkedHashMap<>();
    plain.put("size", message.getSize());
    plain.put("text", message.getText());
    plain.put("hex", message.getHex());
    plain.put("from", message.getFrom());
    plain.put("truncated", message.isTruncated());
    plain.put("controlTruncated", message.isControlTruncated());
    plain.put("eof", message.isEof());
    plain.put("fds", plain(message.getFds()));
    plain.put("cred", message.getCred());
    if (message.getPriority() != null) {
      plain.put("priority", message.getPriority());
    }
    if (message.getInq() != null) {
      plain.put("inq", message.getInq());
    }
    if (message.getTimestamp() != null) {
      plain.put("timestamp", message.getTimestamp().toString());
    }
    if (message.getError() != null) {
      plain.put("error", plain(message.getError()));
    }
    if (message.getType() != null) {
      plain.put("type", message.getType());
    }
    return plain;
  }
}
