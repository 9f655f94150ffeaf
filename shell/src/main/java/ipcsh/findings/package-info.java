/**
 * What a reviewer would say of an observed program: {@link ipcsh.findings.DescriptorHistory}
 * follows the descriptors of its processes through the calls, and each {@link
 * ipcsh.findings.FindingRule} looks for one mistake. What the calls do not prove is not said. Based
 * on {@link ipcsh.observe}.
 */
package ipcsh.findings;
