/**
 * The course as a static web site, and the language on one sheet of paper. Made from the lessons
 * and their stored transcripts: no lesson runs, and the same lessons give the same files.
 */
package ipcsh.site;
