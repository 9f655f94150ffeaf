package ipcsh.peer;

import ipcsh.handle.ChildRecord;
import ipcsh.handle.RoleHost;
import ipcsh.handle.User;

/**
 * The process of a shell that runs as a role, and the means to control it.
 *
 * @param pid its process ID
 * @param user its user, or null if it is the user of this shell
 * @param host where it runs, or null if in the surroundings of this shell
 * @param record this shell's record of the child
 * @param control the control socket that is lent to it, or null if it has its own
 * @param link the link to it
 */
record RoleProcess(
    int pid, User user, RoleHost host, ChildRecord record, LentSocket control, Link link) {}
