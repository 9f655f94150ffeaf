/**
 * Recordings of a terminal: reading and writing asciicast files, an emulator that determines the
 * screen contents, and exports: a page, a picture, a transcript. Independent of commands; makes no
 * system calls.
 */
package ipcsh.record;
