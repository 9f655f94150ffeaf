package ipcsh.handle;

import java.util.Map;

/** A value with named properties, which JSON shows. */
public interface Properties {
  /** The names and values, in the order in which they are shown. */
  Map<String, Object> properties();
}
