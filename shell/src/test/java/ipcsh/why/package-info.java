/** Tests of {@code why}: the classics, and situations whose truth is known. */
package ipcsh.why;
