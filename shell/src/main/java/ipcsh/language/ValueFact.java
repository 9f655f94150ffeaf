package ipcsh.language;

import groovy.lang.GString;
import ipcsh.handle.Address;
import ipcsh.handle.Fd;
import ipcsh.handle.HasPid;
import ipcsh.handle.Message;
import ipcsh.handle.Pending;
import ipcsh.sys.abi.Errno;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * Facts about a value, kept after the value is gone: enough to say later what it was, small, and
 * without a reference to the value. In its plain form it can be sent to another shell.
 *
 * @param kind what it was
 * @param type the simple name of its class, empty for null
 * @param value a plain value: for {@link Kind#LITERAL} the value itself, for {@link
 *     Kind#DESCRIPTOR} its number, for {@link Kind#MESSAGE} a map of its members, for {@link
 *     Kind#PROCESS} the process ID, for {@link Kind#JOB} its number, for a list or a map of these a
 *     list or map of facts
 * @param id distinguishes descriptors that had the same number, otherwise 0
 */
public record ValueFact(Kind kind, String type, Object value, int id) {
  /** The kinds of values. */
  public enum Kind {
    NOTHING,
    LITERAL,
    DESCRIPTOR,
    MESSAGE,
    PROCESS,
    JOB,
    LIST,
    MAP,
    OTHER
  }

  /** The type of a descriptor that is one end of a TCP connection. */
  public static final String TCP = "Tcp";

  private static final int LONGEST = 1000;
  private static final int MOST = 64;
  private static final int DEEPEST = 4;
  private static final ValueFact NONE = new ValueFact(Kind.NOTHING, "", null, 0);

  /** The facts about a value; {@code ids} returns the same number for the same handle. */
  static ValueFact of(Object value, ToIntFunction<Object> ids) {
    return of(value, ids, 0);
  }

  private static ValueFact of(Object value, ToIntFunction<Object> ids, int depth) {
    if (value == null) {
      return NONE;
    }
    String type = value.getClass().getSimpleName();
    if (isLiteral(value)) {
      return new ValueFact(Kind.LITERAL, type, value, 0);
    }
    if ((value instanceof GString || value instanceof Address)
        && value.toString().length() <= LONGEST) {
      return new ValueFact(Kind.LITERAL, "String", value.toString(), 0);
    }
    if (value instanceof Fd fd) {
      return new ValueFact(
          Kind.DESCRIPTOR, fd.isTcp() ? TCP : type, fd.getNumber(), ids.applyAsInt(fd));
    }
    if (value instanceof Message message) {
      return new ValueFact(Kind.MESSAGE, type, members(message), 0);
    }
    if (value instanceof HasPid process) {
      return new ValueFact(Kind.PROCESS, type, process.getPid(), 0);
    }
    if (value instanceof Pending job) {
      return new ValueFact(Kind.JOB, type, ids.applyAsInt(job), 0);
    }
    if (value instanceof List<?> list && list.size() <= MOST && depth < DEEPEST) {
      List<ValueFact> facts = new ArrayList<>();
      list.forEach(each -> facts.add(of(each, ids, depth + 1)));
      return new ValueFact(Kind.LIST, type, facts, 0);
    }
    if (value instanceof Map<?, ?> map
        && map.size() <= MOST
        && depth < DEEPEST
        && map.keySet().stream().allMatch(String.class::isInstance)) {
      Map<String, ValueFact> facts = new LinkedHashMap<>();
      map.forEach((key, each) -> facts.put((String) key, of(each, ids, depth + 1)));
      return new ValueFact(Kind.MAP, type, facts, 0);
    }
    return new ValueFact(Kind.OTHER, type, null, 0);
  }

  private static boolean isLiteral(Object value) {
    return value instanceof Boolean
        || value instanceof Integer
        || value instanceof Long
        || value instanceof Short
        || value instanceof Byte
        || value instanceof BigInteger number && number.bitLength() < LONGEST
        || value instanceof BigDecimal decimal && decimal.precision() < LONGEST / 10
        || value instanceof Errno
        || value instanceof byte[] bytes && bytes.length <= LONGEST / 4
        || value instanceof String text && text.length() <= LONGEST;
  }

  private static Map<String, Object> members(Message message) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("size", message.getSize());
    members.put("bytes", message.getSize() <= LONGEST / 4 ? message.getBytes().clone() : null);
    members.put("from", message.getFrom() == null ? null : message.getFrom().toString());
    members.put("truncated", message.isTruncated());
    members.put("controlTruncated", message.isControlTruncated());
    members.put("eof", message.isEof());
    members.put("fds", message.getFds().stream().map(Fd::getNumber).toList());
    return members;
  }

  /** The value of a list. */
  @SuppressWarnings("unchecked")
  public List<ValueFact> list() {
    return kind == Kind.LIST ? (List<ValueFact>) value : List.of();
  }

  /** The values of a map. */
  @SuppressWarnings("unchecked")
  public Map<String, ValueFact> map() {
    return kind == Kind.MAP ? (Map<String, ValueFact>) value : Map.of();
  }

  /** A member of a message. */
  public Object member(String name) {
    return ((Map<?, ?>) value).get(name);
  }

  /** The same as maps, lists and plain values. */
  public Map<String, Object> plain() {
    Object plain = value;
    if (kind == Kind.LIST) {
      plain = list().stream().map(ValueFact::plain).toList();
    } else if (kind == Kind.MAP) {
      Map<String, Object> map = new LinkedHashMap<>();
      map().forEach((key, fact) -> map.put(key, fact.plain()));
      plain = map;
    }
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("kind", kind.name());
    all.put("type", type);
    all.put("value", plain);
    all.put("id", id);
    return all;
  }

  /** Decodes the value of {@link #plain}. */
  static ValueFact ofPlain(Object given) {
    Map<?, ?> plain = (Map<?, ?>) given;
    Kind kind = Kind.valueOf((String) plain.get("kind"));
    Object value = plain.get("value");
    if (kind == Kind.LIST) {
      value = ((Collection<?>) value).stream().map(ValueFact::ofPlain).toList();
    } else if (kind == Kind.MAP) {
      Map<String, ValueFact> map = new LinkedHashMap<>();
      ((Map<?, ?>) value).forEach((key, fact) -> map.put((String) key, ofPlain(fact)));
      value = map;
    }
    return new ValueFact(kind, (String) plain.get("type"), value, (Integer) plain.get("id"));
  }
}
