/** How bytes and names are written: escaped for a terminal, quoted as strace does, in octal. */
package ipcsh.sys.text;
