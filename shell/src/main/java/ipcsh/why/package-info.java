/**
 * Why threads wait: for each blocked thread the object for which it waits, who could end the wait,
 * and whether anybody still can. Prints nothing; based on {@link ipcsh.inspect}.
 */
package ipcsh.why;
