/**
 * A model of what processes have open: descriptors, open file descriptions, the kernel objects
 * behind them, and the calls in which threads are blocked. Read from /proc, kcmp and sock_diag,
 * each time anew; prints nothing. Based on {@link ipcsh.sys}.
 */
package ipcsh.inspect;
