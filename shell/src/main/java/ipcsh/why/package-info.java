/**
 * Why threads wait: for each blocked thread the object for which it waits, which processes could
 * end the wait, and whether any still can. Prints nothing; based on {@link ipcsh.inspect}.
 */
package ipcsh.why;
