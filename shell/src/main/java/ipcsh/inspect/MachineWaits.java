package ipcsh.inspect;

import java.util.List;

/**
 * What one machine knows of waits that only another machine can end: which processes wait for the
 * other ends of TCP connections, and who has the ends that are here.
 *
 * @param blocked the processes none of which can go on before such an end does something
 * @param connections the connections with other machines
 */
public record MachineWaits(List<Blocked> blocked, List<Connection> connections) {
  /** Nothing of the kind. */
  public static final MachineWaits NONE = new MachineWaits(List.of(), List.of());

  /**
   * A process all of whose threads wait for other machines.
   *
   * @param process its name, with its ID
   * @param runs how often its threads have run
   */
  public record Blocked(int pid, String process, List<Wait> waits, long runs) {}

  /**
   * One of its waits.
   *
   * @param text {@code waits in recvfrom(3) for data}
   * @param name the address of its own end
   * @param peer the address of the other end
   * @param forRoom whether the other end has to receive; else it has to send
   */
  public record Wait(String text, String name, String peer, boolean forRoom) {}

  /**
   * An end of a connection.
   *
   * @param received the bytes that can be received here
   * @param sent the bytes that the other end has not acknowledged
   * @param holders the IDs of the processes that have it open
   */
  public record Connection(
      String name, String peer, long received, long sent, List<Integer> holders) {}
}
