/** Scenarios: roles that are other shells, and what an audience is shown of them. */
package ipcsh.scenario;
