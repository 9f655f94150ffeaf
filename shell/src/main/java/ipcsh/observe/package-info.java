/**
 * Other people's programs, seen through strace(1): its output as a model of processes, threads,
 * calls, signals and ends. {@link ipcsh.observe.StraceParser} reads, {@link
 * ipcsh.observe.Observation} keeps. Draws no conclusions and prints nothing. Based on {@link
 * ipcsh.handle}, {@link ipcsh.inspect} and {@link ipcsh.sys}.
 */
package ipcsh.observe;
