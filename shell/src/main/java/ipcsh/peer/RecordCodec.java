package ipcsh.peer;

import ipcsh.inspect.UntrustedValues;
import ipcsh.inspect.UntrustedValues.Wrong;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Records in messages: a list of the components, in order. What is decoded is determined by the
 * declared types alone: a sender chooses no class, except one of those that a sealed interface
 * permits. Equal records are one object after decoding.
 */
final class RecordCodec {
  /** Changes components while they are decoded. */
  interface Renaming {
    /** The value of this component of a record in this process. */
    Object renamed(Class<?> record, String component, Object value);
  }

  private final Renaming renaming;
  private final Map<Object, Object> known = new HashMap<>();

  RecordCodec(Renaming renaming) {
    this.renaming = renaming;
  }

  /** Encodes a value of a declared type. */
  static Object encode(Object value, Type type) {
    if (value == null) {
      return null;
    }
    if (value instanceof List<?> list) {
      List<Object> sent = new ArrayList<>();
      list.forEach(each -> sent.add(encode(each, argument(type, 0))));
      return sent;
    }
    if (value instanceof Map<?, ?> map) {
      List<Object> sent = new ArrayList<>();
      map.forEach(
          (key, each) -> {
            sent.add(encode(key, argument(type, 0)));
            sent.add(encode(each, argument(type, 1)));
          });
      return sent;
    }
    if (value instanceof Record record) {
      List<Object> sent = new ArrayList<>();
      if (type instanceof Class<?> declared && declared.isSealed()) {
        sent.add(record.getClass().getSimpleName());
      }
      for (RecordComponent each : record.getClass().getRecordComponents()) {
        sent.add(encode(component(record, each), each.getGenericType()));
      }
      return sent;
    }
    if (value instanceof Enum<?> constant) {
      return constant.name();
    }
    return value instanceof Character letter ? letter.toString() : value;
  }

  private static Object component(Record record, RecordComponent component) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(record);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Type argument(Type type, int index) {
    return ((ParameterizedType) type).getActualTypeArguments()[index];
  }

  /** Decodes a value of a declared type; {@link Wrong} if it is not valid. */
  Object decode(Object received, Type type) {
    if (type instanceof ParameterizedType generic) {
      return received == null ? null : several(received, generic);
    }
    Class<?> declared = (Class<?>) type;
    if (received == null) {
      if (declared.isPrimitive()) {
        throw new Wrong("expected a value, received nothing");
      }
      return null;
    }
    if (declared.isSealed()) {
      List<?> all = UntrustedValues.list(received);
      String name = all.isEmpty() ? "" : UntrustedValues.name(all.get(0));
      Class<?> chosen =
          Arrays.stream(declared.getPermittedSubclasses())
              .filter(each -> each.getSimpleName().equals(name))
              .findFirst()
              .orElseThrow(() -> new Wrong("unknown kind of object"));
      return record(all.subList(1, all.size()), chosen);
    }
    return declared.isRecord()
        ? record(UntrustedValues.list(received), declared)
        : plain(received, declared);
  }

  private Object several(Object received, ParameterizedType type) {
    List<?> all = UntrustedValues.list(received);
    if (type.getRawType() == List.class) {
      List<Object> list = new ArrayList<>();
      all.forEach(each -> list.add(decode(each, argument(type, 0))));
      return list;
    }
    if (all.size() % 2 != 0) {
      throw new Wrong("expected names with values");
    }
    Map<Object, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < all.size(); i += 2) {
      map.put(decode(all.get(i), argument(type, 0)), decode(all.get(i + 1), argument(type, 1)));
    }
    return map;
  }

  private Object record(List<?> values, Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    if (components.length != values.size()) {
      throw new Wrong("expected " + components.length + " values, received " + values.size());
    }
    Object[] arguments = new Object[components.length];
    Class<?>[] types = new Class<?>[components.length];
    for (int i = 0; i < arguments.length; i++) {
      types[i] = components[i].getType();
      arguments[i] =
          renaming.renamed(
              type, components[i].getName(), decode(values.get(i), components[i].getGenericType()));
    }
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      Object made = constructor.newInstance(arguments);
      return known.computeIfAbsent(made, first -> first);
    } catch (ReflectiveOperationException | IllegalArgumentException | NullPointerException e) {
      throw new Wrong("not a valid " + type.getSimpleName());
    }
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static Object plain(Object received, Class<?> type) {
    if (type.isEnum()) {
      if (type.isInstance(received)) {
        return received;
      }
      try {
        return Enum.valueOf((Class<? extends Enum>) type, UntrustedValues.name(received));
      } catch (IllegalArgumentException unknown) {
        throw new Wrong("unknown " + type.getSimpleName());
      }
    }
    if (type == String.class) {
      return UntrustedValues.word(received);
    }
    if (type == char.class) {
      String text = UntrustedValues.name(received);
      return text.isEmpty() ? '?' : text.charAt(0);
    }
    boolean fits =
        type == int.class
            ? received instanceof Integer
            : type == long.class
                ? received instanceof Long
                : type == boolean.class ? received instanceof Boolean : type.isInstance(received);
    if (!fits) {
      throw new Wrong("expected " + type.getSimpleName());
    }
    return received;
  }
}
