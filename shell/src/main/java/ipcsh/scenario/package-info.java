/**
 * Several shells in one text: roles that are other shells, the presentation to an audience, and
 * sessions merged into a scenario. Based on the language; independent of terminals.
 */
package ipcsh.scenario;
