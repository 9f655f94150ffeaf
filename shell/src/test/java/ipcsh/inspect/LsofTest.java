package ipcsh.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.Running;
import ipcsh.kit.Tools;
import ipcsh.sys.Kernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Descriptors of other processes: the model agrees with lsof. */
class LsofTest {
  private static final Map<String, String> TYPES =
      Map.of(
          "REG", "file", "DIR", "directory", "CHR", "device", "FIFO", "pipe", "a_inode", "eventfd");

  @TempDir Path directory;

  /** The output of lsof for one descriptor. */
  private record Line(String access, String type, String inode, String name) {}

  private Running python(String program) throws IOException {
    return Tools.python(
        directory, Files.readString(Path.of("src/test/resources/python", program)), "");
  }

  private Map<Holder, Line> lsof(List<Integer> pids) {
    Tools.need("lsof");
    String list = String.join(",", pids.stream().map(String::valueOf).toList());
    Map<Holder, Line> found = new TreeMap<>();
    int pid = 0;
    int number = -1;
    Map<Character, String> fields = new TreeMap<>();
    List<String> lines =
        new ArrayList<>(
            Tools.run(directory, "lsof", "-w", "-n", "+E", "-F", "pfatin", "-p", list).lines());
    lines.add("f");
    for (String line : lines) {
      char kind = line.charAt(0);
      if ((kind == 'p' || kind == 'f') && number >= 0) {
        found.put(
            new Holder(pid, number),
            new Line(fields.get('a'), fields.get('t'), fields.get('i'), fields.get('n')));
      }
      if (kind == 'p') {
        pid = Integer.parseInt(line.substring(1));
        number = -1;
      } else if (kind == 'f') {
        fields.clear();
        number = line.matches("f\\d+") ? Integer.parseInt(line.substring(1)) : -1;
      } else {
        fields.put(kind, line.substring(1));
      }
    }
    found.keySet().removeIf(holder -> !pids.contains(holder.pid()));
    return found;
  }

  private static String access(OpenFileDescription file) {
    return file.reads() ? file.writes() ? "u" : "r" : "w";
  }

  @Test
  void threeHundredProcessesWithPipes() throws IOException {
    try (Running parent = python("pipes.py").awaitOutput("ready")) {
      parent.awaitOutput("\n");
      List<Integer> pids =
          Stream.of(parent.output().strip().split(" ")).skip(1).map(Integer::valueOf).toList();
      assertThat(pids).hasSize(300);
      int self = (int) parent.pid();
      Snapshot snapshot = new Inspector(new Kernel().home()).look(pids, self);
      Map<Holder, Line> theirs = lsof(pids);

      Map<Holder, String> ours = new TreeMap<>();
      Map<Holder, OpenFileDescription> files = new TreeMap<>();
      for (ProcessSnapshot process : snapshot.processes()) {
        for (DescriptorSnapshot seen : process.descriptors()) {
          String kind = seen.file().object().kind();
          ours.put(seen.holder(), access(seen.file()) + " " + kind);
          files.put(seen.holder(), seen.file());
        }
      }
      Map<Holder, String> said = new TreeMap<>();
      theirs.forEach((holder, line) -> said.put(holder, line.access + " " + TYPES.get(line.type)));
      assertThat(ours).hasSize(300 * 6 - 1).containsAllEntriesOf(said).hasSameSizeAs(said);
      comparePipes(pids, theirs, files, snapshot);
    }
  }

  /** Each has 50 to 56, the write end of a pipe that its successor reads. */
  private static void comparePipes(
      List<Integer> pids,
      Map<Holder, Line> theirs,
      Map<Holder, OpenFileDescription> files,
      Snapshot seen) {
    int compared = 0;
    for (int i = 0; i < pids.size(); i++) {
      Holder writer = new Holder(pids.get(i), 50 + i % 7);
      OpenFileDescription file = files.get(writer);
      PipeObject pipe = (PipeObject) file.object();
      assertThat(pipe.id()).isEqualTo("pipe:[" + theirs.get(writer).inode + "]");
      assertThat(pipe.bytes()).isEqualTo(i);
      List<Holder> readers = seen.peers(file);
      assertThat(readers).hasSize(1);
      TreeSet<Holder> endpoints = new TreeSet<>();
      Matcher matcher =
          Pattern.compile("(\\d+),[^ ]*?,(\\d+)[rwu]").matcher(theirs.get(writer).name);
      while (matcher.find()) {
        endpoints.add(
            new Holder(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))));
      }
      if (i + 1 < pids.size()) {
        assertThat(readers.get(0).pid()).isEqualTo(pids.get(i + 1));
        assertThat(endpoints).as(theirs.get(writer).name).containsExactlyElementsOf(readers);
        compared++;
      }
    }
    assertThat(compared).isEqualTo(299);
  }

  @Test
  void tenThousandDescriptors() throws IOException {
    try (Running many = python("descriptors.py").awaitOutput("ready")) {
      int pid = (int) many.pid();
      Inspector inspector = new Inspector(new Kernel().home());
      Snapshot snapshot = inspector.look(List.of(pid), inspector.everybody());

      assertThat(snapshot.processes().get(0).descriptors()).hasSizeGreaterThan(10_000);
      // lsof truncates numbers of five digits
      List<DescriptorSnapshot> ours =
          snapshot.processes().get(0).descriptors().stream()
              .filter(seen -> seen.number() < 10_000)
              .toList();
      Map<Holder, Line> theirs = lsof(List.of(pid));
      assertThat(ours.stream().map(DescriptorSnapshot::holder))
          .containsExactlyElementsOf(theirs.keySet());
      for (DescriptorSnapshot seen : ours) {
        Line line = theirs.get(seen.holder());
        assertThat(access(seen.file())).as(seen.toString()).isEqualTo(line.access);
        if (TYPES.containsKey(line.type)) {
          assertThat(seen.file().object().kind()).isEqualTo(TYPES.get(line.type));
        } else {
          assertThat(seen.file().object().kind()).isEqualTo("unix stream");
        }
      }
      compareSharing(snapshot, pid);
    }
  }

  /** Every seventh is a dup of the previous one, and nothing else is shared. */
  private static void compareSharing(Snapshot snapshot, int pid) {
    int shared = 0;
    for (OpenFileDescription file : snapshot.files()) {
      boolean standard = file.holders().stream().anyMatch(holder -> holder.number() < 3);
      boolean passwd =
          file.object() instanceof FileObject object && object.path().equals("/etc/passwd");
      if (passwd && file.holders().get(0).pid() == pid) {
        assertThat(file.holders()).hasSize(2);
        shared++;
      } else if (!standard && file.holders().get(0).pid() == pid) {
        assertThat(file.holders()).as(file.toString()).hasSize(1);
      }
      assertThat(file.isCompared()).isTrue();
    }
    assertThat(shared).isEqualTo(1250);
  }
}
