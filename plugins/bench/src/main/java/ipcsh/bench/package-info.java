/**
 * A plugin: what a round trip costs over each mechanism, between two shells, two C programs and two
 * Python programs. {@code BenchCommands} is the command, {@code Bench} runs it, {@code Peers} are
 * the programs of one side, {@code BenchReport} is what comes out. The programs are resources
 * beside the classes.
 */
package ipcsh.bench;
