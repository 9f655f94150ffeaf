/**
 * Several shells in one text: what their sessions were, joined into a scenario. Knows the language
 * and no terminal.
 */
package ipcsh.scenario;
