/**
 * Shared by the tests: a shell inside the test, the program outside of it, helpers that run C and
 * Python, and the check that a test leaves nothing behind.
 */
package ipcsh.kit;
