package ipcsh.bench;

import ipcsh.command.Context;
import ipcsh.command.SpellingSuggestion;
import ipcsh.command.model.Command;
import ipcsh.command.model.CommandTopic;
import ipcsh.command.model.Option;
import ipcsh.command.model.PathName;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.SysException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The command {@code bench}: the time of a round trip over each mechanism. */
public final class BenchCommands implements CommandTopic {
  private static final int ROUNDS = 10_000;
  private static final int RUNS = 11;
  private static final Duration WARM_UP = Duration.ofSeconds(20);

  private Context context;

  @Override
  public String title() {
    return "Benchmark";
  }

  @Override
  public void attach(Context itsContext) {
    context = itsContext;
  }

  @Command(
      summary = "measure a round trip over each mechanism, beside C and Python",
      man = "pipe(7)",
      details =
          """
          Starts two shells, two C programs and two Python programs for each mechanism, on the
          same processor, and lets them take turns. Without names it measures all mechanisms:
          pipe, fifo, stream, dgram, seqpacket, tcp, udp, splice, eventfd, mq, sem_named,
          sem_unnamed, sysv_msg, sysv_sem, signal, condition and spin between two processes; descriptor,
          which is passed there and back,
          and handover, a TCP connection that one process accepts and another answers; semaphore,
          mutex and memory in a single process. rounds: is the number of round trips in a run
          (10000; 50 times as many in a single process), runs: the number of runs (11), warmup:
          the longest time for which a shell runs before measuring, which begins when its
          compilers are idle (20 s). junixsocket: and jnr: are the class paths of the libraries
          junixsocket and jnr-unixsocket, or directories with their jars, and add a column each:
          junixsocket for descriptor; jnr-unixsocket, which passes none, for stream and dgram.
          Returns a table, a list of maps: mechanism, ipcsh, c, python (microseconds), ratio.""",
      examples =
          """
          t = bench 'pipe', rounds: 100, runs: 1, warmup: 0
          t.size()           //=> 1
          t[0].mechanism     //=> pipe
          """)
  public BenchReport bench(
      @Option Integer rounds,
      @Option Integer runs,
      @Option Duration warmup,
      @Option @PathName String junixsocket,
      @Option @PathName String jnr,
      Object... mechanisms)
      throws IOException {
    Bench bench =
        new Bench(
            positive("rounds", rounds, ROUNDS),
            positive("runs", runs, RUNS),
            warmup == null ? WARM_UP : warmup,
            new ForeignJars().with(Side.JUNIXSOCKET, junixsocket).with(Side.JNR_UNIXSOCKET, jnr),
            context.host()::report);
    try {
      return bench.measure(chosen(mechanisms));
    } catch (InterruptedException e) {
      throw new SysException(Errno.EINTR, "bench()");
    }
  }

  private static int positive(String what, Integer given, int otherwise) {
    if (given != null && (given < 1 || given > 1_000_000)) {
      throw new IllegalArgumentException(what + ": expected 1 to 1000000, given " + given);
    }
    return given == null ? otherwise : given;
  }

  private static List<Mechanism> chosen(Object[] names) {
    List<Mechanism> chosen = new ArrayList<>();
    for (Object name : names) {
      Mechanism mechanism = Mechanism.of(String.valueOf(name));
      if (mechanism == null) {
        throw new IllegalArgumentException(
            "mechanism: expected one of "
                + String.join(", ", Mechanism.names())
                + ", given "
                + name
                + SpellingSuggestion.say(String.valueOf(name), Mechanism.names()));
      }
      if (!chosen.contains(mechanism)) {
        chosen.add(mechanism);
      }
    }
    return chosen.isEmpty() ? List.of(Mechanism.values()) : chosen;
  }
}
