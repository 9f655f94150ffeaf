/**
 * A plugin: the time of a round trip over each mechanism, between two shells, two C programs and
 * two Python programs. {@code BenchCommands} is the command, {@code Bench} runs it, {@code Peers}
 * are the programs of one side, {@code BenchReport} is the result. The programs are resources
 * beside the classes.
 */
package ipcsh.bench;
