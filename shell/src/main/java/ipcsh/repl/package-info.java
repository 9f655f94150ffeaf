/**
 * The prompt: reads entries with line editing, completion, highlighting and hints, has them
 * evaluated by a {@link ipcsh.language.Session}, and shows what comes of it. The prompt is there
 * before the session is; everything here works, with less to offer, until the session has been
 * loaded. Knows terminals, commands and handles; leaves evaluation and the wording of errors to the
 * language.
 */
package ipcsh.repl;
