package ipcsh.bench;

import ipcsh.command.Context;
import ipcsh.command.PictureFile;
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
  private static final int RUNS = 7;
  private static final List<Integer> SIZES = List.of(1, 64, 4096, 65536);
  private static final List<Integer> PROCESSORS = List.of(1, 2);
  private static final int MOST_BYTES = 1 << 20;
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
          Starts two shells, two C programs and two Python programs for each mechanism and lets
          them take turns, first on the same processor, then on two. Without names it measures all
          mechanisms: pipe, fifo, stream, region (a stream, received into a region), dgram,
          seqpacket, tcp, udp, splice, mq, sysv_msg, eventfd, sem_named, sem_unnamed, sysv_sem,
          signal, condition and spin between two processes; descriptor, which is passed there and
          back, and handover, a TCP connection that one process accepts and another answers;
          semaphore, mutex, memory and process_vm in a single process. sizes: are the sizes of
          messages, [1, 64, 4096, 65536] if not given; processors: 1, 2 or both, [1, 2]. rounds: is
          the number of round trips in a run (10000; 50 times as many in a single process, fewer
          of large messages), runs: the number of runs (7), warmup: the longest time for which a
          shell runs before measuring, which begins when its compilers are idle (20 s).
          junixsocket: and jnr: are the class paths of the libraries junixsocket and
          jnr-unixsocket, or directories with their jars, and add a column each: junixsocket for
          descriptor; jnr-unixsocket, which passes none, for stream and dgram. Returns a list of
          maps: mechanism, size, processors, ipcsh, c, python (microseconds a round trip), ratio,
          and of each the percentiles of single round trips and the megabytes a second of messages
          one way (ipcsh_p50, ipcsh_p99, ipcsh_p99_9, ipcsh_mb_s, c_p50 ...). .csv is a text of
          comma-separated values; draw t, 'x.svg' draws a chart. On the command line: ipcsh bench
          pipe --sizes=1,64 --processors=1 --rounds=1000 --runs=3 --warmup=2 --csv or --json or
          --svg=FILE. Ctrl-C ends it with the figures measured so far.""",
      examples =
          """
          t = bench 'pipe', sizes: 1, processors: 1, rounds: 100, runs: 1, warmup: 0
          t.size()           //=> 1
          t[0].mechanism     //=> pipe
          t.csv.startsWith('mechanism,size,processors')  //=> true
          """)
  public Object bench(
      @Option Object sizes,
      @Option Object processors,
      @Option Integer rounds,
      @Option Integer runs,
      @Option Duration warmup,
      @Option @PathName String junixsocket,
      @Option @PathName String jnr,
      Object... mechanisms)
      throws IOException {
    BenchWords words = BenchWords.of(mechanisms);
    BenchSettings settings =
        new BenchSettings(
            positive("rounds", words.number("rounds", rounds), ROUNDS),
            positive("runs", words.number("runs", runs), RUNS),
            words.time("warmup", warmup == null ? WARM_UP : warmup),
            WholeNumbers.of("sizes", words.list("sizes", sizes), SIZES, MOST_BYTES),
            WholeNumbers.of("processors", words.list("processors", processors), PROCESSORS, 2));
    ForeignJars foreign =
        new ForeignJars()
            .with(Side.JUNIXSOCKET, words.text("junixsocket", junixsocket))
            .with(Side.JNR_UNIXSOCKET, words.text("jnr", jnr));
    Bench bench = new Bench(settings, foreign, ProgressLine.onStandardError());
    BenchReport report;
    try {
      report = bench.measure(chosen(words.names()));
    } catch (InterruptedException e) {
      throw new SysException(Errno.EINTR, "bench()");
    }
    return shown(report, words);
  }

  /** The report in the form that was asked for on the command line. */
  private Object shown(BenchReport report, BenchWords words) {
    String file = words.text("svg", null);
    if (file != null) {
      PictureFile.of(file, null, null, null).write(report.sketch(), context);
    }
    return words.has("csv") ? report.getCsv() : words.has("json") ? words.json(report) : report;
  }

  private static int positive(String what, Integer given, int otherwise) {
    if (given != null && (given < 1 || given > 1_000_000)) {
      throw new IllegalArgumentException(what + ": expected 1 to 1000000, given " + given);
    }
    return given == null ? otherwise : given;
  }

  private static List<Mechanism> chosen(List<String> names) {
    List<Mechanism> chosen = new ArrayList<>();
    for (String name : names) {
      Mechanism mechanism = Mechanism.of(name);
      if (mechanism == null) {
        throw new IllegalArgumentException(
            "mechanism: expected one of "
                + String.join(", ", Mechanism.names())
                + ", given "
                + name
                + SpellingSuggestion.say(name, Mechanism.names()));
      }
      if (!chosen.contains(mechanism)) {
        chosen.add(mechanism);
      }
    }
    return chosen.isEmpty() ? List.of(Mechanism.values()) : chosen;
  }
}
