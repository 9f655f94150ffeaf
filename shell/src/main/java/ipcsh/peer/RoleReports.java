package ipcsh.peer;

import ipcsh.handle.CallListeners;
import ipcsh.handle.CreatedNames;
import ipcsh.handle.ExchangeLog;

/**
 * The destinations of what a shell role reports over its link.
 *
 * @param names the names that it creates outside the process
 * @param exchanges the data that it sends and receives
 * @param calls the listeners for its calls
 */
public record RoleReports(CreatedNames names, ExchangeLog exchanges, CallListeners calls) {}
