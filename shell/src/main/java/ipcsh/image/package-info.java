/**
 * Pictures as PNG and PDF. The shapes are those of the SVG; texts are set in fonts that belong to
 * the program, because the machine may have none. The libraries, and Java's module java.desktop,
 * are loaded when the first such picture is written.
 */
package ipcsh.image;
