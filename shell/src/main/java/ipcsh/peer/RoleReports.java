package ipcsh.peer;

import ipcsh.handle.CallListeners;
import ipcsh.handle.CreatedNames;
import ipcsh.handle.ExchangeLog;

/**
 * Where goes what a shell role tells of itself over its link.
 *
 * @param names the names that it makes outside
 * @param exchanges what it sends and receives
 * @param calls who wants to know of its calls
 */
public record RoleReports(CreatedNames names, ExchangeLog exchanges, CallListeners calls) {}
