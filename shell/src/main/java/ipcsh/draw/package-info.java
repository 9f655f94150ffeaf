/**
 * Draws what processes have open: their tables of descriptors, the open file descriptions and the
 * kernel objects, connected by arrows. A layout is made from the model of {@link ipcsh.inspect},
 * and from the layout a text, an SVG, or a Mermaid or dot file. Pure functions: they make no system
 * calls and do no I/O.
 */
package ipcsh.draw;
