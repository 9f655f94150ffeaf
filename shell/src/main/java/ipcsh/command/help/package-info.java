/** Help that is found by a word: the topics on one screen, and a search over all there is. */
package ipcsh.command.help;
