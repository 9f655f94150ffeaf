/**
 * Converts a journal to a script that can be replayed: which entries are kept and how they are
 * written, which values are the same in each run. Reads syntax trees and facts; executes nothing.
 */
package ipcsh.language.saving;
