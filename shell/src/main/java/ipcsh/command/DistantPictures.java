package ipcsh.command;

import ipcsh.draw.JoinedSubject;
import ipcsh.draw.Subject;
import ipcsh.peer.DistantRole;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Adds to a picture what the roles on other machines have open: one of each machine is asked. */
final class DistantPictures {
  /** How long an answer may take, in milliseconds. */
  static final long PATIENCE = 5000;

  /** The same if it is asked repeatedly: the previous answer is used then. */
  static final long LITTLE = 300;

  private DistantPictures() {}

  /** The roles on other machines that have not ended. */
  static List<DistantRole> all(Context context) {
    return context.roleShells().distantOnes().stream().filter(role -> !role.isDone()).toList();
  }

  /**
   * The picture of this machine with those of others.
   *
   * @param roles the roles that are drawn
   * @param all whether all shells of the users there are drawn too
   * @param own whether the shells' own descriptors are included
   * @param patience how long an answer may take, in milliseconds
   */
  static Subject joined(
      Subject here, Collection<DistantRole> roles, boolean all, boolean own, long patience) {
    if (roles.isEmpty()) {
      return here;
    }
    Map<String, List<DistantRole>> machines = new LinkedHashMap<>();
    for (DistantRole role : roles) {
      machines.computeIfAbsent(role.getHost(), first -> new ArrayList<>()).add(role);
    }
    List<DistantRole> asked = new ArrayList<>();
    machines.values().forEach(its -> asked.add(its.get(0)));
    for (DistantRole role : asked) {
      List<Integer> others =
          machines.get(role.getHost()).stream().skip(1).map(DistantRole::getPid).toList();
      role.askPicture(all, own, others);
    }
    long end = System.nanoTime() + patience * 1_000_000;
    List<Subject> subjects = new ArrayList<>(List.of(here));
    int number = 0;
    for (DistantRole role : asked) {
      Subject seen = role.picture(++number, end - System.nanoTime());
      if (seen != null) {
        subjects.add(seen);
      }
    }
    return subjects.size() == 1 ? here : JoinedSubject.of(subjects);
  }
}
