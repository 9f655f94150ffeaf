/**
 * The exercises of the course: their files, the state of the one that is being worked on, and what
 * its checker says.
 */
package ipcsh.command.course;
