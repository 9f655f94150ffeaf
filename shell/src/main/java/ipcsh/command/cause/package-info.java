/**
 * Determines why a call failed: after the failure, it inspects the object of the call (its
 * descriptor, the other end, the components of its path, a limit, a lock) and finds which of the
 * possible causes of its errno is the actual one. It changes nothing, and does not consume a
 * pending error. The result is the name of a cause, whose text is in {@code meanings.properties};
 * if none is found, only the errno is explained.
 */
package ipcsh.command.cause;
