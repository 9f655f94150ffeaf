package ipcsh.cexport;

/**
 * What was started in the background, {@code p = role.start { ... }} or {@code bg { ... }}.
 *
 * @param number its place among those that the processes share
 * @param process who does it
 * @param result its value; what is learned of it from those who ask
 */
record Job(int number, CProcess process, CVariable result) {}
