/**
 * Who said what to whom: what was noted of calls ({@link ipcsh.inspect.Exchange}) as a chart with a
 * lane for each who took part, as text, SVG and Mermaid. Pure functions.
 */
package ipcsh.draw.sequence;
