package ipcsh.findings;

import java.util.function.Consumer;

/** Looks for one kind of mistake. Reports only what the calls prove. */
interface FindingRule {
  /** Reports what it finds in a run. */
  void examine(DescriptorHistory run, Consumer<Finding> found);
}
