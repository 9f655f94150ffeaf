package ipcsh.scenario;

import ipcsh.language.Problem;
import ipcsh.scenario.ScenarioView.Lane;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Shows a scenario from its stored transcript ({@link ExpectedTranscript}), without running it: the
 * reverse of {@link Transcript}. What differs from run to run is shown as it is stored.
 */
public final class TranscriptReader {
  private static final String NAME = "[\\p{L}_][\\p{L}\\p{N}_.-]*(?: \\d+)?";
  private static final Pattern TYPED = Pattern.compile("(" + NAME + ")> (.*)");
  private static final Pattern OUTPUT = Pattern.compile("(" + NAME + ")([:!*])(?: (.*)|)");
  private static final Pattern TITLE = Pattern.compile("== (.*) ==");
  private static final Pattern CHAPTER = Pattern.compile("-- (.*) --");
  private static final String BLOCKED = "blocked in ";
  private static final String HINT = "  ";

  private final List<String> lines;
  private final ScenarioView view;
  private final Map<String, Lane> lanes = new LinkedHashMap<>();

  /** The lanes whose entry has not ended, as far as has been shown. */
  private final Set<Lane> running = new LinkedHashSet<>();

  private int next;

  private TranscriptReader(List<String> lines, ScenarioView view) {
    this.lines = lines;
    this.view = view;
  }

  /** Shows the transcript, from its title to its end. */
  public static void show(String transcript, ScenarioView view) {
    new TranscriptReader(transcript.lines().toList(), view).show();
  }

  private void show() {
    view.chapters((int) lines.stream().filter(line -> CHAPTER.matcher(line).matches()).count());
    while (next < lines.size()) {
      String line = lines.get(next++);
      Matcher typed = TYPED.matcher(line);
      Matcher output = OUTPUT.matcher(line);
      Matcher title = TITLE.matcher(line);
      Matcher chapter = CHAPTER.matcher(line);
      if (title.matches()) {
        view.title(title.group(1));
      } else if (chapter.matches()) {
        end();
        view.chapter(chapter.group(1));
      } else if (typed.matches()) {
        typed(typed.group(1), typed.group(2));
      } else if (output.matches() && lanes.containsKey(output.group(1))) {
        printed(lanes.get(output.group(1)), output.group(2), rest(output));
      } else if (!line.isEmpty()) {
        end();
        view.say(line);
      }
    }
    end();
    view.over();
  }

  private static String rest(Matcher output) {
    return output.group(3) == null ? "" : output.group(3);
  }

  /** Ends entries without a result. */
  private void end() {
    running.forEach(lane -> view.gave(lane, null));
    running.clear();
  }

  private void typed(String name, String first) {
    Lane lane = lanes.get(name);
    if (lane == null) {
      lane = new Lane(name, lanes.size());
      lanes.put(name, lane);
      view.appears(lane);
    }
    if (running.remove(lane)) {
      view.gave(lane, null);
    }
    String more = " ".repeat(Math.max(0, name.length() + "> ".length() - 4)) + "...";
    StringBuilder text = new StringBuilder(first);
    while (next < lines.size() && isMore(lines.get(next), more)) {
      String line = lines.get(next++);
      text.append('\n').append(line.substring(Math.min(line.length(), more.length() + 1)));
    }
    view.types(lane, text.toString());
    view.runs(lane);
    running.add(lane);
  }

  private static boolean isMore(String line, String more) {
    // where the name is short, the lead looks like narration that is not compared
    return line.startsWith(more + " ") || line.equals(more) && more.startsWith(" ");
  }

  private void printed(Lane lane, String kind, String first) {
    if (kind.equals("*")) {
      running.remove(lane);
      if (first.startsWith(BLOCKED)) {
        view.blocked(lane, first.substring(BLOCKED.length()));
      } else {
        view.ended(lane, first);
      }
      return;
    }
    List<String> all = new ArrayList<>(List.of(first));
    while (next < lines.size()) {
      Matcher same = OUTPUT.matcher(lines.get(next));
      if (!same.matches() || !same.group(1).equals(lane.name()) || !same.group(2).equals(kind)) {
        break;
      }
      all.add(rest(same));
      next++;
    }
    running.remove(lane);
    if (kind.equals(":")) {
      view.gave(lane, String.join("\n", all));
    } else {
      failed(lane, all);
    }
  }

  private void failed(Lane lane, List<String> all) {
    List<String> message = new ArrayList<>();
    List<String> hints = new ArrayList<>();
    for (String line : all) {
      if (line.startsWith(HINT) && !message.isEmpty()) {
        hints.add(line.substring(HINT.length()));
      } else {
        message.add(line);
      }
    }
    view.failed(lane, new Problem(String.join("\n", message), null, 0, 0, hints));
  }
}
