package ipcsh.view;

/**
 * A list or a map that prints in a way of its own, {@code toString}: of others Groovy writes the
 * elements or the entries.
 */
public interface SelfPrinting {}
