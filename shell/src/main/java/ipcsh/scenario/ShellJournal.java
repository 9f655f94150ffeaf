package ipcsh.scenario;

import ipcsh.language.JournalEntry;
import java.util.List;

/**
 * What was entered in one shell.
 *
 * @param name the shell's name
 * @param pid the number of its process
 * @param entries the entries, oldest first
 */
public record ShellJournal(String name, int pid, List<JournalEntry> entries) {}
