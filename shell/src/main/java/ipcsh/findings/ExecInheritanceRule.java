package ipcsh.findings;

import ipcsh.findings.HeldDescriptor.Origin;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Descriptors that a program passed to another one by mistake: not close-on-exec, never used there,
 * and not named in its arguments. Shells and make pass what their users redirect.
 */
final class ExecInheritanceRule implements FindingRule {
  @Override
  public void examine(DescriptorHistory run, Consumer<Finding> found) {
    Set<OpenedDescription> told = new HashSet<>();
    for (DescriptorTable table : run.tables()) {
      List<HeldDescriptor> mistakes = new ArrayList<>();
      for (HeldDescriptor each : table.all()) {
        if (each.survived().size() == 1 && !table.isUncertain() && isMistake(each)) {
          mistakes.add(each);
        }
      }
      // a file or socket is told once, with the first program that gets it
      mistakes.removeIf(each -> !each.description().isPipe() && !told.add(each.description()));
      mistakes.removeIf(each -> each.survived().get(0) != mistakes.get(0).survived().get(0));
      if (!mistakes.isEmpty() && run.tell(mistakes)) {
        found.accept(finding(mistakes));
      }
    }
  }

  private static boolean isMistake(HeldDescriptor held) {
    ReviewedCall exec = held.survived().get(0);
    ReviewedCall opener = held.description().opener();
    ReviewedProcess process = held.table().owner();
    return held.number() > 2
        && held.isLeftOpen()
        && held.origin() != Origin.OUTSIDE
        && opener != null
        && !opener.name().equals("socketpair")
        && process.process().end() != null
        && !ShellPrograms.made(opener)
        && held.uses().stream().noneMatch(each -> each.began() > exec.began())
        && !isDevice(opener)
        && !isNamed(exec, held.number());
  }

  private static boolean isDevice(ReviewedCall opener) {
    return opener.call().resultDescriptor() != null
        && opener.call().resultDescriptor().target().startsWith("/dev/");
  }

  /** Whether its arguments name a descriptor, or may do so: strace shows only their beginning. */
  static boolean isNamed(ReviewedCall exec, int number) {
    return exec.mentions(1, "\"...")
        || exec.argument(1).matches(".*(?<![0-9])" + number + "(?![0-9]).*");
  }

  private static Finding finding(List<HeldDescriptor> all) {
    HeldDescriptor first = all.get(0);
    String each =
        all.stream()
            .map(held -> held.number() + ", " + DescriptorWords.what(held))
            .collect(Collectors.joining(", and "));
    String closes =
        all.stream()
            .map(held -> "close(" + held.number() + ")")
            .collect(Collectors.joining(" and "));
    boolean isOne = all.size() == 1;
    return new Finding(
        "inherited by exec",
        first.survived().get(0),
        (isOne ? "descriptor " + each + ", stays" : "descriptors " + each + ", stay")
            + " open in the new program, which does not use "
            + (isOne ? "it" : "them"),
        first.description().isPipe()
            ? closes + " in the child before exec, or make the pipe with O_CLOEXEC"
            : "open with O_CLOEXEC or SOCK_CLOEXEC, or set FD_CLOEXEC");
  }
}
