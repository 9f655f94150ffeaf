package ipcsh.draw;

/** A colour by its meaning; a {@link ThemeColors} has its value. */
public sealed interface Ink permits Surface, ColorRole {}
