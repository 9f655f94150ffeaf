/**
 * A journal as a script that replays: which entries are kept and how they are written, which values
 * are the same at each run. Reads syntax trees and facts; runs nothing.
 */
package ipcsh.language.saving;
