package ipcsh.handle;

import java.util.Map;

/** A value that is a set of named ones, which JSON shows. */
public interface Properties {
  /** The names and the values, in the order in which they are shown. */
  Map<String, Object> properties();
}
