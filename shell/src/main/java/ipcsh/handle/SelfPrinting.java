package ipcsh.handle;

/**
 * A list or a map with a {@code toString} of its own: for others Groovy prints the elements or the
 * entries.
 */
public interface SelfPrinting {}
