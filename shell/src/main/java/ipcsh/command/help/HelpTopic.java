package ipcsh.command.help;

import ipcsh.command.model.CommandModel;
import ipcsh.command.model.CommandTopic;
import ipcsh.command.model.Registry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A word of {@code help} that stands for several topics, so that all commands fit on one screen.
 *
 * @param word the word, {@code files}
 * @param commands its commands, those first that are wanted first
 */
public record HelpTopic(String word, List<CommandModel> commands) {
  /** What each word stands for: the titles of topics, with a line each in {@code help}. */
  private static final List<List<String>> WORDS =
      List.of(
          List.of(
              "files",
              "Files and descriptors",
              "Names and attributes of files",
              "Directories",
              "Several buffers, transfers inside the kernel, file space",
              "Limits"),
          List.of("locking", "File locks"),
          List.of("pipes", "Pipes and waiting"),
          List.of("polling", "Waiting for many"),
          List.of("sockets", "Sockets", "Socket options", "Hosts and marks", "Data"),
          List.of("passing", "Messages with descriptors and credentials", "Process descriptors"),
          List.of("memory", "Shared memory", "Memory of other processes"),
          List.of("semaphores", "Semaphores"),
          List.of("queues", "POSIX message queues"),
          List.of("threads", "Mutexes", "Condition variables", "Read-write locks", "Futexes"),
          List.of(
              "sysv",
              "System V objects",
              "System V message queues",
              "System V semaphores",
              "System V shared memory"),
          List.of(
              "processes",
              "Threads and children",
              "Programs",
              "Processes",
              "Process groups and sessions",
              "Pseudo-terminals"),
          List.of("signalling", "Signals"),
          List.of(
              "looking",
              "Inspection",
              "Pictures",
              "Waits",
              "Watching",
              "Sequence charts",
              "Explanation"),
          List.of("programs", "Other people's programs", "Fault injection"),
          List.of("roles", "Shells", "Other shells", "Scenarios"),
          List.of("networks", "Networks"),
          List.of("keeping", "Saving and loading", "Recording", "Cleaning up", "Settings"),
          List.of("language", "Control flow"),
          List.of("course", "Lessons", "Exercises", "Help"));

  private static final String REST = "more";

  /** What is shown first of a topic with many commands. */
  private static final List<String> FIRST =
      List.of(
          ("open read write close lseek dup2 fcntl stat mkdir unlink ls socket socketpair bind"
                  + " listen accept connect send recv sendto recvfrom shutdown getsockopt sendfd"
                  + " recvfd sendmsg recvmsg mmap poke peek shm_open memfd_create regions sem_open"
                  + " sem_init sem_wait sem_post sem_getvalue sems mq_open mq_send mq_receive mqs"
                  + " pthread_mutex_init pthread_mutex_lock pthread_mutex_unlock pthread_cond_wait"
                  + " msgget msgsnd msgrcv semget semop shmget shmat fork thread spawn waitpid kill"
                  + " getpid signal sigaction sigprocmask sigpending fds draw why watch explain"
                  + " sequence inspect trace shell shells attach network lesson lessons exercise exercises"
                  + " check help")
              .split(" "));

  /** All words, in order; topics that no word stands for are under the last one. */
  public static List<HelpTopic> all(Registry registry) {
    List<HelpTopic> all = new ArrayList<>();
    Set<CommandTopic> placed = new HashSet<>();
    for (List<String> each : WORDS) {
      List<CommandModel> commands = new ArrayList<>();
      for (String title : each.subList(1, each.size())) {
        for (CommandTopic topic : registry.topics()) {
          if (topic.title().equals(title) && placed.add(topic)) {
            commands.addAll(registry.of(topic));
          }
        }
      }
      commands.sort(Comparator.comparingInt(HelpTopic::place));
      if (!commands.isEmpty()) {
        all.add(new HelpTopic(each.get(0), List.copyOf(commands)));
      }
    }
    List<CommandModel> rest = new ArrayList<>();
    for (CommandTopic topic : registry.topics()) {
      if (!placed.contains(topic)) {
        rest.addAll(registry.of(topic));
      }
    }
    if (!rest.isEmpty()) {
      all.add(new HelpTopic(REST, List.copyOf(rest)));
    }
    return all;
  }

  private static int place(CommandModel command) {
    int at = FIRST.indexOf(command.name());
    return at < 0 ? FIRST.size() : at;
  }

  /** The one with this word, or null. */
  public static HelpTopic of(String word, Registry registry) {
    return all(registry).stream().filter(each -> each.word.equals(word)).findFirst().orElse(null);
  }
}
