/**
 * What processes have open, as a plain model: descriptors, open file descriptions, the kernel
 * objects behind them, who waits in which call. Read from /proc, kcmp and sock_diag, each time
 * anew; prints nothing. Stands on {@link ipcsh.sys}.
 */
package ipcsh.inspect;
