package ipcsh.scenario;

import ipcsh.language.JournalEntry;
import java.util.List;

/**
 * The entries of a shell.
 *
 * @param name the shell's name
 * @param pid its process ID
 * @param entries the entries, oldest first
 */
public record ShellJournal(String name, int pid, List<JournalEntry> entries) {}
