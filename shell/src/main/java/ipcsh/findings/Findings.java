package ipcsh.findings;

import ipcsh.draw.TerminalColors;
import ipcsh.draw.WrappedText;
import ipcsh.handle.WidthDependent;
import ipcsh.observe.Observation;
import ipcsh.sys.text.EscapedText;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a reviewer would say of observed programs, in the order of the calls. The same mistake, made
 * again by the same program, is one finding with a count.
 */
public final class Findings extends AbstractList<Finding> implements WidthDependent {
  private static final int WIDTH = 80;
  private static final int WIDEST = 120;
  private static final String NONE = "no finding";

  private final List<Finding> all;

  private Findings(List<Finding> all) {
    this.all = List.copyOf(all);
  }

  /** Those of programs that ran together, or of what was observed of them until now. */
  public static Findings of(List<Observation> observations) {
    return of(observations, new NamesOfSystem(observations));
  }

  static Findings of(List<Observation> observations, NamesNow names) {
    DescriptorHistory run = new DescriptorHistory(observations);
    List<FindingRule> rules =
        List.of(
            new KeptWaitingRule(),
            new KeptConnectionRule(),
            new ExecInheritanceRule(),
            new PipeEndRule(),
            new LeakRule(),
            new NeverUsedRule(),
            new ZombieRule(),
            new NameRule(names),
            new BoundNames(),
            new UncheckedRule(),
            new ClosedDescriptorRule(),
            new InterruptedRule(),
            new ShortTransferRule(),
            new BrokenPipeRule(),
            new CutDatagramRule(),
            new CrashRule(),
            new EndlessLoopRule(),
            new FileModeRule());
    List<Finding> found = new ArrayList<>();
    if (run.isWhole()) {
      rules.forEach(each -> each.examine(run, found::add));
    }
    return new Findings(grouped(found, run.start()));
  }

  private static List<Finding> grouped(List<Finding> found, long start) {
    found.sort((a, b) -> Long.compare(a.call().began(), b.call().began()));
    Map<String, List<Finding>> groups = new LinkedHashMap<>();
    for (Finding each : found) {
      // numbers differ between processes that make the same mistake
      String key = each.getKind() + each.getProgram() + each.getCall().getName();
      String text = (each.getText() + each.getAdvice()).replaceAll("\\d+", "");
      groups.computeIfAbsent(key + text, group -> new ArrayList<>()).add(each);
    }
    return groups.values().stream().map(each -> each.get(0).found(each.size(), start)).toList();
  }

  @Override
  public Finding get(int index) {
    return all.get(index);
  }

  @Override
  public int size() {
    return all.size();
  }

  @Override
  public String toString() {
    return text(0, false);
  }

  @Override
  public String text(int columns, boolean color) {
    if (isEmpty()) {
      return NONE;
    }
    StringBuilder out = new StringBuilder();
    for (Finding each : all) {
      String head = each.call().process().title() + ", " + milliseconds(each) + ": ";
      out.append(color ? TerminalColors.strong(EscapedText.word(head)) : EscapedText.word(head));
      out.append(EscapedText.word(each.call().toString()));
      if (each.getCount() > 1) {
        out.append("  (").append(each.getCount()).append(" times)");
      }
      out.append("\n  ").append(EscapedText.word(each.getText())).append("\n  ");
      String advice = "=> " + EscapedText.word(each.getAdvice());
      out.append(color ? TerminalColors.code(advice) : advice).append('\n');
    }
    int width = columns <= 0 ? WIDTH : Math.min(columns, WIDEST);
    return WrappedText.wrap(out.toString().stripTrailing(), width, 4);
  }

  private static String milliseconds(Finding finding) {
    return finding.getTime().movePointRight(3).setScale(1, java.math.RoundingMode.HALF_UP) + " ms";
  }
}
