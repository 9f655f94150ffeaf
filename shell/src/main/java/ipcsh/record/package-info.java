/**
 * Recordings of a terminal: the writer and the reader of asciicast files, an emulator that knows
 * what stood on the screen, and what is made of them: a page, a picture, a transcript. Knows no
 * command and no system call.
 */
package ipcsh.record;
