package ipcsh.handle;

/**
 * What {@code explain} explains: a {@link Block}, which it runs, or a program that was observed.
 */
public interface Explainable {}
