package ipcsh.handle;

import ipcsh.sys.Sys;
import ipcsh.sys.abi.SysException;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Surroundings, other than those of this shell, in which the process of a role or a program can be
 * started: a command in front of its own takes the process there, and executes it.
 */
public interface RoleHost {
  /**
   * The command that runs a command there.
   *
   * @param words the command to be run
   * @param numbers the numbers that {@link #descriptors} have in that process
   */
  List<String> running(List<String> words, List<Integer> numbers);

  /**
   * The command that runs a command there in a process that inherits nothing for it: it finds what
   * it needs in this shell, which must still have it when the command starts.
   *
   * @param words the command to be run
   */
  List<String> running(List<String> words);

  /**
   * Takes the process that makes the calls of {@code sys} there, a forked child with one thread.
   *
   * @throws SysException if the system does not permit it
   */
  void enter(Sys sys);

  /**
   * Opens a descriptor there, for this shell: a socket belongs to the network in which it was
   * created, and an abstract name of a UNIX domain socket does, too.
   *
   * @param open makes the calls and returns the descriptor
   * @return an internal descriptor of this shell
   */
  int opened(ToIntFunction<Sys> open);

  /** The descriptors of this shell that the command needs until the role has started. */
  List<Integer> descriptors();
}
