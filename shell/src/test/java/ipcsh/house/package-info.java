/** Rules of the house: who may know whom, what every command has. */
package ipcsh.house;
