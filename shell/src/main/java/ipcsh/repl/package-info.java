/**
 * The prompt: reads entries with line editing, completion, highlighting and tips, evaluates them
 * with a {@link ipcsh.language.Session}, and shows the results. The prompt is available before the
 * session is; everything here works, with less information, until the session has been loaded. Uses
 * terminals, commands and handles; evaluation and error messages are left to the language.
 */
package ipcsh.repl;
