package ipcsh.peer;

import ipcsh.handle.ChildRecord;
import ipcsh.handle.User;

/**
 * The process of a shell that runs as a role, and the ways to it.
 *
 * @param pid its process ID
 * @param user as whom it runs, or null where it is who runs this shell
 * @param record what this shell knows of its child
 * @param control the control socket that is lent to it, or null where it has its own
 * @param link where messages go there and back
 */
record RoleProcess(int pid, User user, ChildRecord record, LentSocket control, Link link) {}
