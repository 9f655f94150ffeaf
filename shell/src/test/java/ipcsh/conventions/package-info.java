/** Rules of the project: dependencies between packages, properties of every command. */
package ipcsh.conventions;
