/** Formats bytes and names: escaped for a terminal, quoted as in strace, in octal. */
package ipcsh.sys.text;
