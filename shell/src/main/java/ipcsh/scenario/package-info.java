/**
 * Several shells in one text: roles that are other shells, what an audience is shown of them, and
 * sessions joined into a scenario. Knows the language and no terminal.
 */
package ipcsh.scenario;
