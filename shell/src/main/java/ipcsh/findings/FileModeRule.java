package ipcsh.findings;

import java.util.function.Consumer;

/** open with O_CREAT and no mode: the kernel takes for it what happens to be in a register. */
final class FileModeRule implements FindingRule {
  private static final int MODES = 07777;

  @Override
  public void examine(DescriptorHistory run, Consumer<Finding> found) {
    for (ReviewedProcess process : run.processes()) {
      for (ReviewedCall each : process.calls()) {
        int flags = each.name().equals("open") ? 1 : each.name().equals("openat") ? 2 : -1;
        if (flags > 0 && each.mentions(flags, "O_CREAT") && mode(each, flags + 1) > MODES) {
          found.accept(
              new Finding(
                  "no mode",
                  each,
                  "O_CREAT without a third argument: the permissions of the file are what happened"
                      + " to be in a register",
                  "open(path, flags | O_CREAT, 0600)"));
        }
      }
    }
  }

  private static int mode(ReviewedCall call, int index) {
    String text = call.argument(index);
    return text.matches("0[0-7]{1,10}") ? (int) Long.parseLong(text, 8) : 0;
  }
}
