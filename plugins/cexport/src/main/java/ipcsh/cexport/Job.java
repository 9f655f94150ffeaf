package ipcsh.cexport;

/**
 * A background job, {@code p = role.start { ... }} or {@code bg { ... }}.
 *
 * @param number its index among the jobs in shared memory
 * @param process the process that executes it
 * @param result its value; its kind is inferred from the statements that use it
 */
record Job(int number, CProcess process, CVariable result) {}
