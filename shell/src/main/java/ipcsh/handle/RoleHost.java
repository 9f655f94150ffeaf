package ipcsh.handle;

import ipcsh.sys.Sys;
import ipcsh.sys.abi.SysException;
import java.util.List;

/**
 * Surroundings, other than those of this shell, in which the process of a role can be started: a
 * command in front of that of the role takes the process there, and executes it.
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
   * Takes the process that makes the calls of {@code sys} there, a forked child with one thread.
   *
   * @throws SysException if the system does not permit it
   */
  void enter(Sys sys);

  /** The descriptors of this shell that the command needs until the role has started. */
  List<Integer> descriptors();
}
